package classify_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
)

var now = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

// byLength is a classifier whose verdict can be worked out by hand.
type byLength struct{}

func (byLength) Classify(_ context.Context, m ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	v := classify.Verdict{Lang: "en", Sentiment: classify.Sentiment(len(m.Text)%3 - 1), Category: classify.Other, Model: "length"}
	for _, s := range about {
		v.Opinions = append(v.Opinions, classify.Opinion{Topic: s.Topic, Sentiment: v.Sentiment})
	}
	return v, nil
}

func stage(t *testing.T) *classify.Stage {
	t.Helper()
	set, err := query.NewSet([]ingest.Topic{{ID: "kestrel", Name: "Kestrel", Query: "kestrel", Zone: time.UTC}})
	if err != nil {
		t.Fatal(err)
	}
	return &classify.Stage{Topics: set, Classifier: byLength{}, Log: slog.New(slog.DiscardHandler)}
}

func open(t *testing.T) *stream.Stream {
	t.Helper()
	s, err := stream.Open(t.Context(), stream.Options{Dir: t.TempDir(), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func publish(t *testing.T, s *stream.Stream, bodies ...string) {
	t.Helper()
	for i, body := range bodies {
		e := ingest.Envelope{Source: "shop", Network: "reviews", ID: fmt.Sprint(i), Seen: now, Body: []byte(body)}
		if _, err := s.Publish(t.Context(), []ingest.Envelope{e}); err != nil {
			t.Fatal(err)
		}
	}
}

var messages = []string{
	`{"id":"1","text":"the kestrel sounds great"}`,
	`{"id":"2","text":"a lovely day"}`,
	`{"id":"3","text":"   "}`,
	`{"id":"4","text":"no end`,
	`{"id":"5","text":"mine","topics":["KESTREL"]}`,
	`{"id":"6","text":"yours","topics":["falcon"]}`,
	`{"id":"7","deleted":true}`,
	`{"id":"8","text":"kestrel again","mood":"odd"}`,
}

// kind says in a word what became of a message.
func kind(r classify.Result) string {
	switch {
	case r.Failure != nil:
		return "dead in " + r.Failure.Stage
	case r.Rejected != "":
		return "rejected: " + r.Rejected
	case r.Note != nil:
		return "note"
	case r.Tagged.Mention.Deleted:
		return "deleted"
	case len(r.Tagged.Verdict.Opinions) == 0:
		return "unmatched"
	}
	return fmt.Sprintf("tagged %s %v %v", r.Tagged.Verdict.Opinions[0].Topic, r.Tagged.Verdict.Sentiment, r.Unknown)
}

// batches is what a supplier of the store offers.
type batches interface {
	Name() string
	Batches(ctx context.Context, after uint64, max int, do func(context.Context, []classify.Result) error) error
}

// gather takes n results from a supplier.
func gather(t *testing.T, from batches, after uint64, n int) []classify.Result {
	t.Helper()
	ctx, enough := context.WithTimeout(t.Context(), 30*time.Second)
	defer enough()
	var all []classify.Result
	err := from.Batches(ctx, after, 3, func(_ context.Context, batch []classify.Result) error {
		if all = append(all, batch...); len(all) >= n {
			enough()
		}
		return nil
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if len(all) != n {
		t.Fatalf("%d results, want %d", len(all), n)
	}
	return all
}

func kinds(all []classify.Result) []string {
	said := make([]string, len(all))
	for i, r := range all {
		said[i] = kind(r)
	}
	return said
}

// suppliers are both ways from the raw log to the store.
func suppliers(t *testing.T, s *stream.Stream) map[string]batches {
	t.Helper()
	tagged, err := s.Tagged(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() {
		if err := (classify.Tagger{Raw: s.Raw(), Out: tagged, Stage: stage(t), Max: 3}).Run(ctx); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { stop(); working.Wait() })
	return map[string]batches{
		"in one process": classify.Over{Raw: s.Raw(), Stage: stage(t)},
		"elsewhere":      classify.Elsewhere{Tagged: tagged},
	}
}

// TestSuppliersAgree: the store cannot tell whether the classify stage ran beside it or on another machine.
func TestSuppliersAgree(t *testing.T) {
	s := open(t)
	publish(t, s, messages...)
	if err := s.Note(t.Context(), ingest.Note{Source: "shop", Duplicate: 2, At: now}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"tagged kestrel " + classify.Sentiment(24%3-1).String() + " []",
		"unmatched",
		"rejected: " + rejection(t, messages[2]),
		"dead in decode",
		"tagged kestrel neutral []",
		`rejected: unknown topic "falcon"`,
		"deleted",
		"tagged kestrel neutral [mood]",
		"note",
	}
	for name, from := range suppliers(t, s) {
		t.Run(name, func(t *testing.T) {
			all := gather(t, from, 0, len(want))
			slices.SortStableFunc(all, func(a, b classify.Result) int { return int(a.Item.Seq) - int(b.Item.Seq) })
			if diff := cmp.Diff(want, kinds(all)); diff != "" {
				t.Errorf("results (-want +got):\n%s", diff)
			}
			if string(all[3].Item.Body) != messages[3] {
				t.Errorf("a dead letter's bytes are %q", all[3].Item.Body)
			}
		})
	}
}

func rejection(t *testing.T, body string) string {
	t.Helper()
	m, _, err := ingest.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	err = ingest.Admit(&m, "reviews", now)
	if err == nil {
		t.Fatal("admitted")
	}
	return err.Error()
}

func TestBatchesResume(t *testing.T) {
	s := open(t)
	publish(t, s, messages...)
	over := classify.Over{Raw: s.Raw(), Stage: stage(t)}
	all := gather(t, over, 0, len(messages))
	rest := gather(t, over, all[4].Item.Seq, 3)
	if diff := cmp.Diff(kinds(all[5:]), kinds(rest)); diff != "" {
		t.Errorf("results after the fifth (-want +got):\n%s", diff)
	}
}

func TestBatchesEndWithTheStoresError(t *testing.T) {
	s := open(t)
	publish(t, s, messages...)
	full := errors.New("the disk is full")
	err := classify.Over{Raw: s.Raw(), Stage: stage(t)}.Batches(t.Context(), 0, 2, func(context.Context, []classify.Result) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error is %v, want %v", err, full)
	}
}
