package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// old is a source that listens, and can look back.
type old struct {
	source
	back func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error
}

func (o old) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	return o.back(ctx, span, after, emit)
}

// listens stays until the context ends.
func listens(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
	<-ctx.Done()
	return ctx.Err()
}

// fivePages goes on after the cursor, a mention an hour of the span.
func fivePages(_ context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	for i := len(after); i < 5; i++ {
		m := mention(fmt.Sprint(span.From.Format("02T15 "), i))
		m.Published = span.From.Add(time.Duration(i) * time.Hour)
		if err := emit(ingest.Page{Mentions: []ingest.Mention{m}, Next: ingest.Cursor("xxxxx"[:i+1])}); err != nil {
			return err
		}
	}
	return nil
}

// looksBack is a worker that listens, and looks back for five hours.
func looksBack(pipe *recorder, back func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error) *ingest.Worker {
	w := worker(pipe, nil)
	w.Source, w.Rhythm, w.Backfill = old{listens, back}, ingest.Rhythm{}, 5*time.Hour
	return w
}

func (r *recorder) came() (all []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range slices.Concat(r.batches...) {
		all = append(all, e.Run+" "+e.ID)
	}
	return all
}

func (r *recorder) kept() ingest.Place {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.places) == 0 {
		return r.start
	}
	return r.places[len(r.places)-1]
}

func TestThePastIsReadOnceAndMarked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		began := time.Now().UTC()
		runFor(t, looksBack(pipe, fivePages), 10*time.Minute)
		five := []string{"backfill-shop 31T19 0", "backfill-shop 31T19 1", "backfill-shop 31T19 2", "backfill-shop 31T19 3", "backfill-shop 31T19 4"}
		if diff := cmp.Diff(five, pipe.came()); diff != "" {
			t.Error(diff)
		}
		last := pipe.last()
		want := ingest.Back{Span: ingest.Span{From: began.Add(-5 * time.Hour), To: began}, Reached: began.Add(-time.Hour), Done: true}
		if last.Back == nil || !last.Back.Equal(want) || last.State != ingest.OK || !last.LastItem.IsZero() {
			t.Errorf("the state is %+v with %+v, want the past read and no item counted", last, last.Back)
		}

		pipe = &recorder{start: pipe.kept()}
		runFor(t, looksBack(pipe, fivePages), 10*time.Minute)
		if got := pipe.came(); len(got) > 0 {
			t.Errorf("it was read again: %q", got)
		}

		pipe = &recorder{start: pipe.kept()}
		w := looksBack(pipe, fivePages)
		w.Backfill = 24 * time.Hour // more than before: what lies before it comes, and nothing else
		var spans []ingest.Span
		w.Source = old{listens, func(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
			spans = append(spans, span)
			return fivePages(ctx, span, after, emit)
		}}
		runFor(t, w, 10*time.Minute)
		if len(spans) != 1 || !spans[0].To.Equal(began.Add(-5*time.Hour)) || len(pipe.came()) != 5 || !pipe.kept().Back.Done {
			t.Errorf("the spans were %v; %q came", spans, pipe.came())
		}
	})
}

// TestThePastGoesOnWhereItStopped kills the process at each page, before and after it is kept.
func TestThePastGoesOnWhereItStopped(t *testing.T) {
	for stop := range 12 {
		synctest.Test(t, func(t *testing.T) {
			keeps, dead := 0, false
			pipe := &recorder{}
			pipe.refuse = func(what string) error {
				if what == "keep" {
					keeps++
				}
				if keeps*2+1 == stop || dead {
					dead = true
					return errDead
				}
				dead = keeps*2 == stop
				return nil
			}
			runFor(t, looksBack(pipe, fivePages), time.Second)
			batches := pipe.batches
			pipe = &recorder{start: pipe.kept()}
			runFor(t, looksBack(pipe, fivePages), time.Hour)
			if !pipe.kept().Back.Done {
				t.Fatalf("stopped at %d: it did not end", stop)
			}
			pipe.batches = append(batches, pipe.batches...)
			seen, twice := map[string]bool{}, 0
			for _, id := range pipe.came() {
				if seen[id[len(id)-1:]] {
					twice++
				}
				seen[id[len(id)-1:]] = true
			}
			if len(seen) != 5 || twice > 1 {
				t.Errorf("stopped at %d: %q came", stop, pipe.came())
			}
		})
	}
}

func TestTroubleWithThePastIsNoTroubleWithTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		for name, c := range map[string]struct {
			err  error
			want []time.Duration
			why  string
		}{
			"an error":  {errors.New("no answer"), seconds(0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 1623), "no answer"},
			"no rights": {fmt.Errorf("search: %w", ingest.ErrDenied), seconds(0, 600, 1200), "search: access denied"},
			"a wait":    {&ingest.Throttled{Until: began.Add(1000 * time.Second), Why: "slowly"}, seconds(0, 1000, 1002, 1006, 1014, 1030, 1062, 1126, 1254, 1510), "slowly"},
		} {
			pipe := new(recorder)
			start := time.Now()
			var asked []time.Duration
			until := (&ingest.Throttled{})
			if errors.As(c.err, &until) {
				until.Until = start.Add(1000 * time.Second)
			}
			runFor(t, looksBack(pipe, func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error {
				asked = append(asked, time.Since(start))
				return c.err
			}), 1700*time.Second)
			if diff := cmp.Diff(c.want, asked); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if last := pipe.last(); last.State != ingest.OK || last.Error != "" || last.Back == nil || last.Back.Error != c.why {
				t.Errorf("%s: the state is %+v with %+v", name, last, last.Back)
			}
		}
	})
}

// TestAnOutageIsToldOnce, however often the past is tried meanwhile.
func TestAnOutageIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		pipe, offline := new(recorder), errors.New("no route to host")
		w := looksBack(pipe, func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error { return offline })
		w.Source = old{func(context.Context, ingest.Cursor, func(ingest.Page) error) error { return offline }, w.Source.(old).back}
		w.Rhythm.Every, w.Log = time.Minute, slog.New(slog.NewTextHandler(&log, nil))
		runFor(t, w, 6*time.Hour)
		if n := strings.Count(log.String(), "state=blind"); n != 1 {
			t.Errorf("called blind %d times:\n%s", n, log.String())
		}
		if n := strings.Count(log.String(), "look back"); n != 1 {
			t.Errorf("said of the past %d times:\n%s", n, log.String())
		}
		for i := range pipe.stateAt[1:] {
			a, b := pipe.states[i], pipe.states[i+1]
			if pipe.stateAt[i+1].Sub(pipe.stateAt[i]) < time.Minute && a.State == b.State && a.Error == b.Error && a.Back != nil && b.Back != nil && a.Back.Error == b.Back.Error {
				t.Errorf("told the same again within a minute: %+v", b)
			}
		}
	})
}

// TestThePastWaitsOverARestart, and a panic is an error like any other.
func TestThePastWaitsOverARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		runFor(t, looksBack(pipe, func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error {
			return &ingest.Throttled{Until: time.Now().Add(time.Hour), Why: "slowly"}
		}), 10*time.Minute)
		pipe = &recorder{start: pipe.kept()}
		asked := 0
		w := looksBack(pipe, func(context.Context, ingest.Span, ingest.Cursor, func(ingest.Page) error) error { asked++; panic("hm") })
		runFor(t, w, 49*time.Minute)
		if asked != 0 {
			t.Errorf("asked %d times within the hour", asked)
		}
		pipe.start = pipe.kept()
		runFor(t, w, 2*time.Minute)
		if asked == 0 || pipe.last().Back.Error != "the source panicked: string" {
			t.Errorf("asked %d times, %+v", asked, pipe.last().Back)
		}
	})
}

// TestThePastLeavesWhatReadingNeeds: the source spends the whole minute's quota on the past if it is let.
func TestThePastLeavesWhatReadingNeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		g := ingest.NewGovernor(time.Now, ingest.Quota{Name: "calls", Max: 60, Window: ingest.PerHour})
		began, pages := time.Now(), 0
		w := looksBack(pipe, func(ctx context.Context, _ ingest.Span, _ ingest.Cursor, emit func(ingest.Page) error) error {
			for {
				if err := g.Take(ctx, "calls", 1); err != nil {
					return err
				}
				if pages++; float64(pages) > 2+time.Since(began).Minutes() {
					t.Fatalf("%d pages in %s", pages, time.Since(began))
				}
				if err := emit(ingest.Page{Next: ingest.Cursor(fmt.Sprint(pages))}); err != nil {
					return err
				}
			}
		})
		w.Governor = g
		runFor(t, w, 30*time.Minute)
		if pages < 29 {
			t.Errorf("%d pages in 30 minutes", pages)
		}
	})
}

// TestAnErrorOfThePastEndsWithIt, also when it could not be kept.
func TestAnErrorOfThePastEndsWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, tries := new(recorder), 0
		pipe.refuse = func(what string) error {
			if what == "keep" && tries == 1 && len(pipe.places) > 0 {
				return errDead
			}
			return nil
		}
		runFor(t, looksBack(pipe, func(ctx context.Context, _ ingest.Span, _ ingest.Cursor, emit func(ingest.Page) error) error {
			tries++
			if err := emit(ingest.Page{}); err != nil || tries == 1 {
				return errors.Join(err, errors.New("no answer"))
			}
			<-ctx.Done()
			return ctx.Err()
		}), 10*time.Minute)
		if back := pipe.last().Back; tries != 2 || back == nil || back.Error != "" {
			t.Errorf("after %d tries the past is %+v", tries, back)
		}
	})
}
