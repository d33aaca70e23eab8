package facebook

import (
	"maps"
	"time"

	"molva/ingest"
)

const (
	overlap = 10 * time.Minute // how much later than others something may come to stand in a list
	day     = 24 * time.Hour
	week    = 7 * day
)

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that the pipe
// refuses moves nothing.
type place struct {
	Lists   map[string]mark `json:"lists,omitempty"`   // by what of the page is read
	Threads map[string]mark `json:"threads,omitempty"` // comments on a post, by its id
	Counted time.Time       `json:"counted,omitzero"`  // the last round of figures
}

// mark is how far one list was read.
type mark struct {
	ingest.Trail
	Count int64    `json:"count,omitempty"` // of the comments that a post had
	Bad   []string `json:"bad,omitempty"`   // items that cannot be read, told once
	Shut  string   `json:"shut,omitempty"`  // why the list cannot be read, told once
}

// since is from when on something may be new; at the start, what is a week old.
func (m mark) since(now time.Time) time.Time {
	if m.Until == 0 {
		return now.Add(-week)
	}
	return time.Unix(min(m.Until, now.Unix()), 0).Add(-overlap) // our clock may have been ahead
}

// list is p with the mark of a list.
func (p place) list(name string, m mark) place {
	p.Lists = with(p.Lists, name, m)
	return p
}

// thread is p with the mark of a post's comments.
func (p place) thread(id string, m mark) place {
	p.Threads = with(p.Threads, id, m)
	return p
}

func with(all map[string]mark, name string, m mark) map[string]mark {
	some := map[string]mark{name: m}
	for n, other := range all {
		if n != name {
			some[n] = other
		}
	}
	return some
}

// following is p that follows the comments of some posts and forgets those of others. A post that is not new, or at the start
// all of them, is followed from now on; of a new one everything is.
func (p place) following(all []post, since, now time.Time) place {
	kept := map[string]mark{}
	for _, post := range all {
		m, known := p.Threads[post.ID]
		if !known && post.Created.Before(since) {
			m = mark{Trail: ingest.Trail{Until: now.Unix()}, Count: count(post)}
		}
		kept[post.ID] = m
	}
	if !maps.EqualFunc(kept, p.Threads, func(a, b mark) bool { return a.Until == b.Until && a.Count == b.Count }) {
		p.Threads = kept
	}
	return p
}

// count is how many comments a post has, as far as Facebook tells.
func count(p post) int64 {
	if n := ingest.Count(p.Comments.Summary.Total); n != nil {
		return *n
	}
	return 0
}
