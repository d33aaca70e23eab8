package vk

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
)

// step is where looking back stands: in one task.
type step struct {
	Kind   string `json:"kind"`
	Of     string `json:"of"`
	Before int64  `json:"before,omitempty"` // of a search: until when to look; 0: to the end of the span
	Offset int    `json:"offset,omitempty"` // of a list
	Done   bool   `json:"done,omitempty"`
}

const whims = 5 // times in a row that VK may have something against one question before it is left out

// Backfill brings what the searches, walls and boards have of the span, newest first. Of a wall it brings the comments on the
// posts of the span. Mentions of accounts are not looked back for.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var from step
	if err := after.Into(&from); err != nil {
		return err
	}
	for _, at := range s.steps(from) {
		w := &way{span, at, emit}
		for !w.at.Done {
			if err := s.patient(s.back(ctx, w), w); err != nil {
				return err
			}
		}
	}
	return nil
}

// way is that back through one task.
type way struct {
	span ingest.Span
	at   step
	emit func(ingest.Page) error
}

// bring emits what a page has of the span, and moves on.
func (w *way) bring(p ingest.Page, to step) error {
	p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !w.span.Has(m.Published) })
	p.Next = ingest.CursorOf(to)
	if err := inParts(p, w.emit); err != nil {
		return err
	}
	w.at = to
	return nil
}

// patient leaves a task out whose subject is gone, and at last one against which VK has something else, which may pass. Any other
// error stays.
func (s *Source) patient(err error, w *way) error {
	switch {
	case !amiss(err):
		s.stuck = 0
		return err
	case !gone(err) && s.stuck < whims:
		s.stuck++
		return err
	}
	s.stuck = 0
	p := ingest.Page{Rejected: []ingest.Rejection{{Item: w.at.Of, Reason: err.Error()}}}
	return w.bring(p, step{Kind: w.at.Kind, Of: w.at.Of, Done: true})
}

// steps are what is left to do from a step on; all, when the options no longer have it.
func (s *Source) steps(from step) []step {
	var all []step
	for _, t := range s.tasks() {
		if t.kind != "mentions" {
			all = append(all, step{Kind: t.kind, Of: t.of})
		}
	}
	i := slices.IndexFunc(all, func(at step) bool { return at.Kind == from.Kind && at.Of == from.Of })
	if i < 0 {
		return all
	}
	all[i] = from
	return all[i:]
}

// back brings one part of a task.
func (s *Source) back(ctx context.Context, w *way) error {
	t, err := s.located(ctx, task{kind: w.at.Kind, of: w.at.Of})
	switch {
	case err != nil:
		return err
	case t.kind == "search":
		return s.searchBack(ctx, w)
	case t.kind == "wall":
		return s.wallBack(ctx, w, t.owner)
	}
	return s.boardBack(ctx, w, t.owner)
}

// searchBack looks for posts before those that it has found.
func (s *Source) searchBack(ctx context.Context, w *way) error {
	next := w.at
	if next.Before == 0 {
		next.Before = w.span.To.Unix()
	}
	found, err := call[list](ctx, s, searching, url.Values{"q": {next.Of}, "count": {strconv.Itoa(searchPage)}, "extended": {"1"},
		"fields": {fields}, "start_time": {strconv.FormatInt(w.span.From.Unix(), 10)}, "end_time": {strconv.FormatInt(next.Before, 10)}})
	if err != nil {
		return err
	}
	f := sift(line{}, s.env.Matches)
	f.take(found)
	next.Done = true // unless there are older ones
	for _, p := range f.posts {
		if p.Date < next.Before && p.Date >= w.span.From.Unix() {
			next.Before, next.Done = p.Date, false
		}
	}
	return w.bring(f.page, next)
}

// wallBack goes back through a wall, and through what is said under each post.
func (s *Source) wallBack(ctx context.Context, w *way, owner int64) error {
	found, err := s.posts(ctx, owner, w.at.Offset)
	if err != nil {
		return err
	}
	f := sift(line{}, nil)
	f.take(found)
	if err := w.bring(f.page, w.at); err != nil {
		return err
	}
	var all []conversation
	for _, p := range f.posts {
		c := p.talk()
		if !w.span.Has(moment(p.Date)) {
			c.total = 0
		}
		all = append(all, c)
	}
	next := w.at.over(found, wallPage)
	next.Done = next.Done || len(f.posts) > 0 && f.posts[len(f.posts)-1].Date < w.span.From.Unix()
	return s.through(ctx, w, all, next)
}

// boardBack goes back through the topics that moved within the span or after it.
func (s *Source) boardBack(ctx context.Context, w *way, owner int64) error {
	found, err := s.topics(ctx, owner, w.at.Offset)
	if err != nil {
		return err
	}
	var p ingest.Page
	var all []conversation
	next := w.at.over(found, boardPage)
	for i, t := range items(&p, found.Items, topic.usable) {
		c := t.talk(owner)
		if t.Updated < w.span.From.Unix() {
			c.total = 0
			next.Done = next.Done || i == len(found.Items)-1
		}
		all = append(all, c)
	}
	if err := w.bring(p, w.at); err != nil {
		return err
	}
	return s.through(ctx, w, all, next)
}

// over is the step behind a page of a list.
func (at step) over(found list, page int) step {
	at.Offset += page
	at.Done = len(found.Items) == 0 || int64(at.Offset) >= found.Count
	return at
}

// through brings what is said in the conversations of a page, each with the place behind it, as all of them may take long.
func (s *Source) through(ctx context.Context, w *way, all []conversation, next step) error {
	begin := w.at.Offset
	for i, c := range all {
		if c.total <= 0 {
			continue
		}
		p, err := s.whole(ctx, c)
		if err != nil {
			return err
		}
		to := w.at
		to.Offset = begin + i + 1
		if err := w.bring(p, to); err != nil {
			return err
		}
	}
	return w.bring(ingest.Page{}, next)
}

// whole is all that is said in a conversation, as far as it is looked through.
func (s *Source) whole(ctx context.Context, c conversation) (ingest.Page, error) {
	h := hearing{conversation: c, texts: map[int64]string{}}
	err := s.look(ctx, &h)
	if err != nil && !amiss(err) {
		return ingest.Page{}, err
	}
	p, _ := h.news()
	if err != nil && !gone(err) { // comments may be closed
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: c.id(), Reason: err.Error()})
	}
	return p, nil
}
