package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const maxPages = 10 // of one list in one read

// news is what a list has that is new, and how far it is read with that.
type news struct {
	page ingest.Page
	mark mark
	seen map[string]int64 // when what was met was said, by id
}

// walk is a way through a list, newest first, until it meets what was said before since.
type walk struct {
	path  string
	q     url.Values
	since time.Time
	most  int // pages to ask for
	least int // items to go through, new or not
	parse func(json.RawMessage) (ingest.Mention, error)
}

// fresh brings what a walk meets that is new.
func (s *Source) fresh(ctx context.Context, w walk, old mark) (news, error) {
	n := news{mark: mark{Trail: old.Trail}, seen: map[string]int64{}}
	met, pages := false, 0
	err := graph.Pages(ctx, s.api, w.path, w.q, w.most, func(items []json.RawMessage) (bool, error) {
		pages++
		for _, data := range items {
			m, err := w.parse(data)
			if err != nil {
				n.reject(old, m.ID, err)
				continue
			}
			met = met || m.Published.Before(w.since)
			n.add(old, w.since, m)
		}
		return !met || len(n.seen) < w.least, nil
	})
	if pages == maxPages && !met {
		n.page.Gap, n.page.GapFrom = fmt.Sprintf("%s has more than %d pages that are new; the older of them are left out", w.path, maxPages), w.since.UTC()
	}
	n.settle(s.env.Now())
	return n, err
}

// answers are the new comments on a post, those on comments too.
func (s *Source) answers(ctx context.Context, p post, old mark) (news, error) {
	var since time.Time
	if old.Until > 0 {
		since = old.since(s.env.Now())
	}
	return s.fresh(ctx, commentsOn(p, since), old)
}

// commentsOn is the way through the comments on a post (developers.facebook.com/docs/graph-api/reference/object/comments).
func commentsOn(p post, since time.Time) walk {
	q := url.Values{"fields": {commentFields}, "filter": {"stream"}, "order": {"reverse_chronological"}, "limit": {"100"}}
	return walk{path: "/" + p.ID + "/comments", q: q, since: since, most: maxPages, parse: under(p)}
}

// under reads comments on a post.
func under(p post) func(json.RawMessage) (ingest.Mention, error) {
	return func(data json.RawMessage) (ingest.Mention, error) {
		c, m, err := item[comment](data)
		if err != nil {
			return m, err
		}
		return c.under(p), nil
	}
}

// add takes a mention unless it came before.
func (n *news) add(old mark, since time.Time, m ingest.Mention) {
	at := m.Published.Unix()
	if _, twice := n.seen[m.ID]; !twice && said(m) && !old.Has(m.ID, at) && !m.Published.Before(since) {
		n.page.Mentions = append(n.page.Mentions, m)
	}
	n.seen[m.ID] = at
}

// reject tells of an item that cannot be read, once.
func (n *news) reject(old mark, id string, why error) {
	if !slices.Contains(slices.Concat(old.Bad, n.mark.Bad), id) {
		n.page.Rejected = append(n.page.Rejected, ingest.Rejection{Item: id, Reason: why.Error()})
	}
	if !slices.Contains(n.mark.Bad, id) {
		n.mark.Bad = append(n.mark.Bad, id)
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

// emit brings the page, unless nothing has moved.
func (n news) emit(next, at place, emit func(ingest.Page) error) error {
	if n.page.Next = ingest.CursorOf(next); n.page.Next == ingest.CursorOf(at) {
		return nil
	}
	return emit(n.page)
}
