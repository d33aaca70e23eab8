package main

import (
	"context"
	"time"
)

// tendEvery is how often the complaints are looked after; it costs next to nothing when nothing was said.
const tendEvery = 15 * time.Second

// tend keeps the names, quotes and states of the complaints up to date, until ctx ends.
func (r *rooms) tend(ctx context.Context) error {
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for {
		if err := r.db.Tend(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("tend complaints", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
