package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How often a worker asks which mentions have come to an age at which they are looked at again. Of the old it asks seldom:
// an hour late after two days is in time.
const (
	lookEvery = 5 * time.Minute
	lookOld   = 12 * time.Hour // with a month of 29 days, within 30
	inTime    = 50             // a part of the age
)

// errForgotten: the store did not say what is due.
var errForgotten = errors.New("nobody knows what to look at again")

// again looks again at what the source brought: counters grow, authors edit and delete.
func (r *run) again(ctx context.Context, source Refresher) {
	l := looker{run: r, source: source, failures: map[Mark]int{}, looked: map[time.Duration]time.Time{}}
	for sleep(ctx, time.Duration(float64(lookEvery)*(0.9+0.2*r.jitter()))) {
		now, place := r.Now(), r.standing()
		if place.WaitUntil.After(now) || place.Again.WaitUntil.After(now) {
			continue
		}
		l.round(ctx, now)
	}
}

// looker looks again at mentions of every age.
type looker struct {
	*run
	source   Refresher
	failures map[Mark]int                // behind a mark, in a row
	looked   map[time.Duration]time.Time // at what has come to an age: when everything was last looked at
}

// round looks at what has come to each age.
func (l *looker) round(ctx context.Context, now time.Time) {
	for _, age := range RefreshAges {
		if now.Sub(l.looked[age]) < min(age/inTime, lookOld) {
			continue
		}
		err := l.look(ctx, age)
		if err == nil {
			l.looked[age] = now
		} else if !l.goesOn(ctx, err) {
			return
		}
	}
}

// look looks at everything that has come to an age. Who is late by half of it, or of a month, leaves out what is too old: a
// count of the day before yesterday is worth less than one of yesterday.
func (l *looker) look(ctx context.Context, age time.Duration) error {
	for {
		if err := l.Governor.Spare(); err != nil {
			return err
		}
		now, mark := l.Now().UTC(), Mark{age, l.standing().Again.mark(age)}
		seen := Span{From: now.Add(-age - min(age, refreshMonth)/2), To: now.Add(-age)}
		known, err := l.Memory.Due(ctx, Due{Source: l.ID, After: mark.Number, Seen: seen, Limit: RefreshBatch})
		if err != nil {
			return fmt.Errorf("%w: %w", errForgotten, err)
		}
		if len(known) == 0 || known[len(known)-1].Number <= mark.Number {
			return nil
		}
		if err := l.refresh(ctx, known); err != nil && !l.hopeless(mark, err) {
			return fmt.Errorf("look again after %s: %w", spell(age), err)
		}
		if err := l.pass(ctx, mark, known[len(known)-1].Number); err != nil || len(known) < RefreshBatch {
			return err
		}
	}
}

// refresh asks the source for what the network says now.
func (l *looker) refresh(ctx context.Context, known []Known) error {
	e := &emitter{run: l.run, ctx: ctx, as: l.RunID, alive: func() {}, safe: func(Page, int) error { return nil }}
	return l.surviving(func() error { return l.source.Refresh(ctx, known, e.emit) })
}

// hopeless reports whether what lies behind a mark keeps failing while the source can be read. It is left out then, or
// nothing that comes after it would be looked at.
func (l *looker) hopeless(mark Mark, err error) bool {
	if waits(err) {
		return false
	}
	l.failures[mark]++
	return l.failures[mark] >= blindAfter && l.snapshot().State != Blind
}

// pass moves a mark over what was looked at.
func (l *looker) pass(ctx context.Context, mark Mark, to int64) error {
	delete(l.failures, mark)
	return l.keep(ctx, func(p *Place) { p.Again = p.Again.with(Mark{mark.Age, to}) })
}

// goesOn notes an error and reports whether it says nothing of the other ages.
func (l *looker) goesOn(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	l.log.Debug("look again", "err", err)
	if waits(err) {
		l.alter(func(p *Place) { p.Again.WaitUntil = l.Now().Add(l.patience(err, 1)).UTC() })
	}
	return !waits(err)
}

// waits reports whether an error is a matter of time or of rights, whatever is asked for.
func waits(err error) bool {
	for _, is := range []error{ErrDenied, ErrFull, ErrStreamed, errForgotten} {
		if errors.Is(err, is) {
			return true
		}
	}
	return errors.As(err, new(*Throttled))
}
