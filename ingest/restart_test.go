package ingest_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

var errDead = errors.New("the process is dead")

// life is one life of a process that asks every second and pays for each answer, until it is killed or stopped.
type life struct {
	pipe  *recorder
	dead  atomic.Bool
	calls int
	paid  float64
}

// live runs until a keep of the place, or a moment, at which the process ends. Killed, it keeps nothing more; whatever it
// wanted to do then is not done.
func (l *life) live(t *testing.T, chance *rand.Rand, kill bool) {
	ctx, end := context.WithTimeout(t.Context(), time.Duration(chance.IntN(25_000))*time.Millisecond)
	defer end()
	die := func() { l.dead.Store(kill); end() }
	keeps, last := 0, 1+chance.IntN(25)
	l.pipe.refuse = func(what string) error {
		if what == "keep" {
			keeps++
		}
		if l.dead.Load() || keeps == last && chance.IntN(2) == 0 {
			die()
		}
		if l.dead.Load() {
			return errDead
		}
		if keeps == last { // it is kept, and nobody hears of it
			die()
		}
		return nil
	}
	g := ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 20, Window: ingest.PerMonth})
	w := worker(l.pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
		if err := errors.Join(g.Take(ctx, "calls", 1), g.Take(ctx, ingest.USD, 0.25)); err != nil || l.dead.Load() || ctx.Err() != nil {
			return err
		}
		l.calls++
		l.paid += 0.25
		return nil
	})
	w.Governor, w.Rhythm = g, ingest.Rhythm{Every: time.Second, Quotas: []ingest.Quota{{Name: "calls", Max: 100, Window: ingest.PerDay}}}
	go func() {
		<-ctx.Done()
		l.dead.Store(kill)
	}()
	if err := w.Run(ctx); err != nil {
		t.Error(err)
	}
	synctest.Wait()
	if n := len(l.pipe.places); n > 0 {
		l.pipe.start = l.pipe.places[n-1]
	}
}

// TestNoRestartIsAnExcuse lives many lives, each ended somewhere. Money is never spent twice; of other things a kill may
// forget ten seconds.
func TestNoRestartIsAnExcuse(t *testing.T) {
	for seed := range uint64(40) {
		synctest.Test(t, func(t *testing.T) {
			chance, kill := rand.New(rand.NewPCG(seed, 7)), seed%2 == 0
			l, kills := &life{pipe: new(recorder)}, 0
			for range 25 {
				l.dead.Store(false)
				l.live(t, chance, kill)
				if kill {
					kills++
				}
			}
			if l.paid > 20 {
				t.Errorf("seed %d: paid %v of 20 USD", seed, l.paid)
			}
			if l.paid < 10 && l.calls < 90 {
				t.Errorf("seed %d: paid only %v with %d calls", seed, l.paid, l.calls)
			}
			if most := 100 + 11*kills; l.calls > most {
				t.Errorf("seed %d: %d calls of 100 in %d lives, want up to %d", seed, l.calls, 25, most)
			}
		})
	}
}

// TestMoneyThatCannotBeWrittenDownIsNotSpent.
func TestMoneyThatCannotBeWrittenDownIsNotSpent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := &recorder{refuse: func(what string) error {
			if what == "keep" {
				return ingest.ErrStreamed
			}
			return nil
		}}
		g := ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 1, Window: ingest.PerDay})
		tries := 0
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
			tries++
			err := g.Take(ctx, ingest.USD, 1)
			if !errors.Is(err, ingest.ErrStreamed) {
				t.Errorf("took it: %v", err)
			}
			return err
		})
		w.Governor = g
		runFor(t, w, time.Minute)
		if tries != 6 || g.Spent()[0].Used != 0 {
			t.Errorf("%d tries, spent %+v", tries, g.Spent())
		}
		for _, s := range pipe.conditions() {
			if s == ingest.Blind {
				t.Error("the source is called blind for our own fault")
			}
		}
	})
}
