package x

import (
	"maps"
	"strconv"
	"time"
)

// epoch is when X's ids begin to count, in milliseconds since 1970; their lower bits are no time
// (docs.x.com/resources/fundamentals/x-ids).
const (
	epoch  = 1288834974657
	noTime = 22
	anHour = 3600_000 << noTime
)

// born is when something with the id was written, to the second, as X itself says it elsewhere.
func born(id int64) time.Time {
	return time.UnixMilli(id>>noTime + epoch).UTC().Truncate(time.Second)
}

// idAt is the least id of what is written at a time.
func idAt(t time.Time) int64 { return max(t.UnixMilli()-epoch, 0) << noTime }

// number reads an id; 0 is none.
func number(id string) int64 {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// place is where the reading stands. Its methods give a new place and leave the old one as it is, because a page that the pipe
// refuses moves nothing.
type place struct {
	Lines map[string]walk   `json:"lines,omitempty"`
	IDs   map[string]string `json:"ids,omitempty"`   // of users, by their names; "" is one whom X does not know
	Asked int64             `json:"asked,omitempty"` // when X last knew somebody not, in seconds since 1970

	Figures  int64 `json:"figures,omitempty"`  // when the last round of figures was made, in seconds since 1970
	Measured int   `json:"measured,omitempty"` // of the accounts, in the round that is being made
}

// walk is how far a line is read: all up to Since. Where a read needs more than one page, the others lie between Since and Until,
// and Newest is where it began.
type walk struct {
	Since  int64 `json:"since"`
	Newest int64 `json:"newest,omitempty"`
	Until  int64 `json:"until,omitempty"`
}

func (p place) with(key string, w walk) place {
	p.Lines = put(p.Lines, key, w)
	return p
}

// only is p with the lines of these keys and no other. One that is new, since its query was changed, begins where the others are.
func (p place) only(keys []string) place {
	if len(p.Lines) == 0 {
		return p
	}
	var least int64
	for _, w := range p.Lines {
		if least == 0 || w.Since < least {
			least = w.Since
		}
	}
	kept := map[string]walk{}
	for _, key := range keys {
		w, known := p.Lines[key]
		if !known {
			w.Since = least
		}
		kept[key] = w
	}
	p.Lines = kept
	return p
}

// put is a copy of a map with one value more.
func put[V any](m map[string]V, key string, v V) map[string]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
}

// within is a walk through what can still be read. from is since when something cannot be read any more; zero if there is nothing.
func (w walk) within(oldest time.Time) (in walk, from time.Time) {
	limit := idAt(oldest)
	if w.Until != 0 && w.Until < limit {
		from, w = born(w.Since), walk{Since: w.Newest}
	}
	if w.Since != 0 && w.Since < limit {
		if started := w.Until != 0 && limit-w.Since < anHour; from.IsZero() && !started { // the limit moves while somebody walks
			from = born(w.Since)
		}
		w.Since = limit
	}
	return w, from
}

// until is a walk that is not ahead of the clock. One that is began when the clock was wrong, and X knows no such ids.
func (w walk) until(now time.Time) walk {
	if w.Since <= idAt(now.Add(2*time.Minute)) {
		return w
	}
	return walk{Since: idAt(now.Add(-time.Hour))}
}

// passed is an id up to which something is read. It moves no further than the clock, whatever ids say; those may differ a little.
func passed(id int64, now time.Time) int64 { return min(id, idAt(now.Add(time.Minute))) }

// after is the walk behind an answer, and whether that was the end of it. The first one ends after a page.
func (w walk) after(a answer, now time.Time) (next walk, end bool) {
	newest, oldest := passed(number(a.Meta.Newest), now), number(a.Meta.Oldest)
	next = walk{Since: w.Since, Newest: max(w.Newest, newest), Until: oldest}
	if a.Meta.Next != "" && oldest != 0 && (w.Until == 0 || oldest < w.Until) && w.Since != 0 {
		return next, false
	}
	next = walk{Since: max(w.Since, next.Newest)}
	if next.Since == 0 || born(next.Since).Before(now.Add(-day)) {
		next.Since = idAt(now.Add(-time.Hour)) // silence is no time when nobody read
	}
	return next, true
}
