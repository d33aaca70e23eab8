package bluesky

import (
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"time"
)

const (
	rewind   = 10 * time.Second // servers see the same event at slightly different times
	memory   = 2048             // posts whose deletion we would pass on
	earliest = 1e15             // the lowest cursor that a server reads as time: it goes on from the oldest that it has
)

// place is where the reading stands. The zero place is the newest post.
type place struct {
	Seq  int64  `json:"seq,omitempty"`  // of the last event that was read; 0 when only the time is known
	At   int64  `json:"at,omitempty"`   // when the server saw it, in microseconds since 1970
	Boot string `json:"boot,omitempty"` // of the server that counted Seq
	Kept posts  `json:"kept,omitempty"`

	Figures int64 `json:"figures,omitempty"` // when the last round of figures was made, in seconds since 1970
}

// query is the place as the server takes it: a sequence number, a time, or nothing for the newest.
func (p place) query() string {
	switch {
	case p.Seq > 0:
		return strconv.FormatInt(p.Seq, 10)
	case p.At > 0:
		return strconv.FormatInt(max(p.At-rewind.Microseconds(), earliest), 10)
	}
	return ""
}

// posts remembers the last posts that were kept, oldest first, by a hash of their id.
type posts []uint32

func hash(id string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(id))
	return h.Sum32()
}

func (k posts) has(id string) bool { return slices.Contains(k, hash(id)) }

// with is k and one more. It shares nothing with k that could change.
func (k posts) with(id string) posts {
	if k.has(id) {
		return k
	}
	return append(slices.Clone(k[max(0, len(k)-memory+1):]), hash(id))
}

// MarshalJSON writes four bytes a post, little endian, in base64.
func (k posts) MarshalJSON() ([]byte, error) {
	var b []byte
	for _, h := range k {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (k *posts) UnmarshalJSON(text []byte) error {
	var b []byte
	if err := json.Unmarshal(text, &b); err != nil {
		return err
	}
	*k = nil
	for ; len(b) >= 4; b = b[4:] {
		*k = append(*k, binary.LittleEndian.Uint32(b))
	}
	return nil
}
