package discourse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// past is how far Backfill came.
type past struct {
	Before int64     `json:"before,omitempty"` // of all posts, those with this number and higher are done; -1: all are
	Day    time.Time `json:"day,omitzero"`     // of the search, the days before are done
}

const day = 24 * time.Hour

// Backfill brings what was posted in the span: of the forum, newest first; then what the search finds, day by day.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at past
	if err := after.Into(&at); err != nil {
		return err
	}
	for s.streams() && at.Before >= 0 {
		posts, err := s.latest(ctx, at.Before)
		if err != nil {
			return fmt.Errorf("read earlier posts: %w", err)
		}
		p := s.page(posts, func(p post) bool { return p.bad != nil || covers(span, p.published()) })
		lowest, _ := bounds(posts)
		if last := len(posts) - 1; last < 0 || lowest == at.Before || posts[last].bad == nil && posts[last].published().Before(span.From) {
			lowest = -1
		}
		at.Before = lowest
		p.Next = ingest.CursorOf(at)
		if err := emit(p); err != nil {
			return err
		}
	}
	for at.Day = later(at.Day, span.From.UTC().Truncate(day)); at.Day.Before(span.To) && len(s.terms) > 0; {
		p, err := s.on(ctx, at.Day, span)
		if err != nil {
			return err
		}
		at.Day = at.Day.Add(day)
		p.Next = ingest.CursorOf(at)
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// on is what the search finds of a day.
func (s *Source) on(ctx context.Context, date time.Time, span ingest.Span) (p ingest.Page, err error) {
	when := fmt.Sprintf(" after:%s before:%s order:latest", date.Format(time.DateOnly), date.Add(day).Format(time.DateOnly))
	var hits []hit
	for _, term := range s.terms {
		found, err := s.find(ctx, term+when, 0, maxPages)
		if err != nil {
			return p, fmt.Errorf("search %q: %w", term, err)
		}
		hits = append(hits, found...)
	}
	slices.SortFunc(hits, byID)
	p, err = s.around(ctx, slices.Compact(hits))
	p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !covers(span, m.Published) })
	return p, err
}

func covers(s ingest.Span, at time.Time) bool { return !at.Before(s.From) && at.Before(s.To) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Refresh asks for the topics around the mentions.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	seen := shelf{}
	for _, k := range known {
		h, ok := s.parseID(k.ID)
		if !ok {
			continue // of another forum
		}
		one, others, err := s.post(ctx, h.Topic, h.Number, seen)
		p := ingest.Page{}
		switch {
		case errors.Is(err, ingest.ErrGone) || err == nil && one.gone():
			p.Mentions = []ingest.Mention{{ID: k.ID, Network: Network, Edited: s.env.Now(), Deleted: true}}
		case err == nil && one.bad != nil:
			p.Rejected = []ingest.Rejection{{Item: k.ID, Reason: one.bad.Error()}}
		case err == nil && one.open():
			p.Mentions = []ingest.Mention{s.mention(one, others)}
		case err != nil && !forbidden(err):
			return fmt.Errorf("look again at %s: %w", k.ID, err)
		}
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// parseID reads host/topic/number.
func (s *Source) parseID(id string) (h hit, ok bool) {
	rest, ok := strings.CutPrefix(id, s.host+"/")
	if !ok {
		return h, false
	}
	n, err := fmt.Sscanf(rest, "%d/%d", &h.Topic, &h.Number)
	return h, n == 2 && err == nil
}
