package x

import (
	"context"
	"log/slog"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// TestBudget reads, with $5 a month, what would cost $500 (100,000 posts), in processes that are killed when X has billed an answer
// and before it comes. X has billed no more than $5 in either of two months, and the source says why it reads nothing.
func TestBudget(t *testing.T) {
	for name, c := range map[string]struct {
		options Options
		least   float64 // of a month's money that is spent on what X has billed; the rest was on its way when somebody was killed
		cruel   bool
	}{
		"a search":         {Options{Search: []string{"kestrel"}}, 4, false},
		"with authors":     {Options{Search: []string{"kestrel"}, Authors: true}, 1, false},
		"mentions":         {Options{Search: []string{}, Mentions: []string{"@kestrel_test", "77"}}, 4, false},
		"everything":       {Options{Search: []string{"kestrel"}, Mentions: []string{"@kestrel_test"}, Accounts: []string{"boreal_test"}, Refresh: true}, 4, false},
		"the stream":       {Options{Search: []string{"kestrel"}, Stream: true}, 2, false},
		"half a stream":    {Options{Search: []string{"kestrel"}, Mentions: []string{"@kestrel_test", "77"}, Stream: true, Every: 10 * time.Second}, 0.1, true},
		"figures":          {Options{Search: []string{}, Accounts: []string{"boreal_test"}, Figures: time.Hour}, 4.9, false},
		"several searches": {Options{Query: "kestrel lang:ru", Search: []string{"kestrel"}}, 4, false},
		"half answers":     {Options{Search: []string{"kestrel"}, Mentions: []string{"@kestrel_test"}, Accounts: []string{"boreal_test"}, Figures: time.Hour, Refresh: true}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(sourcetest.Now()))
				said := live(t, c.options, time.Until(time.Date(2026, 12, 4, 0, 0, 0, 0, time.UTC)), c.least, c.cruel)
				if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, "the budget is used up") }) {
					t.Errorf("nobody says that the budget is used up: %q", said)
				}
			})
		})
	}
}

// live runs one process after the other for so long.
func live(t *testing.T, o Options, long time.Duration, least float64, cruel bool) (said []string) {
	b := &bank{cruel: cruel, pace: 26 * time.Second, stream: 200 * time.Millisecond, every: 5, billed: map[string]float64{}}
	var kept memory
	client := sourcetest.Serve(t, b)
	o.BaseURL, o.Token = "http://x.test", secret.New("secret")
	for end := time.Now().Add(long); time.Now().Before(end); {
		ctx, kill := context.WithDeadline(t.Context(), end)
		h := &handle{memory: &kept}
		b.kill = func() { h.cut(); kill() }
		work(ctx, t, client, o, 5, h)
		kill()
	}
	hold(t, "2026-11", b, least)
	hold(t, "2026-12", b, least)
	return kept.said
}

// work is one process, with a budget.
func work(ctx context.Context, t *testing.T, client *http.Client, o Options, budget float64, h *handle) {
	t.Helper()
	env := sourcetest.Env(client, slog.New(slog.DiscardHandler))
	env.Governor = ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: budget, Window: ingest.PerMonth})
	source, rhythm, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	go ask(ctx, source.(*Source))
	w := ingest.Worker{ID: "x", Network: Network, Source: source, Rhythm: rhythm, Pipe: h, Now: time.Now, Log: env.Log,
		Governor: env.Governor, Backfill: 7 * day}
	if o.Refresh {
		w.Memory = h
	}
	if err := w.Run(ctx); err != nil {
		t.Error(err)
	}
}

// ask asks beside the worker what people ask, every ten minutes.
func ask(ctx context.Context, s *Source) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Minute):
			_, _ = s.Examine(ctx)
			_, _ = s.Price(ctx, nil)
		}
	}
}

// TestARaisedBudgetCountsAtOnce: who was told to set a budget does not wait for the next month once it is set.
func TestARaisedBudgetCountsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		b := &bank{pace: time.Minute, every: math.MaxInt, billed: map[string]float64{}}
		client := sourcetest.Serve(t, b)
		var kept memory
		for _, budget := range []float64{0, 5} {
			if b.total("2026-11") > 0 {
				t.Error("without a budget something was bought")
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Hour)
			work(ctx, t, client, Options{BaseURL: "http://x.test", Token: secret.New("secret")}, budget, &handle{memory: &kept})
			stop()
		}
		if b.total("2026-11") == 0 {
			t.Error("within an hour of a budget nothing was bought")
		}
	})
}

func TestWithoutBudgetNothingIsBought(t *testing.T) {
	env := sourcetest.Answers(t, nil)
	env.Governor = ingest.NewGovernor(env.Now, ingest.Quota{Name: ingest.USD, Window: ingest.PerMonth})
	source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret")}, env)
	if err != nil {
		t.Fatal(err)
	}
	err = source.Read(t.Context(), "", func(ingest.Page) error { return nil })
	if want := "asked to wait until 2026-12-01T00:00:00Z: nothing may be bought: set budget, US dollars a month"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
