package ingest_test

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"testing"
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

// forgetful is a pipe that keeps nothing.
type forgetful struct{ why error }

func (forgetful) Publish(context.Context, []ingest.Envelope) (ingest.Receipt, error) {
	return ingest.Receipt{}, nil
}
func (forgetful) Note(context.Context, ingest.Note) error                  { return nil }
func (forgetful) Place(context.Context, string) (ingest.Place, error)      { return ingest.Place{}, nil }
func (f forgetful) Keep(_ context.Context, _ string, _ ingest.Place) error { return f.why }
