package ingest

import (
	"context"
	"errors"
	"time"
)

// Pricer is a source whose reading costs money, and which can tell beforehand how much.
type Pricer interface {
	// Price asks the network how much these queries would find; nil are those of the options. The question may cost money too,
	// of the same quota.
	Price(ctx context.Context, queries []string) ([]Price, error)
}

// Price is what one question of a source would cost.
type Price struct {
	Query string        `json:"query"` // as the network is asked
	Found int64         `json:"found"` // posts within Span
	Span  time.Duration `json:"span"`
	Each  float64       `json:"each"` // US dollars a post, with all that is read beside it
}

// Monthly is what 30 days like the span would cost, in US dollars.
func (p Price) Monthly() float64 {
	if p.Span <= 0 {
		return 0
	}
	return float64(p.Found) * p.Each * (30 * day).Hours() / p.Span.Hours()
}

// Aside does something with the source in a process in which it is not read, and keeps what that spends.
func (w *Worker) Aside(ctx context.Context, do func() error) error {
	r := &run{Worker: w, log: w.Log.With("source", w.ID), changed: make(chan struct{}, 1)}
	from, err := r.Pipe.Place(ctx, r.ID)
	if err != nil {
		return err
	}
	r.kept = from
	r.start(from)
	return errors.Join(do(), r.keep(ctx, nil))
}
