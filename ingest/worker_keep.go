package ingest

import (
	"context"
	"slices"
	"time"
)

const (
	rememberEvery = 10 * time.Second // what is spent and is no money may be forgotten for so long
	lastWord      = 2 * time.Second  // is how long a worker that is stopped waits for the pipe
)

// load asks the pipe where the source stands, for as long as that takes. An error is that of the context.
func (r *run) load(ctx context.Context) (Place, error) {
	for tries := 1; ; tries++ {
		place, err := r.Pipe.Place(ctx, r.ID)
		if err == nil {
			r.kept = place
			return place, nil
		}
		r.set("", err.Error())
		if !sleep(ctx, r.backoff(tries)) {
			return Place{}, ctx.Err()
		}
	}
}

// keep saves the place with a change to it, which holds once it is saved; nil: as it is. What is nothing new is
// not saved again.
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
	if !place.Equal(r.kept) {
		if err := r.Pipe.Keep(ctx, r.ID, place); err != nil {
			r.kept = Place{} // it may have been kept all the same
			return err
		}
		r.kept, r.keptAt = place, r.Now()
	}
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

// farewell keeps what was spent until the end.
func (r *run) farewell(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWord)
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
