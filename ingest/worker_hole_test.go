package ingest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"molva/ingest"
)

// TestAHoleIsToldOnce: whoever was away for longer than the network looks back has lost something.
func TestAHoleIsToldOnce(t *testing.T) {
	quiet := func(context.Context, ingest.Cursor, func(ingest.Page) error) error { return nil }
	denied := func(context.Context, ingest.Cursor, func(ingest.Page) error) error { return ingest.ErrDenied }
	for name, c := range map[string]struct {
		every time.Duration
		read  source
		away  time.Duration
		why   string
	}{
		"back in time":                 {10 * time.Minute, quiet, 23 * time.Hour, ""},
		"away for days":                {10 * time.Minute, quiet, 76 * time.Hour, "nobody read it for 3d4h, the network looks back 24h"},
		"away for days, and it pushes": {0, listens, 76 * time.Hour, "nobody read it for 3d4h, the network looks back 24h"},
		"it cannot be read even now":   {10 * time.Minute, denied, 76 * time.Hour, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			pipe := new(recorder)
			w := worker(pipe, quiet)
			w.Rhythm = ingest.Rhythm{Every: 10 * time.Minute, Reach: 24 * time.Hour}
			runFor(t, w, time.Hour+time.Second) // reads at every ten minutes; the last time an hour after the start
			last := pipe.kept().ReadAt
			if len(pipe.notes) > 0 || time.Since(last) > 11*time.Minute {
				t.Fatalf("%s: %+v, last read %s", name, pipe.notes, last)
			}
			time.Sleep(time.Until(last.Add(c.away)))
			pipe = &recorder{start: pipe.kept()}
			for range 2 { // a restart tells it no second time
				w = worker(pipe, c.read)
				w.Rhythm = ingest.Rhythm{Every: c.every, Reach: 24 * time.Hour}
				runFor(t, w, 30*time.Minute)
				pipe.start = pipe.kept()
			}
			var want []ingest.Note
			if c.why != "" {
				want = []ingest.Note{{Source: "shop", Gap: c.why, GapFrom: last}}
			}
			if diff := cmp.Diff(want, pipe.notes, cmpopts.IgnoreFields(ingest.Note{}, "At", "ID")); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		})
	}
}

// TestAHoleWithinOneLife: credentials that were refused for days leave one hole, as long as it was.
func TestAHoleWithinOneLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, began := new(recorder), time.Now()
		w := worker(pipe, func(context.Context, ingest.Cursor, func(ingest.Page) error) error {
			if past := time.Since(began); past > time.Hour && past < 50*time.Hour {
				return ingest.ErrDenied
			}
			return nil
		})
		w.Rhythm.Reach = 24 * time.Hour
		failed := false
		pipe.refuse = func(what string) error { // and the pipe hiccups once
			if what == "note" && !failed && time.Since(began) > 50*time.Hour {
				failed = true
				return errors.New("no answer")
			}
			return nil
		}
		runFor(t, w, 60*time.Hour)
		if len(pipe.notes) != 1 || !pipe.notes[0].GapFrom.Equal(began.Add(time.Hour)) {
			t.Fatalf("told %+v", pipe.notes)
		}
		if want := "nobody read it for 2d1h, the network looks back 24h"; pipe.notes[0].Gap != want {
			t.Errorf("told %q, want %q", pipe.notes[0].Gap, want)
		}
	})
}

// TestNoPlaceIsKeptForNothing: where the network forgets nothing, a silent source writes nothing.
func TestNoPlaceIsKeptForNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		runFor(t, worker(pipe, func(context.Context, ingest.Cursor, func(ingest.Page) error) error { return nil }), 24*time.Hour)
		if len(pipe.places) > 0 {
			t.Errorf("kept %+v", pipe.places)
		}
	})
}
