package ingest

import "sync/atomic"

// Room is how many bytes of what others push may be in work at one time, so that memory stays bounded whatever comes
// from however many senders. A nil Room has no bound.
type Room struct {
	max  int64
	held atomic.Int64
}

// NewRoom makes a room for so many bytes.
func NewRoom(max int64) *Room { return &Room{max: max} }

// Max is how many bytes there is room for.
func (r *Room) Max() int64 {
	if r == nil {
		return 1<<63 - 1
	}
	return r.max
}

// Take takes n bytes of the room if they are free.
func (r *Room) Take(n int64) bool {
	if r == nil {
		return true
	}
	if r.held.Add(n) <= r.max {
		return true
	}
	r.held.Add(-n)
	return false
}

// Give returns what was taken.
func (r *Room) Give(n int64) {
	if r != nil {
		r.held.Add(-n)
	}
}
