package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const (
	maxPages = 10 // of one list in one read
	maxBad   = 20 // items of one list that cannot be read and are told of
)

// news is what a list has that is new, and how far it is read with that.
type news struct {
	page ingest.Page
	mark mark
	seen map[string]int64 // when what was met was said, by id
}

// fresh brings what is new in a list, page by page up to so many, until something was said before since.
func (s *Source) fresh(ctx context.Context, l list, since time.Time, most int, old mark) (news, error) {
	now := s.env.Now()
	old.Until = min(old.Until, now.Unix()) // our clock may have been ahead
	n := news{mark: mark{Trail: old.Trail}, seen: map[string]int64{}}
	q, met, more := maps.Clone(l.q), false, true
	for pages := 0; more && pages < most; pages++ {
		p, err := graph.List[json.RawMessage](ctx, s.api, l.path, q)
		if err != nil {
			return n, err
		}
		for _, data := range p.Data {
			met = n.take(l, old, since, data) || met
		}
		more = p.After != "" && !(met && len(n.seen) >= l.least)
		q.Set("after", p.After)
	}
	if more && !met && most == maxPages {
		n.page.Gap, n.page.GapFrom = fmt.Sprintf("%s has more than %d pages that are new; the older of them are left out", l.path, maxPages), since.UTC()
	}
	n.settle(now)
	return n, nil
}

// take takes an item unless it came before, and reports whether it was said before since.
func (n *news) take(l list, old mark, since time.Time, data json.RawMessage) (met bool) {
	m, err := l.parse(data)
	if err != nil {
		n.reject(old, m.ID, err)
		return false
	}
	met = m.Published.Before(since)
	at := m.Published.Unix()
	if _, twice := n.seen[m.ID]; !twice && !met && said(m) && !old.Has(m.ID, at) {
		n.page.Mentions = append(n.page.Mentions, m)
	}
	n.seen[m.ID] = at
	return met
}

// reject tells of an item that cannot be read, once.
func (n *news) reject(old mark, id string, why error) {
	if len(n.mark.Bad) == maxBad || len(id) > ingest.MaxID || slices.Contains(n.mark.Bad, id) {
		return
	}
	n.mark.Bad = append(n.mark.Bad, id)
	if !slices.Contains(old.Bad, id) {
		n.page.Rejected = append(n.page.Rejected, ingest.Rejection{Item: id, Reason: why.Error()})
	}
}

// settle puts what was taken into order and moves the mark.
func (n *news) settle(now time.Time) {
	slices.SortStableFunc(n.page.Mentions, func(a, b ingest.Mention) int {
		return cmp.Or(a.Published.Compare(b.Published), strings.Compare(a.ID, b.ID))
	})
	n.mark.Trail = n.mark.Passed(n.seen, now.Unix(), int64(overlap/time.Second))
	if n.mark.Until == 0 {
		n.mark.Until = now.Unix() // nothing stood there
	}
}

// shut says that a list cannot be read, and leaves its mark where it is.
func (m mark) shut(name string, why error) news {
	n := news{mark: m}
	if m.Shut != why.Error() {
		n.mark.Shut = why.Error()
		n.page.Rejected = []ingest.Rejection{{Item: name, Reason: why.Error()}}
	}
	return n
}

// emit brings the page, unless it has nothing and nothing has moved.
func (n news) emit(next, at place, emit func(ingest.Page) error) error {
	p := n.page
	if to := ingest.CursorOf(next); to != ingest.CursorOf(at) {
		p.Next = to
	}
	if p.Empty() {
		return nil
	}
	return emit(p)
}
