package facebook

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
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
	graph.Round
}

// mark is how far one list was read.
type mark struct {
	ingest.Trail
	State string   `json:"state,omitempty"` // of a post, when the comments on it were read
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
	m.Seen = latest(m.Seen)
	p.Threads = with(p.Threads, id, m)
	return p
}

func with(all map[string]mark, name string, m mark) map[string]mark {
	all = maps.Clone(all)
	if all == nil {
		all = map[string]mark{}
	}
	all[name] = m
	return all
}

// maxSeen bounds what is remembered of each thread, as all of it is part of a cursor. What is forgotten may come once more.
const maxSeen = 20

func latest(seen map[string]int64) map[string]int64 {
	if len(seen) <= maxSeen {
		return seen
	}
	some := map[string]int64{}
	later := func(a, b string) int { return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a, b)) }
	for _, id := range slices.SortedFunc(maps.Keys(seen), later)[:maxSeen] {
		some[id] = seen[id]
	}
	return some
}

// maxThreads are the posts whose comments are followed.
const maxThreads = 50

// following is p that follows the comments of some posts, and of others as long as there are not too many: Facebook may leave out a
// post for once. A post that is not new, or at the start all of them, is followed from now on; of a new one everything is.
func (p place) following(all []post, since, now time.Time) place {
	kept := map[string]mark{}
	for _, post := range all {
		m, known := p.Threads[post.ID]
		if !known && post.Created.Before(since) {
			m = mark{Trail: ingest.Trail{Until: now.Unix()}, State: post.state()}
		}
		kept[post.ID] = m
	}
	later := func(a, b string) int {
		return cmp.Or(cmp.Compare(p.Threads[b].Until, p.Threads[a].Until), cmp.Compare(a, b))
	}
	for _, id := range slices.SortedFunc(maps.Keys(p.Threads), later) {
		if _, met := kept[id]; !met && len(kept) < maxThreads {
			kept[id] = p.Threads[id]
		}
	}
	p.Threads = kept
	return p
}
