package ingest

import (
	"context"
	"slices"
	"time"
)

const (
	rememberEvery = 10 * time.Second // what is spent and is no money may be forgotten for so long
	farewell      = 2 * time.Second  // for the last word of a worker that is stopped
)

// keep saves the place with a change to it, which holds once it is saved; nil: as it is. When that is nothing new, nothing
// is done.
func (r *run) keep(ctx context.Context, change func(*Place)) error {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	return r.save(ctx, change)
}

// keepLater saves the place as it is, unless the last time was not long ago.
func (r *run) keepLater(ctx context.Context) error {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	if r.Now().Sub(r.keptAt) < tellEvery {
		return nil
	}
	return r.save(ctx, nil)
}

// save is for who holds keeping.
func (r *run) save(ctx context.Context, change func(*Place)) error {
	place := r.standing()
	if change != nil {
		change(&place)
	}
	place.Spent = r.Governor.Spent()
	if place.Equal(r.kept) {
		return nil
	}
	if err := r.Pipe.Keep(ctx, r.ID, place); err != nil {
		return err
	}
	r.kept, r.keptAt = place, r.Now()
	if change != nil {
		r.alter(change)
	}
	return nil
}

// remember keeps what changes without a page: what is spent, and that somebody listens.
func (r *run) remember(ctx context.Context) {
	clock := time.NewTicker(rememberEvery)
	defer clock.Stop()
	for {
		select {
		case <-clock.C:
			r.listening(ctx)
			r.keepSpent(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// last keeps what was spent until the end.
func (r *run) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	r.keepSpent(ctx)
}

// keepSpent keeps the place when something was spent since the last time.
func (r *run) keepSpent(ctx context.Context) {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	if slices.EqualFunc(r.Governor.Spent(), r.kept.Spent, Spent.Equal) {
		return
	}
	if err := r.save(ctx, nil); err != nil {
		r.log.Debug("keep what is spent", "err", err)
	}
}
