package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/graph"
)

// step is where looking back stands: before a page of a list.
type step struct {
	List  string `json:"list"`
	After string `json:"after,omitempty"`
	Done  bool   `json:"done,omitempty"` // with the list
}

// Backfill brings the posts of the span with all comments on them, then tagged posts and reviews, each list newest first. Comments
// within the span on older posts are not among them.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var from step
	if err := after.Into(&from); err != nil {
		return err
	}
	lists := s.past()
	if i := slices.IndexFunc(lists, func(l list) bool { return l.name == from.List }); i >= 0 {
		lists = lists[i:]
	}
	for _, l := range lists {
		at := step{List: l.name}
		if from.List == l.name {
			at = from
		}
		for !at.Done {
			next, err := s.older(ctx, span, l, at, emit)
			if stale(err) && at.After != "" && at == from { // cursors do not last for ever
				at.After, from = "", step{}
				continue
			}
			if !s.first(l.name) && s.alone(ctx, err) {
				err = emit(leftOut(l, err))
			}
			if err != nil {
				return err
			}
			at = next
		}
	}
	return nil
}

// leftOut tells that a list cannot be read.
func leftOut(l list, why error) ingest.Page {
	return ingest.Page{Rejected: []ingest.Rejection{{Item: l.name, Reason: why.Error()}}}
}

// stale reports whether Meta does not know a cursor any more.
func stale(err error) bool {
	var e *fetch.MetaError
	return errors.As(err, &e) && e.Code == 100
}

// past are the lists of the page, the feed among them where it is read.
func (s *Source) past() []list {
	if !s.reads(posts) && !s.reads(comments) {
		return s.others()
	}
	return append([]list{s.posts()}, s.others()...)
}

// older brings one page of a list and gives the step after it. A list that is not shown to us is done.
func (s *Source) older(ctx context.Context, span ingest.Span, l list, at step, emit func(ingest.Page) error) (step, error) {
	next := step{List: l.name, Done: true}
	q := maps.Clone(l.q)
	q.Set("since", strconv.FormatInt(span.From.Unix(), 10))
	q.Set("until", strconv.FormatInt(span.To.Unix(), 10))
	if at.After != "" {
		q.Set("after", at.After)
	}
	page, err := graph.List[json.RawMessage](ctx, s.api, l.path, q)
	if err != nil {
		return next, err
	}
	p, over := l.within(span, page.Data)
	if page.After != "" && page.After != at.After && !over {
		next = step{List: l.name, After: page.After}
	}
	for _, data := range page.Data {
		if err := s.below(ctx, span, l, data, emit); err != nil {
			return next, err
		}
	}
	p.Next = ingest.CursorOf(next)
	return next, emit(p)
}

// within are the items of a span; over is true when one lies before it.
func (l list) within(span ingest.Span, items []json.RawMessage) (p ingest.Page, over bool) {
	for _, data := range items {
		m, err := l.parse(data)
		switch {
		case err != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: m.ID, Reason: err.Error()})
		case m.Published.Before(span.From):
			over = true
		case !l.quiet && said(m) && span.Has(m.Published):
			p.Mentions = append(p.Mentions, m)
		}
	}
	return p, over
}

// below brings the comments of the span on a post of the feed.
func (s *Source) below(ctx context.Context, span ingest.Span, l list, data json.RawMessage, emit func(ingest.Page) error) error {
	top, _, err := item[post](data)
	if l.name != posts || err != nil || !s.reads(comments) || top.count() == 0 {
		return nil
	}
	under := commentsOn(top)
	n, err := s.fresh(ctx, under, span.From, maxPages, mark{})
	if s.alone(ctx, err) {
		return emit(leftOut(under, err))
	}
	if err != nil {
		return err
	}
	n.page.Mentions = slices.DeleteFunc(n.page.Mentions, func(m ingest.Mention) bool { return !span.Has(m.Published) })
	if n.page.Empty() {
		return nil
	}
	return emit(n.page)
}
