package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// How often a worker asks which mentions have come to an age at which they are looked at again. Of the old it asks seldom:
// an hour late after two days is in time.
const (
	lookFirst = 20 * time.Second // after the start; then the source has had its say
	lookEvery = 5 * time.Minute
	lookOld   = 12 * time.Hour // with a month of 29 days, within 30
	inTime    = 50             // a part of the age
)

// errForgotten: the store did not say what is due.
var errForgotten = errors.New("nobody knows what to look at again")

// again looks again at what the source brought: counters grow, authors edit and delete.
func (r *run) again(ctx context.Context, source Refresher) {
	l := looker{run: r, source: source, failures: map[Mark]int{}, came: map[Mark]*sync.Map{}, looked: map[time.Duration]time.Time{}}
	for pause := lookFirst; sleep(ctx, time.Duration(float64(pause)*(0.9+0.2*r.jitter()))); pause = lookEvery {
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
	came     map[Mark]*sync.Map          // behind a mark: the ids of what a batch brought before it broke off
	looked   map[time.Duration]time.Time // at what has come to an age: when everything was last looked at
}

// round looks at what has come to each age, and lets people know what is in the way.
func (l *looker) round(ctx context.Context, now time.Time) {
	var first error
	for _, age := range RefreshAges {
		if now.Sub(l.looked[age]) < min(age/inTime, lookOld) {
			continue
		}
		err := l.look(ctx, age)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			l.looked[age] = now
			continue
		}
		if first == nil {
			first = err
		}
		if waits(err) { // so it says of every age
			l.wait(ctx, err)
			break
		}
	}
	l.behind(first)
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
		if err := l.refresh(ctx, mark, known); ctx.Err() != nil || err != nil && !l.hopeless(mark, err) {
			return fmt.Errorf("look again after %s: %w", spell(age), err)
		}
		if err := l.pass(ctx, mark, known[len(known)-1].Number); err != nil || len(known) < RefreshBatch {
			return err
		}
	}
}

// refresh asks the source for what the network says now. What came before a batch broke off is not asked for again: a batch
// may cost more calls than the network allows in a minute, and would never come to its end.
func (l *looker) refresh(ctx context.Context, mark Mark, known []Known) error {
	if l.came[mark] == nil {
		l.came[mark] = new(sync.Map)
	}
	came := l.came[mark]
	rest := slices.DeleteFunc(slices.Clone(known), func(k Known) bool {
		_, is := came.Load(k.ID)
		return is
	})
	if len(rest) == 0 {
		return nil
	}
	e := &emitter{run: l.run, ctx: ctx, as: l.RunID, alive: func() {}}
	e.safe = func(p Page, _ int) error {
		for _, m := range p.Mentions {
			came.Store(m.ID, nil)
		}
		return nil
	}
	return l.surviving(func() error { return l.source.Refresh(ctx, rest, e.emit) })
}

// hopeless reports whether what lies behind a mark keeps failing while the source can be read. It is left out then, or
// nothing that comes after it would be looked at.
func (l *looker) hopeless(mark Mark, err error) bool {
	if waits(err) {
		return false
	}
	l.failures[mark]++
	if l.failures[mark] < blindAfter || l.snapshot().State == Blind {
		return false
	}
	l.log.Warn("some mentions are not looked at again", "err", err)
	return true
}

// pass moves a mark over what was looked at.
func (l *looker) pass(ctx context.Context, mark Mark, to int64) error {
	delete(l.failures, mark)
	delete(l.came, mark)
	return l.keep(ctx, func(p *Place) { p.Again = p.Again.with(Mark{mark.Age, to}) })
}

// wait notes that nothing is to be asked for a while.
func (l *looker) wait(ctx context.Context, err error) {
	l.alter(func(p *Place) { p.Again.WaitUntil = l.Now().Add(l.patience(err, 1)).UTC() })
	if err := l.keep(ctx, nil); err != nil {
		l.log.Debug("keep place", "err", err)
	}
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
