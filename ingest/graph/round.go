package graph

import (
	"context"
	"time"

	"molva/ingest"
)

// Round is where the making of figures stands; it is part of a cursor.
type Round struct {
	Last     int64 `json:"round,omitempty"`    // Unix time of the last round
	Measured int   `json:"measured,omitempty"` // of the accounts, in the round that is being made
	Day      int64 `json:"day,omitempty"`      // Unix time of the day on which flows were last asked for
}

// Due reports whether it is time for a round, or one is being made. A last one that is still to come is the word of a clock that
// was ahead.
func (r Round) Due(now time.Time, pause time.Duration) bool {
	since := now.Sub(time.Unix(r.Last, 0))
	return r.Measured > 0 || since < 0 || since >= pause
}

// Make measures each account that is left, a page for each, and tells with it where the round stands then. What concerns one account
// alone, as far as alone says, holds up no other.
func (r Round) Make(ctx context.Context, now time.Time, accounts []string, measure func(ctx context.Context, p *ingest.Page, at *Round, name string) error,
	alone func(error) bool, emit func(ingest.Page, Round) error) error {
	for _, name := range accounts[r.Measured%len(accounts):] {
		var p ingest.Page
		next := r
		err := measure(ctx, &p, &next, name)
		if err != nil && !alone(err) {
			return err
		}
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: err.Error()})
		}
		if next.Measured++; next.Measured >= len(accounts) {
			next.Measured, next.Last = 0, now.Unix()
		}
		if err := emit(p, next); err != nil {
			return err
		}
		r = next
	}
	return nil
}
