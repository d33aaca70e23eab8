package vk

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"molva/ingest"
)

// place is the cursor of a read. Its methods, and those of a line, give a new one and leave the old one as it is, because a page
// that the pipe refuses moves nothing.
type place struct {
	Lines   map[string]line `json:"lines,omitempty"` // by the name of the task
	Figures rounds          `json:"figures,omitzero"`
}

// line is how far one search, wall, board or list of mentions was read. The zero value was never read.
type line struct {
	ingest.Trail                 // of posts, by their last change; of a board only until when
	Asked        time.Time       `json:"asked,omitzero"`  // when, where it has to wait for its turn
	Calls        int             `json:"calls,omitempty"` // that the last read of it took, if not one
	Talks        map[string]talk `json:"talks,omitempty"` // under its posts or in its topics, by number
	Bad          []string        `json:"bad,omitempty"`   // items that could not be read the last time, told once
	Shut         string          `json:"shut,omitempty"`  // why it cannot be read, told once
}

// talk is how far comments were read.
type talk struct {
	Count int64 // how many there were
	Last  int64 // the highest number among those that were read; 0: none was
}

// MarshalJSON writes a list of both, since a cursor has thousands of them.
func (t talk) MarshalJSON() ([]byte, error) { return json.Marshal([]int64{t.Count, t.Last}) }

// UnmarshalJSON reads that.
func (t *talk) UnmarshalJSON(data []byte) error {
	var both [2]int64
	err := json.Unmarshal(data, &both)
	t.Count, t.Last = both[0], both[1]
	return err
}

// How much a line remembers, as the cursor has all of them.
const (
	maxSeen = 200 // posts
	maxBad  = 100 // items
)

// with is p with another line.
func (p place) with(name string, l line) place {
	p.Lines = maps.Clone(p.Lines)
	if p.Lines == nil {
		p.Lines = map[string]line{}
	}
	p.Lines[name] = l
	return p
}

// without is p without what is remembered of tasks that are no more.
func (p place) without(tasks []task) place {
	known := map[string]bool{}
	for _, t := range tasks {
		known[t.name()] = true
	}
	p.Lines = maps.Clone(p.Lines)
	maps.DeleteFunc(p.Lines, func(name string, _ line) bool { return !known[name] })
	return p
}

// talking is l with how far one talk was read.
func (l line) talking(number string, t talk) line {
	l.Talks = maps.Clone(l.Talks)
	l.Talks[number] = t
	return l
}

// passed is l once posts were seen, by their last change.
func (l line) passed(seen map[string]int64, now time.Time) line {
	l.Trail = l.Passed(seen, now.Unix(), int64(overlap/time.Second))
	byTime := func(a, b string) int { return cmp.Or(cmp.Compare(l.Seen[a], l.Seen[b]), cmp.Compare(a, b)) }
	for _, id := range slices.SortedFunc(maps.Keys(l.Seen), byTime)[:max(0, len(l.Seen)-maxSeen)] {
		delete(l.Seen, id)
	}
	return l
}

// after is l once a read took so many calls.
func (l line) after(calls int) line {
	if l.Calls = calls; calls == 1 {
		l.Calls = 0
	}
	return l
}

// since is from when on a post may be new: as far back as the line remembers, whatever wrong clocks say.
func (l line) since() int64 {
	since := l.Until - int64(overlap/time.Second)
	if len(l.Seen) < maxSeen {
		return since
	}
	return max(since, min(l.Until, slices.Min(slices.Collect(maps.Values(l.Seen)))))
}

// news are those of the items that could not be read which were not told the last time.
func (l line) news(rejected []ingest.Rejection) (line, []ingest.Rejection) {
	told := map[string]bool{}
	for _, name := range l.Bad {
		told[name] = true
	}
	l.Bad = nil
	var fresh []ingest.Rejection
	for _, r := range rejected {
		if l.Bad = append(l.Bad, r.Item); !told[r.Item] {
			fresh = append(fresh, r)
		}
	}
	l.Bad = l.Bad[:min(len(l.Bad), maxBad)]
	return l, fresh
}
