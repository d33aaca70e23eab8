package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"molva/classify"
	"molva/store"
)

// The store must move while mentions wait: it is looked at this often, and standing still for longer than this is a
// fault that health must show.
const (
	lookEvery  = 5 * time.Second
	stuckAfter = 20 * time.Second
)

// stall notices a store that stands still while mentions wait, and with split roles that nobody tags what comes: then the
// store has nothing to do and would seem well.
type stall struct {
	mu             sync.Mutex
	saving, tagged advance
	err            error // of the last look
}

// advance is how far something has come. It measures with the monotonic clock: setting the wall clock is no progress and
// no stall.
type advance struct {
	at    uint64
	moved time.Time // the last look that saw a move, or nothing waiting
}

func (a *advance) note(at uint64, idle bool) {
	if at != a.at || idle || a.moved.IsZero() {
		a.at, a.moved = at, time.Now()
	}
}

// still is for how long nothing moves, rounded, or zero when that is no fault yet.
func (a *advance) still() time.Duration {
	if still := time.Since(a.moved); !a.moved.IsZero() && still > stuckAfter {
		return still.Round(time.Second)
	}
	return 0
}

// watch looks until ctx ends.
func (s *stall) watch(ctx context.Context, r *rooms) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		s.look(ctx, r)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *stall) look(ctx context.Context, r *rooms) {
	applied, last, err := r.positions(ctx)
	var tagged uint64
	idle := true
	if err == nil && r.from != r.stream.Raw() {
		tagged, idle, err = r.tagging(ctx, last)
	}
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err = err; err == nil {
		s.saving.note(applied, applied >= last)
		s.tagged.note(tagged, idle)
	}
}

// tagging is how far those who tag elsewhere have come, in messages, whoever of them is slow; idle: they have them all.
func (r *rooms) tagging(ctx context.Context, tagged uint64) (at uint64, idle bool, err error) {
	floor, err := r.stream.Raw().Acknowledged(ctx, classify.Group)
	if err != nil {
		return 0, false, err
	}
	last, err := r.stream.Raw().Last(ctx)
	return floor + tagged, floor >= last, err
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
	if still := s.saving.still(); still > 0 {
		all = append(all, fmt.Sprintf("mentions wait and none was stored for %v", still))
	}
	if still := s.tagged.still(); still > 0 {
		all = append(all, fmt.Sprintf("mentions wait and none was classified for %v: no process with the role classify is at work", still))
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
