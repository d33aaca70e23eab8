package feed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
)

// maxHeader is how much of an ETag or a date is remembered; what is longer is not sent back.
const maxHeader = 512

// place is where the reading of each feed stands, by key.
type place map[string]mark

// mark is what is remembered of one feed.
type mark struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	Seen     hashes `json:"seen,omitempty"`  // of every item of its last answer
	Pause    int64  `json:"pause,omitempty"` // seconds that it wants between two requests
	Asked    int64  `json:"asked,omitempty"` // when it was last, in seconds since 1970; kept only with a Pause
}

// key names a feed in the cursor without telling its address, which may hold a token.
func key(u *url.URL) string {
	sum := sha256.Sum256([]byte(u.String()))
	return hex.EncodeToString(sum[:6])
}

func parsePlace(c ingest.Cursor) (place, error) {
	p := place{}
	if c == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(c), &p); err != nil {
		return nil, fmt.Errorf("read cursor: %w", err)
	}
	return p, nil
}

func (p place) cursor() ingest.Cursor {
	b, err := json.Marshal(p)
	if err != nil {
		return "" // cannot happen: strings and numbers
	}
	return ingest.Cursor(b)
}

// with is p with one mark changed, and without feeds that are read no more.
func (p place) with(k string, m mark, feeds []*url.URL) place {
	next := maps.Clone(p)
	next[k] = m
	maps.DeleteFunc(next, func(old string, _ mark) bool {
		return !slices.ContainsFunc(feeds, func(u *url.URL) bool { return key(u) == old })
	})
	return next
}

func (m mark) equal(o mark) bool {
	return m.ETag == o.ETag && m.Modified == o.Modified && slices.Equal(m.Seen, o.Seen) && m.Pause == o.Pause && m.Asked == o.Asked
}

// early reports whether the feed wants to be left alone for longer.
func (m mark) early(now time.Time) bool {
	since := now.Unix() - m.Asked
	return since >= 0 && since < m.Pause
}

// hashes are 64-bit hashes of items. In JSON they are base64 of eight bytes each, little endian.
type hashes []uint64

// with is h and those of more that it lacks, the last 2 * MaxItems of them.
func (h hashes) with(more hashes) hashes {
	all := slices.Clone(h)
	for _, v := range more {
		if !slices.Contains(h, v) {
			all = append(all, v)
		}
	}
	return all[max(0, len(all)-2*MaxItems):]
}

// MarshalJSON writes the hashes.
func (h hashes) MarshalJSON() ([]byte, error) {
	var b []byte
	for _, v := range h {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (h *hashes) UnmarshalJSON(text []byte) error {
	var b []byte
	if err := json.Unmarshal(text, &b); err != nil {
		return err
	}
	*h = nil
	for ; len(b) >= 8; b = b[8:] {
		*h = append(*h, binary.LittleEndian.Uint64(b))
	}
	return nil
}
