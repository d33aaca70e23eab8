package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"molva/ingest"
)

// pages emits them once and is then caught up.
func pages(all ...ingest.Page) source {
	return func(_ context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
		if after != "" {
			return nil
		}
		for _, p := range all {
			if err := emit(p); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestWorkerPublishesAPageAndThenKeepsItsCursor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, began := new(recorder), time.Now().UTC()
		followers := ingest.Figure{Account: "acme", Network: "vk", Metric: "followers", At: began, Value: 5}
		order := []string{}
		pipe.refuse = func(what string) error { order = append(order, what); return nil }
		w := worker(pipe, pages(ingest.Page{
			Mentions: []ingest.Mention{mention("1"), mention("2"), mention("1"), {Text: "no id"}, {ID: "a\nb", Text: "hi"},
				{ID: "3", Network: "VK", Text: "hi"}, {ID: "4", Network: "vk", Text: "hi"}},
			Rejected: []ingest.Rejection{{Item: "line 9", Reason: "no\ncomma"}},
			Unknown:  map[string]int{"zone": 2}, Gap: "server forgot", Next: "7",
			Figures: []ingest.Figure{followers, {Account: "acme", Network: "vk", Metric: "followers", At: began, Value: -1}},
		}))
		w.RunID = "run-1"
		runFor(t, w, time.Second)

		var got []string
		for _, e := range slices.Concat(pipe.batches...) {
			got = append(got, fmt.Sprintf("%s %s %s %s %s", e.Source, e.Run, e.Network, e.ID, e.Body))
		}
		want := []string{
			`shop run-1 shop 1 {"id":"1","network":"shop","text":"late 1"}`,
			`shop run-1 shop 2 {"id":"2","network":"shop","text":"late 2"}`,
			`shop run-1 shop 1 {"id":"1","network":"shop","text":"late 1"}`,
			`shop run-1 shop db198fe7c3a5099684a95564123ef7f7 {"id":"db198fe7c3a5099684a95564123ef7f7","network":"shop","text":"no id"}`,
			`shop run-1 vk 4 {"id":"4","network":"vk","text":"hi"}`,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		wantNote := []ingest.Note{{
			Source: "shop", Run: "run-1", Duplicate: 1, Gap: "server forgot", At: began, Unknown: map[string]int{"zone": 2},
			Rejected: []ingest.Rejection{{Item: "line 9", Reason: "no comma"}, {Item: "a b", Reason: "id holds a control character"},
				{Item: "3", Reason: `network is "VK", want 1 to 64 of a-z, 0-9 and -`},
				{Item: "acme", Reason: "value is -1, want a finite number from 0"}},
			Figures: []ingest.Figure{followers},
		}}
		if diff := cmp.Diff(wantNote, pipe.notes, cmpopts.IgnoreFields(ingest.Note{}, "ID")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]ingest.Place{{Cursor: "7", LastItem: began}}, pipe.places); diff != "" {
			t.Error(diff)
		}
		order = slices.DeleteFunc(order, func(s string) bool { return s == "place" })
		if i, j := slices.Index(order, "publish"), slices.Index(order, "keep"); i < 0 || j < i {
			t.Errorf("the order was %q", order)
		}
	})
}

// TestWorkerLeavesOutWhatTheServerIsTooSmallFor: one such mention would otherwise hold up its page for ever.
func TestWorkerLeavesOutWhatTheServerIsTooSmallFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, failed := new(recorder), false
		pipe.refuse = func(what string) error {
			if what == "publish" && !failed {
				failed = true
				return fmt.Errorf("publish: %w", &ingest.TooLarge{Index: 1, Size: 9, Max: 8})
			}
			return nil
		}
		runFor(t, worker(pipe, pages(ingest.Page{Mentions: []ingest.Mention{mention("1"), mention("2"), mention("3")}, Next: "7"})), time.Second)
		if len(pipe.batches) != 1 || len(pipe.batches[0]) != 2 || pipe.batches[0][1].ID != "3" {
			t.Errorf("published %v, want 1 and 3", pipe.batches)
		}
		if len(pipe.notes) != 1 || len(pipe.notes[0].Rejected) != 1 || pipe.notes[0].Rejected[0].Item != "2" {
			t.Errorf("notes are %+v, want 2 rejected", pipe.notes)
		}
	})
}

// TestWorkerNamesANoteOnce: a note that is published again after no answer must not count twice.
func TestWorkerNamesANoteOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, failed := new(recorder), false
		pipe.refuse = func(what string) error {
			if what == "note" && !failed {
				failed = true
				return ingest.ErrStreamed
			}
			return nil
		}
		rejected := ingest.Page{Rejected: []ingest.Rejection{{Item: "1", Reason: "no"}}, Next: "1"}
		runFor(t, worker(pipe, pages(rejected, rejected)), time.Minute)
		if len(pipe.notes) != 2 || pipe.notes[0].ID == "" || pipe.notes[0].ID == pipe.notes[1].ID {
			t.Errorf("notes are %+v, want two with names of their own", pipe.notes)
		}
	})
}

// A file whose fields are named after ids has as many names as values; its page must still fit the stream.
func TestWorkerCutsUnknownFieldsIntoNotes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := ingest.Page{Unknown: map[string]int{}, Next: "1"}
		for i := range 1200 {
			page.Unknown[fmt.Sprint("user ", i)] = i + 1
		}
		pipe := new(recorder)
		runFor(t, worker(pipe, pages(page)), time.Second)
		all := map[string]int{}
		for _, n := range pipe.notes {
			if len(n.Unknown) > 500 {
				t.Errorf("a note of %d names", len(n.Unknown))
			}
			maps.Copy(all, n.Unknown)
		}
		if diff := cmp.Diff(page.Unknown, all); len(pipe.notes) != 3 || diff != "" {
			t.Errorf("%d notes: %s", len(pipe.notes), diff)
		}
	})
}

func TestWorkerCutsAPageIntoBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var many ingest.Page
		for i := range 2500 {
			many.Mentions = append(many.Mentions, mention(fmt.Sprint(i)))
			many.Rejected = append(many.Rejected, ingest.Rejection{Item: fmt.Sprint(i), Reason: "bad"})
		}
		large := ingest.Page{Mentions: []ingest.Mention{
			{ID: "long", Text: strings.Repeat("long ", 200_000)},
			{ID: "longer", Text: strings.Repeat("long ", 300_000)},
			{ID: "wide", Text: "hi", Extra: map[string]any{"x": strings.Repeat("x", 1<<20)}},
		}}
		pipe := new(recorder)
		runFor(t, worker(pipe, pages(many, large)), time.Second)
		var sizes []int
		for _, b := range pipe.batches {
			sizes = append(sizes, len(b))
		}
		if diff := cmp.Diff([]int{1000, 1000, 500, 1}, sizes); diff != "" {
			t.Error(diff)
		}
		var reasons []string
		for _, n := range pipe.notes[5:] {
			for _, r := range n.Rejected {
				reasons = append(reasons, r.Item+": "+r.Reason)
			}
		}
		want := []string{"longer: text has 1500000 bytes, at most 1048576 are taken",
			"wide: the mention has 1048635 bytes, at most 917504 are taken"}
		if diff := cmp.Diff(want, reasons); len(pipe.notes) != 6 || diff != "" {
			t.Errorf("%d notes: %s", len(pipe.notes), diff)
		}
		m, err := admit(pipe.batches[3][0].Body)
		if err != nil || len(m.Text) != ingest.MaxText || m.Flags&ingest.Truncated == 0 {
			t.Errorf("the long text: %d bytes, flags %s, %v", len(m.Text), m.Flags, err)
		}
	})
}

func TestWorkerInsistsWhenThePipeRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, refusal := range []error{ingest.ErrFull, ingest.ErrStreamed} {
			for _, at := range []string{"publish", "note", "keep", "place"} {
				left := 5
				pipe := &recorder{refuse: func(what string) error {
					if what != at || left == 0 {
						return nil
					}
					left--
					return fmt.Errorf("disk: %w", refusal)
				}}
				reads := 0
				src := pages(ingest.Page{Mentions: []ingest.Mention{mention("1")}, Gap: "gap", Next: "1"})
				w := worker(pipe, func(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
					reads++
					return src(ctx, after, emit)
				})
				runFor(t, w, 2*time.Minute)
				if reads != 1 || len(pipe.batches) != 1 || len(pipe.notes) != 1 || len(pipe.places) != 1 {
					t.Errorf("%s, %v: %d reads, %d batches, %d notes, %d places", at, refusal, reads, len(pipe.batches), len(pipe.notes), len(pipe.places))
				}
			}
		}
	})
}

func TestWorkerTellsALiveSourceAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := &recorder{refuse: func(what string) error { return map[string]error{"publish": ingest.ErrFull}[what] }}
		began := time.Now()
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
			if err := emit(ingest.Page{Mentions: []ingest.Mention{mention("1")}}); !errors.Is(err, ingest.ErrFull) || time.Since(began) > 0 {
				t.Errorf("emit returned %v after %s", err, time.Since(began))
			}
			<-ctx.Done()
			return ctx.Err()
		})
		w.Rhythm = ingest.Rhythm{Live: true}
		runFor(t, w, time.Second)
	})
}

func TestWorkerCountsItsOwnRepeatsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		tries := 0
		pipe.refuse = func(what string) error {
			if what != "publish" {
				return nil
			}
			if tries++; tries == 2 { // it is taken, and the answer is lost
				pipe.take([]ingest.Envelope{{Network: "shop", ID: "1", Body: []byte(`{"id":"1","network":"shop","text":"late 1"}`)}})
				return ingest.ErrStreamed
			}
			return nil
		}
		one := ingest.Page{Mentions: []ingest.Mention{mention("1")}}
		runFor(t, worker(pipe, pages(ingest.Page{Mentions: []ingest.Mention{mention("0")}}, one, one)), time.Minute)
		duplicates := 0
		for _, n := range pipe.notes {
			duplicates += n.Duplicate
		}
		if tries != 4 || duplicates != 1 {
			t.Errorf("%d tries, %d duplicates, want 4 and 1", tries, duplicates)
		}
	})
}

func TestWorkerKeepsTheCursorOfASafePageOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("no such stream")
		pipe := new(recorder)
		pipe.refuse = func(what string) error {
			if what == "publish" && len(pipe.batches) == 1 {
				return broken
			}
			return nil
		}
		var asked []ingest.Cursor
		w := worker(pipe, func(_ context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
			asked = append(asked, after)
			n := len(after)
			for {
				n++
				next := ingest.Cursor(strings.Repeat("x", n))
				if err := emit(ingest.Page{Mentions: []ingest.Mention{mention(string(next))}, Next: next}); err != nil {
					if !errors.Is(err, broken) {
						t.Errorf("emit returned %v", err)
					}
					return err
				}
			}
		})
		runFor(t, w, 4*time.Second)
		if diff := cmp.Diff([]ingest.Cursor{"", "x", "x"}, asked); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWorkerIsHardToKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		for name, fault := range map[string]struct {
			do   func()
			want string
		}{
			"value": {func() { panic("the author wrote: hunter2") }, "the source panicked: string"},
			"error": {func() { panic(errors.New("hunter2")) }, "the source panicked: *errors.errorString"},
			"index": {func() { _ = make([]int, 1)[len(name5)] }, "the source panicked: runtime error: index out of range [5] with length 1"},
		} {
			pipe := new(recorder)
			w := worker(pipe, func(context.Context, ingest.Cursor, func(ingest.Page) error) error { fault.do(); return nil })
			w.Log = slog.New(slog.NewTextHandler(&log, nil))
			runFor(t, w, time.Minute)
			if got := pipe.last(); got.State != ingest.Blind || got.Error != fault.want {
				t.Errorf("%s: %s %q, want %q", name, got.State, got.Error, fault.want)
			}
		}
		if strings.Contains(log.String(), "hunter2") {
			t.Error("the log holds somebody's text")
		}
	})
}

const name5 = "index"

func TestWorkerOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		w := worker(pipe, pages(ingest.Page{Mentions: []ingest.Mention{mention("1")}, Next: "end"}))
		w.Once, w.Rhythm = true, ingest.Rhythm{}
		if err := w.Run(t.Context()); err != nil || pipe.last().State != ingest.Done || len(pipe.batches) != 1 {
			t.Errorf("read to its end: %v, %v", err, pipe.conditions())
		}

		pipe, unreadable := new(recorder), errors.New("line 3 is no JSON")
		w = worker(pipe, func(context.Context, ingest.Cursor, func(ingest.Page) error) error { return unreadable })
		w.Once = true
		if err := w.Run(t.Context()); !errors.Is(err, unreadable) || pipe.last().State != ingest.Blind {
			t.Errorf("unreadable: %v, %v", err, pipe.conditions())
		}

		reads := 0
		w = worker(pipe, func(context.Context, ingest.Cursor, func(ingest.Page) error) error {
			if reads++; reads == 1 {
				return &ingest.Throttled{Until: time.Now().Add(time.Hour), Why: "slowly"}
			}
			return nil
		})
		w.Once = true
		if err := w.Run(t.Context()); err != nil || reads != 2 {
			t.Errorf("throttled: %v after %d reads", err, reads)
		}
	})
}
