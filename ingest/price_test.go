package ingest_test

import (
	"errors"
	"testing"
	"time"

	"molva/ingest"
)

// TestAsidePaysFromTheSameBudget asks twice in processes that do not read, and then once too often.
func TestAsidePaysFromTheSameBudget(t *testing.T) {
	pipe := new(recorder)
	for i, want := range []bool{true, true, false} {
		g := ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 0.01, Window: ingest.PerMonth})
		w := worker(pipe, nil)
		w.Governor = g
		err := w.Aside(t.Context(), func() error { return g.Take(t.Context(), ingest.USD, 0.005) })
		var throttled *ingest.Throttled
		if (err == nil) != want || err != nil && !errors.As(err, &throttled) {
			t.Errorf("question %d: %v", i+1, err)
		}
		if n := len(pipe.places); n > 0 {
			pipe.start = pipe.places[n-1]
		}
	}
}

func TestMonthly(t *testing.T) {
	p := ingest.Price{Found: 700, Span: 7 * 24 * time.Hour, Each: 0.005}
	if got := p.Monthly(); got != 15 {
		t.Errorf("100 posts a day of half a cent cost %v a month, want 15", got)
	}
	if got := (ingest.Price{Found: 1, Each: 1}).Monthly(); got != 0 {
		t.Errorf("without a span: %v", got)
	}
}
