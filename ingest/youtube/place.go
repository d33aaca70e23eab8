package youtube

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"molva/ingest"
)

const (
	overlap   = 10 * time.Minute   // how much later than others a comment may come to stand in a list
	week      = 7 * 24 * time.Hour // how long a video is new
	maxGrown  = 300                // threads of a line whose replies are counted
	maxFound  = 500                // videos that the search found
	maxFollow = 20                 // of those, whose comments are read
)

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that the
// pipe refuses moves nothing.
type place struct {
	Lines    map[string]mark `json:"lines,omitempty"` // by line
	Found    []found         `json:"found,omitempty"` // oldest first
	Searched time.Time       `json:"searched,omitzero"`
	Counted  time.Time       `json:"counted,omitzero"` // the last round of figures
}

// mark is how far one list of threads was read.
type mark struct {
	Last  time.Time        `json:"last,omitzero"`   // when the newest comment was published
	Seen  map[string]int64 `json:"seen,omitempty"`  // ids of those from shortly before Last on, and when they were published
	Grown map[string]int64 `json:"grown,omitempty"` // replies of threads that have more than come with them
	Bad   []string         `json:"bad,omitempty"`   // threads that cannot be read, told once
	Shut  string           `json:"shut,omitempty"`  // why the list cannot be read, told once
}

// found is a video that the search brought.
type found struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"` // published
	Follow bool      `json:"follow,omitempty"`
}

func parsePlace(c ingest.Cursor) (place, error) {
	var p place
	if c == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(c), &p); err != nil {
		return p, fmt.Errorf("read cursor: %w", err)
	}
	return p, nil
}

func (p place) cursor() ingest.Cursor {
	b, err := json.Marshal(p)
	if err != nil {
		return "" // cannot happen: nothing in it fails to marshal
	}
	return ingest.Cursor(b)
}

// with is p with a line's mark.
func (p place) with(line string, m mark) place {
	p.Lines = maps.Clone(p.Lines)
	if p.Lines == nil {
		p.Lines = map[string]mark{}
	}
	p.Lines[line] = m
	return p
}

// only is p without the marks of lines that are read no more.
func (p place) only(lines []string) place {
	p.Lines = maps.Clone(p.Lines)
	maps.DeleteFunc(p.Lines, func(line string, _ mark) bool { return !slices.Contains(lines, line) })
	return p
}

func (p place) knows(video string) bool {
	return slices.ContainsFunc(p.Found, func(f found) bool { return f.ID == video })
}

// finding is p that knows more videos and has forgotten those that are not new.
func (p place) finding(more []found, now time.Time) place {
	all := slices.DeleteFunc(slices.Concat(p.Found, more), func(f found) bool { return now.Sub(f.At) > week })
	slices.SortStableFunc(all, func(a, b found) int { return a.At.Compare(b.At) })
	p.Found = all[max(0, len(all)-maxFound):]
	return p
}

// followed are the newest videos whose comments are read.
func (p place) followed(now time.Time) []string {
	var all []string
	for _, f := range slices.Backward(p.Found) {
		if f.Follow && now.Sub(f.At) <= week && len(all) < maxFollow {
			all = append(all, f.ID)
		}
	}
	return all
}
