package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// tries runs a source that always ends with err and returns when it was read.
func tries(t *testing.T, w *ingest.Worker, d time.Duration, read func() error) []time.Duration {
	t.Helper()
	began := time.Now()
	var at []time.Duration
	w.Source = source(func(context.Context, ingest.Cursor, func(ingest.Page) error) error {
		at = append(at, time.Since(began))
		return read()
	})
	runFor(t, w, d)
	return at
}

func seconds(n ...int) []time.Duration {
	out := make([]time.Duration, len(n))
	for i := range n {
		out[i] = time.Duration(n[i]) * time.Second
	}
	return out
}

func TestWorkerSlowsDownOnErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		at := tries(t, worker(pipe, nil), time.Hour, func() error { return errors.New("no answer") })
		want := seconds(0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 1623, 2223, 2823, 3423)
		if diff := cmp.Diff(want, at); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Condition{ingest.Blind}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
		if got := pipe.last(); got.Error != "no answer" || got.Network != "webhook" || !got.LastItem.IsZero() {
			t.Errorf("the last state is %+v", got)
		}
		for i := range pipe.stateAt[1:] {
			if gap := pipe.stateAt[i+1].Sub(pipe.stateAt[i]); gap < time.Minute && pipe.states[i].State == pipe.states[i+1].State && pipe.states[i].Error == pipe.states[i+1].Error {
				t.Errorf("told the same again after %s", gap)
			}
		}
	})
}

func TestWorkerIsNotFooledBySlowErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for every, want := range map[time.Duration][]time.Duration{
			10 * time.Minute: seconds(0, 121, 243, 367), // asking took two minutes and brought an error
			0:                seconds(0, 121, 242, 363), // listening for two minutes did work
		} {
			pipe := new(recorder)
			w := worker(pipe, nil)
			w.Rhythm.Every = every
			at := tries(t, w, 8*time.Minute, func() error { pause(t.Context(), 2*time.Minute); return errors.New("cut off") })
			if diff := cmp.Diff(want, at); diff != "" {
				t.Errorf("every %s: %s", every, diff)
			}
			if blind := pipe.last().State == ingest.Blind; blind != (every > 0) {
				t.Errorf("every %s: blind: %t", every, blind)
			}
		}
	})
}

func TestWorkerDoesNotInsistOnBadCredentials(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		at := tries(t, worker(pipe, nil), 31*time.Minute, func() error { return fmt.Errorf("token: %w", ingest.ErrDenied) })
		if diff := cmp.Diff(seconds(0, 600, 1200, 1800), at); diff != "" {
			t.Error(diff)
		}
		if got := pipe.last(); got.State != ingest.Blind || got.Error != "token: access denied" {
			t.Errorf("the state is %+v", got)
		}
	})
}

func TestWorkerComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, n := new(recorder), 0
		at := tries(t, worker(pipe, nil), 25*time.Minute, func() error {
			if n++; n <= 4 {
				return errors.New("no answer")
			}
			return nil
		})
		if diff := cmp.Diff(seconds(0, 1, 3, 7, 15, 615, 1215), at); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Condition{ingest.Blind, ingest.OK}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWorkerWaitsAsLongAsItWasAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, n := new(recorder), 0
		began := time.Now()
		at := tries(t, worker(pipe, nil), 45*time.Minute, func() error {
			if n++; n == 1 {
				return fmt.Errorf("search: %w", &ingest.Throttled{Until: began.Add(40 * time.Minute), Why: "429"})
			}
			return nil
		})
		if diff := cmp.Diff(seconds(0, 2400), at); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Condition{ingest.Waiting, ingest.OK}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
		if len(pipe.places) == 0 || !pipe.places[0].WaitUntil.Equal(began.Add(40*time.Minute)) {
			t.Errorf("kept %+v", pipe.places)
		}
	})
}

func TestWorkerWaitsOverARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := &recorder{start: ingest.Place{Cursor: "5", WaitUntil: time.Now().Add(20 * time.Minute)}}
		at := tries(t, worker(pipe, nil), 25*time.Minute, func() error { return nil })
		if diff := cmp.Diff(seconds(1200), at); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Condition{ingest.Waiting, ingest.OK}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
		for _, s := range pipe.states {
			if s.State == ingest.Waiting && !s.WaitUntil.Equal(pipe.start.WaitUntil) {
				t.Errorf("waits until %s", s.WaitUntil)
			}
		}
	})
}

func TestWorkerIsNotHurriedByALoosePromise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := tries(t, worker(new(recorder), nil), time.Minute, func() error {
			return &ingest.Throttled{Until: time.Now().Add(-time.Hour), Why: "Retry-After: 0"}
		})
		if diff := cmp.Diff(seconds(0, 1, 3, 7, 15, 31), at); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWorkerEndsAReadThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		var asked []time.Duration
		began := time.Now()
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
			asked = append(asked, time.Since(began))
			for range 3 { // slow, but alive
				if !pause(ctx, 4*time.Minute) {
					break
				}
				if err := emit(ingest.Page{}); err != nil {
					return err
				}
			}
			<-ctx.Done()
			return errors.New("whatever the network's library says")
		})
		runFor(t, w, 18*time.Minute)
		if diff := cmp.Diff(seconds(0, 17*60+1), asked); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Condition{ingest.OK, ingest.Blind}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
	})
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func TestWorkerSaysWhenASourceIsLate(t *testing.T) {
	listen := func(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
		if err := emit(ingest.Page{Mentions: []ingest.Mention{mention("1")}}); err != nil {
			return err
		}
		pause(ctx, 3*time.Hour)
		if err := emit(ingest.Page{Mentions: []ingest.Mention{mention("2")}}); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}
	poll := func(_ context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
		return emit(ingest.Page{Mentions: []ingest.Mention{mention(fmt.Sprint(time.Now().Truncate(3 * time.Hour)))}})
	}
	for name, w := range map[string]*ingest.Worker{"pushes": worker(nil, listen), "polled": worker(nil, poll)} {
		synctest.Test(t, func(t *testing.T) {
			pipe := new(recorder)
			w.Pipe, w.Rhythm.Quiet = pipe, 2*time.Hour
			if name == "pushes" {
				w.Rhythm.Every = 0
			}
			runFor(t, w, 4*time.Hour)
			want := []ingest.Condition{ingest.OK, ingest.Late, ingest.OK}
			if diff := cmp.Diff(want, pipe.conditions()); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		})
	}
}

func TestWorkerTrustsAListeningSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, n := new(recorder), 0
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
			if n++; n <= 3 {
				return errors.New("refused")
			}
			<-ctx.Done()
			return ctx.Err()
		})
		w.Rhythm = ingest.Rhythm{}
		runFor(t, w, 3*time.Minute)
		if diff := cmp.Diff([]ingest.Condition{ingest.Blind, ingest.OK}, pipe.conditions()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWorkerSpreadsItsPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := worker(new(recorder), nil)
		w.Jitter = func() float64 { return 0 }
		at := tries(t, w, 20*time.Minute, func() error { return nil })
		if diff := cmp.Diff(seconds(0, 540, 1080), at); diff != "" {
			t.Error(diff)
		}
	})
}

// TestWorkerLearnsTheRhythm: a source that nobody described is late when it is silent for much longer than it usually is,
// never before it is known, and never within a day.
func TestWorkerLearnsTheRhythm(t *testing.T) {
	for name, c := range map[string]struct {
		every time.Duration
		pages int
		late  time.Duration // after the last page; 0: never
	}{
		"every hour: the next day":       {time.Hour, 20, 24 * time.Hour},
		"twice a day: after six days":    {12 * time.Hour, 20, 144 * time.Hour},
		"too few pages to know anything": {time.Hour, 5, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			pipe := new(recorder)
			w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
				for i := range c.pages {
					pause(ctx, c.every)
					if err := emit(ingest.Page{Mentions: []ingest.Mention{mention(fmt.Sprint(i))}}); err != nil {
						return err
					}
				}
				<-ctx.Done()
				return ctx.Err()
			})
			w.Rhythm = ingest.Rhythm{}
			began := time.Now()
			runFor(t, w, 30*24*time.Hour)
			var late time.Duration
			for i, s := range pipe.states {
				if s.State == ingest.Late && late == 0 {
					late = pipe.stateAt[i].Sub(began) - time.Duration(c.pages)*c.every
				}
			}
			if late < c.late || late > c.late+2*time.Minute {
				t.Errorf("%s: late %v after the last page, want %v", name, late, c.late)
			}
		})
	}
}
