package vk

import (
	"maps"
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
	Talks        map[string]talk `json:"talks,omitempty"` // under its posts or in its topics, by number
	Bad          []string        `json:"bad,omitempty"`   // items that could not be read the last time, told once
	Shut         string          `json:"shut,omitempty"`  // why it cannot be read, told once
}

// talk is how far comments were read.
type talk struct {
	Count int64 `json:"n,omitempty"`    // how many there were
	Last  int64 `json:"last,omitempty"` // the highest number among those that were read; 0: none was
}

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
	return l
}

// since is from when on a post may be new.
func (l line) since() int64 { return l.Until - int64(overlap/time.Second) }

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
	return l, fresh
}
