package youtube

import (
	"maps"
	"slices"
	"time"

	"molva/ingest"
)

const (
	overlap   = 10 * time.Minute   // how much later than others a comment may come to stand in a list
	week      = 7 * 24 * time.Hour // how long a video is new, and a thread answered
	maxFound  = 500                // videos that the search found
	maxFollow = 20                 // of those, whose comments are read
)

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that the
// pipe refuses moves nothing.
type place struct {
	Lines    map[string]mark      `json:"lines,omitempty"`    // by line
	Found    []found              `json:"found,omitempty"`    // oldest first
	Searched map[string]time.Time `json:"searched,omitempty"` // when each term was asked for
	Counted  time.Time            `json:"counted,omitzero"`   // the last round of figures
}

// mark is how far one list of threads was read.
type mark struct {
	ingest.Trail                  // of its comments
	Week         time.Time        `json:"week,omitzero"`   // when all threads of a week were last looked at for replies
	Grown        map[string]int64 `json:"grown,omitempty"` // replies of threads that have more than come with them
	Bad          []string         `json:"bad,omitempty"`   // items that cannot be read, told once
	Shut         string           `json:"shut,omitempty"`  // why the list cannot be read, told once
}

// since is from when on a comment may be new.
func (m mark) since() time.Time { return time.Unix(m.Until, 0).UTC().Add(-overlap) }

// found is a video that the search brought.
type found struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"` // published
	Follow bool      `json:"follow,omitempty"`
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

// searched is p once a term was asked for, without what is remembered of terms and lines that are no more.
func (p place) searched(term string, now time.Time, terms, lines []string) place {
	p.Lines = only(p.Lines, lines)
	p.Searched = only(p.Searched, terms)
	p.Searched[term] = now
	return p
}

// only is a copy of what a map has of some names.
func only[V any](m map[string]V, names []string) map[string]V {
	some := map[string]V{}
	for _, name := range names {
		if v, ok := m[name]; ok {
			some[name] = v
		}
	}
	return some
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

// distinct gives every string once, in order, and no empty one.
func distinct(all []string) []string {
	var once []string
	for _, s := range all {
		if s != "" && !slices.Contains(once, s) {
			once = append(once, s)
		}
	}
	return once
}
