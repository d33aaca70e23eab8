package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"molva/ingest/stream"
)

// claim makes sure that of all databases that could be filled from an external stream this is the one that is served. A
// stream in this process has no other, and its folder's lock.
func (r *rooms) claim(ctx context.Context) error {
	id, err := r.db.ID(ctx)
	if err != nil {
		return err
	}
	if r.keeper == nil {
		r.keeper = r.stream.Keeper(id, r.place())
	}
	err = r.keeper.Take(ctx, r.takeOver)
	var kept *stream.Kept
	switch {
	case errors.As(err, &kept) && kept.Same:
		return passing{fault("a copy of this database is served at %s; this one waits until that one ends", kept.Place)}
	case errors.As(err, &kept):
		return fault("the mentions of this stream are kept in another database, at %s, last seen %s; to keep them here from now on, stop that one and start this one with 'molva run --take-over'",
			kept.Place, kept.At.Format(time.RFC3339))
	case errors.Is(err, stream.ErrAway):
		return passing{r.unreachable(err)}
	}
	return err
}

func (r *rooms) unreachable(err error) error {
	return fmt.Errorf("%w: %w", fault("the stream at %s cannot be used at present", stream.Hosts(r.cfg.Stream.URL)), err)
}

// place tells people where this database is.
func (r *rooms) place() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	dir, err := filepath.Abs(r.dir)
	if err != nil {
		dir = r.dir
	}
	return host + ":" + dir
}

// hold keeps the claim until ctx ends. When it is lost it calls stop, since from then on another serves.
func (r *rooms) hold(ctx context.Context, stop context.CancelCauseFunc) error {
	var kept *stream.Kept
	if err := r.keeper.Hold(ctx); errors.As(err, &kept) {
		stop(fault("the mentions of this stream are kept at %s from now on; this process has ended", kept.Place))
	}
	return nil
}

// serves reports whether this process may remove from the stream what it has saved: another could need it.
func (r *rooms) serves() bool { return r.keeper == nil || r.keeper.Holds() }

// release lets the next one in at once.
func (r *rooms) release() {
	if r.keeper == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := r.keeper.Release(ctx); err != nil {
		r.log.Debug("release the stream", "err", err) // the next one waits a little
	}
}
