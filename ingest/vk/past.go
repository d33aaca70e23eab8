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

// Backfill brings what the searches, walls and boards have of the span, newest first. Of a wall it brings the comments on the
// posts of the span. Mentions of accounts are not looked back for.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var from step
	if err := after.Into(&from); err != nil {
		return err
	}
	for _, at := range s.steps(from) {
		for !at.Done {
			var p ingest.Page
			next, err := s.back(ctx, span, at, emit)
			if gone(err) {
				p.Rejected = []ingest.Rejection{{Item: at.Of, Reason: err.Error()}}
				next, err = step{Kind: at.Kind, Of: at.Of, Done: true}, nil
			}
			if err != nil {
				return err
			}
			p.Next = ingest.CursorOf(next)
			if err := emit(p); err != nil {
				return err
			}
			at = next
		}
	}
	return nil
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

// back brings one part of a step and says how it goes on.
func (s *Source) back(ctx context.Context, span ingest.Span, at step, emit func(ingest.Page) error) (step, error) {
	within := func(p ingest.Page) error {
		p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !span.Has(m.Published) })
		return inParts(p, emit)
	}
	t, err := s.located(ctx, task{kind: at.Kind, of: at.Of})
	switch {
	case err != nil:
		return at, err
	case at.Kind == "search":
		return s.searchBack(ctx, span, at, within)
	case at.Kind == "wall":
		return s.wallBack(ctx, span, at, t.owner, within)
	}
	return s.boardBack(ctx, span, at, t.owner, within)
}

// searchBack looks for posts before those that it has found.
func (s *Source) searchBack(ctx context.Context, span ingest.Span, at step, emit func(ingest.Page) error) (step, error) {
	if at.Before == 0 {
		at.Before = span.To.Unix()
	}
	found, err := call[list](ctx, s, searching, url.Values{"q": {at.Of}, "count": {strconv.Itoa(searchPage)}, "extended": {"1"},
		"fields": {fields}, "start_time": {strconv.FormatInt(span.From.Unix(), 10)}, "end_time": {strconv.FormatInt(at.Before, 10)}})
	if err != nil {
		return at, err
	}
	f := sift(line{}, s.env.Matches)
	f.take(found)
	at.Before-- // or it might go in circles
	for _, p := range f.posts {
		at.Before = min(at.Before, p.Date)
	}
	at.Done = len(f.posts) == 0 || at.Before < span.From.Unix()
	return at, emit(f.page)
}

// wallBack goes back through a wall, and through what is said under each post.
func (s *Source) wallBack(ctx context.Context, span ingest.Span, at step, owner int64, emit func(ingest.Page) error) (step, error) {
	found, err := s.posts(ctx, owner, at.Offset)
	if err != nil {
		return at, err
	}
	f := sift(line{}, nil)
	f.take(found)
	if err := emit(f.page); err != nil {
		return at, err
	}
	at.Done = len(found.Items) < wallPage
	for i, p := range f.posts {
		at.Done = at.Done || i == len(f.posts)-1 && p.Date < span.From.Unix()
		if !span.Has(moment(p.Date)) {
			continue
		}
		if err := s.whole(ctx, p.talk(), emit); err != nil {
			return at, err
		}
	}
	at.Offset += wallPage
	return at, nil
}

// boardBack goes back through the topics that moved within the span or after it.
func (s *Source) boardBack(ctx context.Context, span ingest.Span, at step, owner int64, emit func(ingest.Page) error) (step, error) {
	var p ingest.Page
	topics, err := s.topics(ctx, &p, owner, at.Offset)
	if err != nil {
		return at, err
	}
	at.Done = len(topics) < boardPage
	for i, t := range topics {
		at.Done = at.Done || i == len(topics)-1 && t.Updated < span.From.Unix()
		if t.Updated < span.From.Unix() {
			continue
		}
		if err := s.whole(ctx, t.talk(owner), emit); err != nil {
			return at, err
		}
	}
	at.Offset += boardPage
	return at, emit(p)
}

// whole brings all that is said in a conversation, as far as it is looked through.
func (s *Source) whole(ctx context.Context, c conversation, emit func(ingest.Page) error) error {
	if c.total == 0 {
		return nil
	}
	h := hearing{conversation: c, texts: map[int64]string{}}
	if err := s.look(ctx, &h); err != nil && !gone(err) {
		return err
	}
	p, _ := h.news()
	return emit(p)
}
