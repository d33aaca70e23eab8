package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// lookEvery is how often a worker asks which mentions have come to an age at which they are looked at again.
const lookEvery = 5 * time.Minute

// again looks again at what the source brought: counters grow, authors edit and delete.
func (r *run) again(ctx context.Context, source Refresher) {
	looker := looker{run: r, source: source, failures: map[time.Duration]int{}}
	for sleep(ctx, time.Duration(float64(lookEvery)*(0.9+0.2*r.jitter()))) {
		place := r.standing()
		if now := r.Now(); place.WaitUntil.After(now) || place.Again.WaitUntil.After(now) {
			continue
		}
		for _, age := range RefreshAges {
			if err := looker.look(ctx, age); err != nil && ctx.Err() == nil && looker.stops(ctx, age, err) {
				break
			}
		}
	}
}

// looker looks again at mentions of every age.
type looker struct {
	*run
	source   Refresher
	failures map[time.Duration]int // in a row, with the batch that is due at an age
	last     int64                 // of that batch
}

// look looks at everything that has come to an age. Who is late by half of it leaves out what is too old: a count of the
// day before yesterday is worth less than one of yesterday.
func (l *looker) look(ctx context.Context, age time.Duration) error {
	for {
		if err := l.Governor.Spare(); err != nil {
			return err
		}
		now, mark := l.Now().UTC(), l.standing().Again.mark(age)
		seen := Span{From: now.Add(-age - age/2), To: now.Add(-age)}
		known, err := l.Memory.Due(ctx, Due{Source: l.ID, After: mark, Seen: seen, Limit: RefreshBatch})
		if err != nil {
			l.log.Debug("ask what is due", "err", err)
			return nil
		}
		if len(known) == 0 || known[len(known)-1].Number <= mark {
			return nil
		}
		l.last = known[len(known)-1].Number
		if err := l.refresh(ctx, known); err != nil {
			return fmt.Errorf("look again after %s: %w", spell(age), err)
		}
		if err := l.mark(ctx, age); err != nil || len(known) < RefreshBatch {
			return err
		}
	}
}

// refresh asks the source for what it says now.
func (l *looker) refresh(ctx context.Context, known []Known) error {
	e := &emitter{run: l.run, ctx: ctx, as: l.RunID, alive: func() {}, safe: func(Page, int) error { return nil }}
	return l.surviving(func() error { return l.source.Refresh(ctx, known, e.emit) })
}

// mark notes that a batch was looked at.
func (l *looker) mark(ctx context.Context, age time.Duration) error {
	delete(l.failures, age)
	return l.keep(ctx, func(p *Place) { p.Again = p.Again.with(Mark{age, l.last}) })
}

// stops notes an error and reports whether the other ages will have none better. A batch that keeps failing while the
// source can be read is left out, or nothing behind it would be looked at.
func (l *looker) stops(ctx context.Context, age time.Duration, err error) bool {
	l.log.Info("look again", "err", err)
	var throttled *Throttled
	switch {
	case errors.As(err, &throttled), errors.Is(err, ErrDenied):
		until := l.Now().Add(l.patience(err, 1)).UTC()
		l.alter(func(p *Place) { p.Again.WaitUntil = until })
		return true
	case errors.Is(err, ErrFull), errors.Is(err, ErrStreamed):
		return true
	}
	if l.failures[age]++; l.failures[age] >= blindAfter && l.snapshot().State != Blind {
		if err := l.mark(ctx, age); err != nil {
			l.log.Warn("keep place", "err", err)
		}
	}
	return false
}
