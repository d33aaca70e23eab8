package stream

import (
	"encoding/hex"
	"time"
)

// recentMost bounds each generation of ids, some 5 MB.
const recentMost = 1 << 17

// key is the first half of a message id; 128 bits of SHA-256 do not meet by chance.
type key [16]byte

func keyOf(id string) (k key) {
	_, _ = hex.Decode(k[:], []byte(id[:2*len(k)])) // ids are our own hex
	return k
}

// What is known of an id.
const (
	flying uint8 = 1 << iota // in the batch that is on its way
	taken                    // acknowledged, and its publisher was told so
	unsure                   // sent, perhaps taken, but its publisher was not told; counts as taken, not repeated, when it turns up
)

// recent remembers ids that lie in the stream, no longer than the stream's own window, so that most repeats are known
// before they can spoil an atomic batch. It is an optimisation with a bound: the stream knows those that it forgot.
type recent struct {
	window   time.Duration
	now, old map[key]uint8
	turned   time.Time
}

func newRecent(window time.Duration) *recent {
	r := &recent{window: window}
	r.forget()
	return r
}

// forget is for a log that was made anew and has none of them.
func (r *recent) forget() { r.now, r.old = map[key]uint8{}, map[key]uint8{} }

// turn starts a new generation when it is time. Not while a batch is on its way.
func (r *recent) turn(at time.Time) {
	if age := at.Sub(r.turned); len(r.now) < recentMost && age >= 0 && age < r.window/2 {
		return
	}
	r.turned = at
	r.now, r.old = map[key]uint8{}, r.now
}

func (r *recent) of(k key) uint8 {
	if s, ok := r.now[k]; ok {
		return s
	}
	return r.old[k]
}

// depart marks the id as on its way, or reports that it is a repeat.
func (r *recent) depart(k key) bool {
	s := r.of(k)
	if s&(flying|taken) != 0 {
		return false
	}
	r.now[k] = s | flying
	return true
}

// arrived marks the id as taken.
func (r *recent) arrived(k key) { r.now[k] = taken }

// lost marks an id of which nobody can say whether it was taken.
func (r *recent) lost(k key) { r.now[k] = unsure }

// wasUnsure reports whether an id on its way was lost before.
func (r *recent) wasUnsure(k key) bool { return r.of(k)&unsure != 0 }
