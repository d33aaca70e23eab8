package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/store"
)

// before is for how long before a period its waits may have begun: one who was waiting for so long has not begun to wait anew.
const before = 28 * 24 * time.Hour

// Heard are the messages of a topic, with those below it, by which the waits of a period are known, and of every period inside it.
type Heard struct {
	Period   store.Period
	messages []store.Exchange
}

// Hear reads them as they are known now. Both sides of the period must be set.
func Hear(ctx context.Context, db *store.DB, topic string, p store.Period, now time.Time) (Heard, error) {
	messages, err := db.Exchanges(ctx, topic, store.Period{From: p.From.Add(-before), To: p.To}, now)
	if err != nil {
		return Heard{}, fmt.Errorf("read waits: %w", err)
	}
	return Heard{p, messages}, nil
}

// Covers reports that the waits of a period are known by it.
func (h Heard) Covers(p store.Period) bool {
	return !h.Period.From.IsZero() && !p.From.Before(h.Period.From) && !p.To.After(h.Period.To)
}

// Silent reports that nothing was said in a period that it covers, so that nobody knows whether somebody waited: there may have been
// no source yet.
func (h Heard) Silent(p store.Period) bool {
	return !slices.ContainsFunc(h.messages, func(m store.Exchange) bool { return !m.Published.Before(p.From) && m.Published.Before(p.To) })
}

// Begun are the waits that began in a period that it covers: the same ones whichever period was read.
func (h Heard) Begun(p store.Period) []Episode {
	first := slices.IndexFunc(h.messages, func(m store.Exchange) bool { return !m.Published.Before(p.From.Add(-before)) })
	if first < 0 {
		return nil
	}
	return slices.DeleteFunc(Episodes(h.messages[first:]), func(e Episode) bool { return e.Since.Before(p.From) || !e.Since.Before(p.To) })
}
