package ingest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Into reads a cursor that [CursorOf] wrote. The empty one leaves at as it is.
func (c Cursor) Into(at any) error {
	if c == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(c), at); err != nil {
		return fmt.Errorf("read cursor: %w", err)
	}
	return nil
}

// CursorOf writes where a source stands. It must be something that JSON can hold.
func CursorOf(at any) Cursor {
	b, err := json.Marshal(at)
	if err != nil {
		panic(fmt.Sprintf("cursor of %T: %v", at, err))
	}
	return Cursor(b)
}

// Trail is where the reading of a list stands that a network orders by time, in whole seconds, and may complete a little
// late: the newest moment, and what was seen shortly before it. The zero value has seen nothing.
type Trail struct {
	Until int64            `json:"until"` // Unix time of the newest item
	Seen  map[string]int64 `json:"seen,omitempty"`
}

// Has reports whether the item was seen as it was then.
func (t Trail) Has(id string, at int64) bool {
	then, seen := t.Seen[id]
	return seen && then == at
}

// Passed is a trail that has seen more, and forgot what lies further back than some seconds. A time after now is a wrong
// clock and moves the trail up to now. t stays as it is, because a page that the pipe refuses moves nothing.
func (t Trail) Passed(more map[string]int64, now, back int64) Trail {
	next := Trail{Until: t.Until, Seen: map[string]int64{}}
	for _, at := range more {
		next.Until = max(next.Until, min(at, now))
	}
	for _, items := range []map[string]int64{t.Seen, more} {
		for id, at := range items {
			if at >= next.Until-back && len(id) <= MaxID {
				next.Seen[id] = at
			}
		}
	}
	return next.first(maxTrail)
}

// maxTrail bounds what a trail remembers, as it is part of a cursor: more within so short a time is a network's mistake.
const maxTrail = 1000

// first forgets all but some items: those that lie furthest ahead, which is what a wrong clock says. Forgotten, an item comes
// once more.
func (t Trail) first(most int) Trail {
	if len(t.Seen) <= most {
		return t
	}
	byTime := func(a, b string) int { return cmp.Or(cmp.Compare(t.Seen[a], t.Seen[b]), cmp.Compare(a, b)) }
	seen := map[string]int64{}
	for _, id := range slices.SortedFunc(maps.Keys(t.Seen), byTime)[:most] {
		seen[id] = t.Seen[id]
	}
	return Trail{Until: t.Until, Seen: seen}
}
