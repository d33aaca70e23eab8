package email

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"

	"molva/ingest"
)

// Backfill brings what arrived in the span, over a connection of its own. A mailbox that was numbered anew is begun anew.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	c, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer c.end()
	if at.Validity != c.folder.UIDValidity {
		at = place{Validity: c.folder.UIDValidity}
	}
	found, err := c.find(&imap.SearchCriteria{Since: widened(span.From, -1), Before: widened(span.To, 2)})
	if err != nil {
		return err
	}
	_, err = s.take(c, at, found, span.Has, emit)
	return err
}

// widened moves a day: a search knows whole days of the server's own zone.
func widened(t time.Time, days int) time.Time {
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, days)
}
