package x

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
)

// lag is how far the search runs behind.
const lag = time.Minute

// Backfill buys what was written in the span, newest first, as far as X reaches back: the searches, then what mentions users.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	at, err := s.know(ctx, at, emit)
	if err != nil {
		return err
	}
	for _, l := range slices.Concat(s.searches(), s.mentions(at)) {
		if at, err = s.back(ctx, l, span, at, emit); err != nil {
			return fmt.Errorf("look back: %w", err)
		}
	}
	return nil
}

// back goes through what a line has of the span. A line that the place knows without an end was read before.
func (s *Source) back(ctx context.Context, l line, span ingest.Span, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now()
	from, to := span.From, now.Add(-lag)
	if oldest := now.Add(-reach); l.recent && from.Before(oldest) {
		from = oldest
	}
	if span.To.Before(to) {
		to = span.To
	}
	w, begun := at.Lines[l.key]
	if !begun {
		w = walk{Since: idAt(from), Until: idAt(to)}
	}
	if w.Until == 0 || w.Until <= idAt(from) {
		return at, nil
	}
	return s.through(ctx, []line{l}, at.with(l.key, w), func(p ingest.Page) error {
		p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !span.Has(m.Published) })
		p.Gap, p.GapFrom = "", time.Time{}
		return emit(p)
	})
}
