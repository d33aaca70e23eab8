package ingest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// hand is a clock that is set by hand.
type hand struct{ time.Time }

func (h *hand) now() time.Time { return h.Time }

// at makes a clock that stands.
func at(t *testing.T, when string) *hand {
	t.Helper()
	tm, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	return &hand{tm}
}

// until takes so much as often as it may and returns how often that was, until when it may not, and why.
func until(t *testing.T, g *ingest.Governor, name string, amount float64) (n int, end, why string) {
	t.Helper()
	for {
		err := g.Take(t.Context(), name, amount)
		if err == nil {
			n++
			continue
		}
		var throttled *ingest.Throttled
		if !errors.As(err, &throttled) {
			t.Fatalf("refused with %v", err)
		}
		return n, throttled.Until.UTC().Format(time.RFC3339), throttled.Why
	}
}

func TestAQuotaLastsForItsWindow(t *testing.T) {
	pacific, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	noMidnight, err := time.LoadLocation("Africa/Cairo") // clocks go from 23:59:59 to 01:00 in April
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		window   ingest.Window
		zone     *time.Location
		now, end string
	}{
		"a minute from the first use":   {ingest.PerMinute, nil, "2026-11-22T10:00:30Z", "2026-11-22T10:01:30Z"},
		"an hour from the first use":    {ingest.PerHour, nil, "2026-11-22T10:30:00Z", "2026-11-22T11:30:00Z"},
		"a day of the calendar":         {ingest.PerDay, nil, "2026-11-22T10:00:00Z", "2026-11-23T00:00:00Z"},
		"a day of the network's":        {ingest.PerDay, pacific, "2026-11-22T10:00:00Z", "2026-11-23T08:00:00Z"},
		"a day that is not yet over":    {ingest.PerDay, pacific, "2026-11-22T07:59:59Z", "2026-11-22T08:00:00Z"},
		"a day of 25 hours, from one":   {ingest.PerDay, pacific, "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z"},
		"a day of 23 hours, from one":   {ingest.PerDay, pacific, "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z"},
		"the day before a lost hour":    {ingest.PerDay, noMidnight, "2026-04-23T21:30:00Z", "2026-04-23T22:00:00Z"},
		"a month":                       {ingest.PerMonth, nil, "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"},
		"a month that ends in daylight": {ingest.PerMonth, pacific, "2026-03-01T08:00:00Z", "2026-04-01T07:00:00Z"},
	} {
		clock := at(t, c.now)
		g := ingest.NewGovernor(clock.now, ingest.Quota{Name: "searches", Max: 3, Window: c.window, Zone: c.zone})
		if n, end, _ := until(t, g, "searches", 1); n != 3 || end != c.end {
			t.Errorf("%s: %d until %s, want 3 until %s", name, n, end, c.end)
		}
		clock.Time = at(t, c.end).Add(-time.Nanosecond)
		if n, _, _ := until(t, g, "searches", 1); n != 0 {
			t.Errorf("%s: %d more before its end", name, n)
		}
		clock.Time = at(t, c.end).Time
		if n, _, _ := until(t, g, "searches", 1); n != 3 {
			t.Errorf("%s: %d more at its end, want 3", name, n)
		}
	}
}

func TestAllQuotasOfANameHold(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now,
		ingest.Quota{Name: "calls", Max: 5, Window: ingest.PerDay}, ingest.Quota{Name: "calls", Max: 3, Window: ingest.PerMinute},
		ingest.Quota{Name: ingest.USD, Max: 1, Window: ingest.PerMonth})
	n, end, why := until(t, g, "calls", 1)
	if n != 3 || end != "2026-11-22T10:01:00Z" || why != "3 of 3 calls a minute are used" {
		t.Errorf("%d until %s: %s", n, end, why)
	}
	clock.Time = clock.Add(time.Minute)
	if n, end, why = until(t, g, "calls", 2); n != 1 || end != "2026-11-23T00:00:00Z" || why != "5 of 5 calls a day are used" {
		t.Errorf("%d until %s: %s", n, end, why)
	}
	if n, _, why = until(t, g, ingest.USD, 0.005); n != 200 || why != "1 of 1 USD a month are used" { // though 0.005 is no binary fraction
		t.Errorf("%d: %s", n, why)
	}
	if err := g.Take(t.Context(), "free", 7); err != nil {
		t.Errorf("what has no quota: %v", err)
	}
	want := []string{"5 calls a day of 5, 5 ever", "2 calls a minute of 3, 5 ever", "1 usd a month of 1, 1 ever", "7 free a  of 0, 7 ever"}
	if diff := cmp.Diff(want, spent(g)); diff != "" {
		t.Error(diff)
	}
	clock.Time = clock.AddDate(0, 0, 1)
	if _, _, why = until(t, g, "calls", 4); why != "0 of 3 calls a minute are used, and 4 more are asked for" {
		t.Error(why)
	}
}

func spent(g *ingest.Governor) (all []string) {
	for _, s := range g.Spent() {
		all = append(all, fmt.Sprintf("%.4g %s a %s of %.4g, %.4g ever", s.Used, s.Name, s.Window, s.Max, s.Total))
	}
	return all
}

func TestTheNetworksWordNarrows(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: "calls", Max: 100, Window: ingest.PerDay})
	end := clock.Add(15 * time.Minute)
	g.Heard("calls", 5, end)
	g.Heard("calls", 3, end.Add(time.Second)) // the same window, by a clock in seconds
	g.Heard("calls", 4, end)                  // came late
	if n, until, why := until(t, g, "calls", 1); n != 3 || until != "2026-11-22T10:15:00Z" || why != "5 of 5 calls that the network had left are used" {
		t.Errorf("%d until %s: %s", n, until, why)
	}
	clock.Time = end
	if n, _, _ := until(t, g, "calls", 1); n != 97 {
		t.Errorf("%d after the network's window, want the rest of ours, 97", n)
	}
	g.Heard("calls", 5, clock.Add(-time.Hour)) // nothing that is over
	if got := spent(g); len(got) != 1 {
		t.Errorf("spent %q", got)
	}
}

// TestABackoffIsKept: an answer to another question, which says what is left of the day, does not end it.
func TestABackoffIsKept(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now)
	g.Heard("calls", 0, clock.Add(10*time.Second))
	g.Heard("calls", 99, clock.Add(14*time.Hour))
	if n, end, _ := until(t, g, "calls", 1); n != 0 || end != "2026-11-22T10:00:10Z" {
		t.Errorf("%d calls were let through, until %s", n, end)
	}
	clock.Time = clock.Add(10 * time.Second)
	g.Heard("calls", 98, clock.Add(14*time.Hour))
	if n, _, _ := until(t, g, "calls", 1); n != 98 {
		t.Errorf("%d calls after it, want 98", n)
	}
}

// TestWhoCanWaitKeepsAnEvenPace: reading that uses a quota evenly never finds it empty because of a look into the past.
func TestWhoCanWaitKeepsAnEvenPace(t *testing.T) {
	clock := at(t, "2026-11-22T00:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: "searches", Max: 96, Window: ingest.PerDay})
	past := 0
	for quarter := range 96 {
		if quarter%2 == 0 { // half of what it may
			if err := g.Take(t.Context(), "searches", 1); err != nil {
				t.Fatalf("reading at %s: %v", clock, err)
			}
		}
		clock.Time = clock.Add(15 * time.Minute)
		for g.Spare() == nil && past < 1000 {
			if g.Take(t.Context(), "searches", 1) != nil {
				break
			}
			past++
		}
	}
	if past < 40 || past > 50 {
		t.Errorf("the past got %d of the 48 searches that were left", past)
	}

	clock = at(t, "2026-11-22T06:00:00Z")
	g = ingest.NewGovernor(clock.now, ingest.Quota{Name: "searches", Max: 100, Window: ingest.PerDay})
	for range 50 {
		g.Take(t.Context(), "searches", 1)
	}
	var wait *ingest.Throttled
	if err := g.Spare(); !errors.As(err, &wait) || !wait.Until.Equal(clock.Add(6*time.Hour)) {
		t.Errorf("half of the day's searches are used at six: %v", err)
	}
	g.Heard("searches", 0, clock.Add(20*time.Hour))
	if n, _, _ := until(t, g, "searches", 1); n != 0 {
		t.Errorf("%d of none", n)
	}
}

// TestASpentQuotaIsKept writes it as it is kept and goes on from there.
func TestASpentQuotaIsKept(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	quota := ingest.Quota{Name: "calls", Max: 5, Window: ingest.PerDay}
	g := ingest.NewGovernor(clock.now, quota)
	g.Take(t.Context(), "calls", 2)
	g.Take(t.Context(), "free", 2)
	g.Heard("searches", 2, clock.Add(time.Hour))
	body, err := json.Marshal(ingest.Place{Spent: g.Spent()})
	if err != nil {
		t.Fatal(err)
	}
	pipe := new(recorder)
	if err := json.Unmarshal(body, &pipe.start); err != nil {
		t.Fatal(err)
	}
	again := ingest.NewGovernor(clock.now, quota)
	w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
		until(t, again, "searches", 1)
		if n, _, _ := until(t, again, "calls", 1); n != 3 {
			t.Errorf("%d calls are left, want 3", n)
		}
		return nil
	})
	w.Governor, w.Once = again, true
	if err := w.Run(t.Context()); err != nil {
		t.Error(err)
	}
	want := []string{"5 calls a day of 5, 5 ever", "2 searches a told of 2, 2 ever", "2 free a  of 0, 2 ever", "2 searches a  of 0, 2 ever"}
	if diff := cmp.Diff(want, spent(again)); diff != "" {
		t.Error(diff)
	}
	if len(pipe.places) == 0 || !pipe.places[len(pipe.places)-1].Equal(ingest.Place{Spent: again.Spent()}) {
		t.Errorf("kept %+v", pipe.places)
	}
}

// TestAClockThatWasWrong must not shut a source for years.
func TestAClockThatWasWrong(t *testing.T) {
	clock := at(t, "2036-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: "calls", Max: 1, Window: ingest.PerDay})
	until(t, g, "calls", 1)
	clock.Time = at(t, "2026-11-22T10:00:00Z").Time
	if _, end, _ := until(t, g, "calls", 1); end != "2026-11-24T00:00:00Z" {
		t.Errorf("no call until %s", end)
	}
}

// TestManyTakeAtOnce and get what there is, not more.
func TestManyTakeAtOnce(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now, ingest.Quota{Name: "calls", Max: 100, Window: ingest.PerDay})
	var all sync.WaitGroup
	var taken atomic.Int64
	for range 20 {
		all.Go(func() {
			for range 20 {
				if g.Take(t.Context(), "calls", 1) == nil {
					taken.Add(1)
				}
				g.Heard("calls", 200, clock.Add(time.Hour))
			}
		})
	}
	if all.Wait(); taken.Load() != 100 {
		t.Errorf("%d of 100 were taken", taken.Load())
	}
}

// TestNonsenseIsNotWrittenDown: a place with it could never be kept again.
func TestNonsenseIsNotWrittenDown(t *testing.T) {
	clock := at(t, "2026-11-22T10:00:00Z")
	g := ingest.NewGovernor(clock.now)
	for _, n := range []float64{math.Inf(1), math.Inf(-1), math.NaN(), -1} {
		g.Heard("calls", n, clock.Add(time.Hour))
		g.Take(t.Context(), "units", n)
	}
	if _, err := json.Marshal(g.Spent()); err != nil || len(g.Spent()) != 1 {
		t.Errorf("%v: %v", g.Spent(), err)
	}
}

func TestNoGovernorAllowsEverything(t *testing.T) {
	var g *ingest.Governor
	g.Heard("calls", 0, time.Now().Add(time.Hour))
	g.Expires(time.Now())
	if err := errors.Join(g.Take(t.Context(), "calls", 1e9), g.Spare()); err != nil || g.Spent() != nil {
		t.Errorf("%v, %v", err, g.Spent())
	}
}
