package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"molva/store"
)

// The store must move while mentions wait: it is looked at this often, and standing still for longer than this is a
// fault that health must show.
const (
	lookEvery  = 5 * time.Second
	stuckAfter = 20 * time.Second
)

// stall notices a store that stands still while mentions wait. It measures with the monotonic clock: setting the wall
// clock is no progress and no stall.
type stall struct {
	mu      sync.Mutex
	applied uint64
	moved   time.Time // the last look that saw progress, or nothing waiting
	err     error     // of the last look
}

// watch looks until ctx ends.
func (s *stall) watch(ctx context.Context, r *rooms) error {
	s.note(0, 0, nil)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		applied, last, err := r.positions(ctx)
		if ctx.Err() != nil {
			return nil
		}
		s.note(applied, last, err)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *stall) note(applied, last uint64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	if err == nil && (applied != s.applied || applied >= last) {
		s.applied, s.moved = applied, time.Now()
	}
}

// reasons says what is wrong with saving, in words for an operator.
func (s *stall) reasons(saver store.Health) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	if saver.Err != nil {
		all = append(all, fmt.Sprintf("saving fails: %v", saver.Err))
	}
	if s.err != nil {
		all = append(all, fmt.Sprintf("the store's place cannot be read: %v", s.err))
	}
	if still := time.Since(s.moved); still > stuckAfter {
		all = append(all, fmt.Sprintf("mentions wait and none was stored for %v", still.Round(time.Second)))
	}
	return all
}

// positions are how far the store has come in its log, and how far the log goes.
func (r *rooms) positions(ctx context.Context) (applied, last uint64, err error) {
	if applied, err = r.db.Applied(ctx, r.supplier.Name()); err != nil {
		return 0, 0, err
	}
	last, err = r.from.Last(ctx)
	return applied, last, err
}
