package ingest_test

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

func TestWhatWasNotNeededIsGivenBack(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth}, ingest.Quota{Name: ingest.USD, Max: 1, Window: ingest.PerDay})
	take := func(amount float64) time.Time {
		t.Helper()
		if err := g.Take(t.Context(), ingest.USD, amount); err != nil {
			t.Fatal(err)
		}
		return clock.Time
	}
	left := func(want float64) {
		t.Helper()
		if got := g.Left(ingest.USD); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v are left, want %v", got, want)
		}
	}
	left(1)
	when := take(0.5)
	left(0.5)
	g.GiveBack(ingest.USD, 0.4, when)
	g.GiveBack(ingest.USD, 0, when)
	g.GiveBack(ingest.USD, -1, when)
	g.GiveBack(ingest.USD, math.NaN(), when)
	left(0.9)

	late := take(0.9)
	clock.Time = clock.AddDate(0, 0, 1)
	left(1)
	take(0.2)
	g.GiveBack(ingest.USD, 0.9, late) // it was of yesterday, and of this month
	left(0.8)
	if got := spent(g); got[0] != "0.3 usd a month of 5, 0.3 ever" {
		t.Errorf("spent %q", got)
	}

	late = take(0.7)
	clock.Time = at(t, "2026-12-01T00:00:00Z").Time
	left(1)
	g.GiveBack(ingest.USD, 0.7, late) // it was of last month
	left(1)
	if n, _, _ := until(t, g, ingest.USD, 1); n != 1 {
		t.Errorf("%d dollars a day, want one", n)
	}
	left(0)
}

func TestOfWhatNobodyLimitsEverythingIsLeft(t *testing.T) {
	var none *ingest.Governor
	none.GiveBack(ingest.USD, 1, time.Now())
	for _, g := range []*ingest.Governor{none, ingest.NewGovernor(time.Now, ingest.Quota{Name: "calls", Max: 1, Window: ingest.PerDay})} {
		if got := g.Left(ingest.USD); !math.IsInf(got, 1) {
			t.Errorf("%v are left, want no end of them", got)
		}
	}
}

// TestMoneyThatCannotBeKeptIsNotSpent: what was taken and could not be written down is not taken.
func TestMoneyThatCannotBeKeptIsNotSpent(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
	lost := errors.New("the disk is full")
	w := ingest.Worker{ID: "x", Pipe: forgetful{lost}, Now: clock.now, Log: slog.New(slog.DiscardHandler), Governor: g}
	err := w.Aside(t.Context(), func() error { return g.Take(t.Context(), ingest.USD, 1) })
	if !errors.Is(err, lost) {
		t.Errorf("%v, want %v", err, lost)
	}
	if got := g.Left(ingest.USD); got != 5 {
		t.Errorf("%v are left, want 5", got)
	}
}

// TestMoneyIsKeptThoughNobodyHears: where it is not known what the pipe has kept, it is told again before money is spent.
func TestMoneyIsKeptThoughNobodyHears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
		pipe := new(deaf)
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
			if err := g.Take(ctx, ingest.USD, 1); err != nil {
				t.Error(err)
			}
			g.GiveBack(ingest.USD, 1, time.Now())
			pipe.mute.Store(true)
			time.Sleep(time.Minute) // that it was given back is kept, and nobody hears of it
			pipe.mute.Store(false)
			if err := g.Take(ctx, ingest.USD, 1); err != nil || pipe.used() != 1 {
				t.Errorf("$1 is spent, $%v kept: %v", pipe.used(), err)
			}
			return nil
		})
		w.Governor = g
		runFor(t, w, 2*time.Minute)
	})
}

// deaf is a pipe that keeps what it is told, and cannot say so while it is mute.
type deaf struct {
	recorder
	mute atomic.Bool
}

func (d *deaf) Keep(ctx context.Context, id string, p ingest.Place) error {
	if err := d.recorder.Keep(ctx, id, p); err != nil || !d.mute.Load() {
		return err
	}
	return context.DeadlineExceeded
}

// used is the money of the last place that was kept.
func (d *deaf) used() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.places[len(d.places)-1].Spent[0].Used
}

// forgetful is a pipe that keeps nothing.
type forgetful struct{ why error }

func (forgetful) Publish(context.Context, []ingest.Envelope) (ingest.Receipt, error) {
	return ingest.Receipt{}, nil
}
func (forgetful) Note(context.Context, ingest.Note) error                  { return nil }
func (forgetful) Place(context.Context, string) (ingest.Place, error)      { return ingest.Place{}, nil }
func (f forgetful) Keep(_ context.Context, _ string, _ ingest.Place) error { return f.why }

// TestMoneyIsSpentOnceWhateverTheClock: nobody buys twice in a month because the clock was elsewhere in between.
func TestMoneyIsSpentOnceWhateverTheClock(t *testing.T) {
	type step struct {
		day       string
		asks, got int // dollars
	}
	for name, steps := range map[string][]step{
		"ahead for a moment":       {{"2026-11-22", 9, 5}, {"2026-12-02", 0, 0}, {"2026-11-22", 9, 0}, {"2026-12-02", 9, 5}},
		"ahead, and buying":        {{"2026-11-22", 9, 5}, {"2026-12-02", 9, 5}, {"2026-11-23", 9, 0}, {"2026-12-03", 9, 0}},
		"ahead, buying a little":   {{"2026-11-22", 3, 3}, {"2026-12-02", 2, 2}, {"2026-11-23", 9, 2}, {"2026-12-03", 9, 1}},
		"behind for a moment":      {{"2026-11-22", 9, 5}, {"1970-01-01", 9, 0}, {"2026-11-22", 9, 0}},
		"as old as the program":    {{"2026-11-22", 9, 5}, {"2026-08-01", 9, 0}, {"2026-11-22", 9, 0}, {"2026-12-01", 9, 5}},
		"behind for long":          {{"2026-11-22", 9, 5}, {"2026-03-01", 9, 0}, {"2026-04-30", 9, 0}, {"2026-05-01", 9, 5}},
		"years ahead for a moment": {{"2026-11-22", 9, 5}, {"2038-01-20", 0, 0}, {"2026-11-23", 9, 0}},
		"years ahead, and buying":  {{"2038-01-20", 9, 5}, {"2026-11-22", 9, 0}, {"2026-12-31", 9, 0}, {"2027-01-01", 9, 5}},
		"two months to and fro":    {{"2026-11-22", 9, 5}, {"2027-01-22", 9, 5}, {"2026-11-22", 9, 0}, {"2027-01-22", 9, 0}},
	} {
		clock := at(t, "2026-11-22T00:00:00Z")
		g := ingest.NewGovernor(clock.now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
		for _, s := range steps {
			clock.Time = at(t, s.day+"T10:00:00Z").Time
			left, got := min(g.Left(ingest.USD), float64(s.asks)), 0
			for range s.asks {
				if g.Take(t.Context(), ingest.USD, 1) == nil {
					got++
				}
			}
			if got != s.got || left != float64(got) {
				t.Errorf("%s: on %s it buys for $%d while $%v are left, want %d", name, s.day, got, left, s.got)
			}
		}
	}
}

// TestCentsDoNotDrift: a hundred thousand answers, most of which cost less than they might, leave what they should.
func TestCentsDoNotDrift(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: ingest.USD, Max: 500, Window: ingest.PerMonth})
	billed := 0
	for i := range 100_000 {
		n := i % 7 % 3
		if err := g.Take(t.Context(), ingest.USD, 100*0.005); err != nil {
			t.Fatalf("after %d answers: %v", i, err)
		}
		g.GiveBack(ingest.USD, 100*0.005-float64(n)*0.005, clock.Time)
		billed += n
	}
	if want := 500 - float64(billed)*0.005; math.Abs(g.Left(ingest.USD)-want) > 1e-7 {
		t.Errorf("%v are left, want %v", g.Left(ingest.USD), want)
	}
	for g.Take(t.Context(), ingest.USD, 0.005) == nil {
		billed++
	}
	if billed != 100_000 {
		t.Errorf("%d posts were bought for $500, want 100000", billed)
	}
}

// TestWhyItWaitsOutlastsARestart: people read that the budget is used up for as long as it is.
func TestWhyItWaitsOutlastsARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		for range 2 {
			g := ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 0, Window: ingest.PerMonth})
			w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
				return g.Take(ctx, ingest.USD, 1)
			})
			w.Governor = g
			if kept(g) {
				t.Error("nobody works, and money is kept")
			}
			runFor(t, w, time.Hour)
			if last := pipe.states[len(pipe.states)-1]; last.State != ingest.Waiting || last.Error != "0 of 0 USD a month are used, and 1 more are asked for" && last.Error != "0 of 0 USD a month are used" || !kept(g) {
				t.Errorf("%s: %q", last.State, last.Error)
			}
			pipe.start = pipe.places[len(pipe.places)-1]
		}
	})
}

func kept(g *ingest.Governor) bool {
	select {
	case <-g.Kept():
		return true
	default:
		return false
	}
}
