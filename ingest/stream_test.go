package ingest_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
	"molva/ingest/stream"
)

// TestWorkerAndTheStream reads a source through the real stream, twice, as over a restart.
func TestWorkerAndTheStream(t *testing.T) {
	dir := t.TempDir()
	var asked []ingest.Cursor
	src := source(func(_ context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
		asked = append(asked, after)
		next := after + "x"
		return emit(ingest.Page{Mentions: []ingest.Mention{mention("1"), mention("run " + string(next))}, Next: next})
	})
	for range 2 {
		within(t, func(ctx context.Context) {
			s := open(ctx, t, dir)
			defer s.Close()
			w := worker(s, src)
			w.Once = true
			if err := w.Run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	if diff := cmp.Diff([]ingest.Cursor{"", "x"}, asked); diff != "" {
		t.Error(diff)
	}

	within(t, func(ctx context.Context) {
		s := open(ctx, t, dir)
		defer s.Close()
		keys, duplicates := everything(ctx, t, s)
		if diff := cmp.Diff([]string{"shop:1", "shop:run x", "shop:run xx"}, keys); diff != "" || duplicates != 1 {
			t.Errorf("%d duplicates; %s", duplicates, diff)
		}
	})
}

// everything reads the stream from its start: the keys of mentions, and how many repeats the notes count.
func everything(ctx context.Context, t *testing.T, s *stream.Stream) (keys []string, duplicates int) {
	t.Helper()
	last, err := s.Raw().Last(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done := errors.New("enough")
	err = s.Raw().Read(ctx, 0, 100, func(_ context.Context, items []stream.Item) error {
		for _, it := range items {
			if it.Kind == stream.Note {
				var n ingest.Note
				if err := json.Unmarshal(it.Body, &n); err != nil {
					t.Error(err)
				}
				duplicates += n.Duplicate
			} else if m, err := admit(it.Body); err != nil {
				t.Error(err)
			} else {
				keys = append(keys, m.Key())
			}
		}
		if items[len(items)-1].Seq >= last {
			return done
		}
		return nil
	})
	if !errors.Is(err, done) {
		t.Error(err)
	}
	return keys, duplicates
}

func open(ctx context.Context, t *testing.T, dir string) *stream.Stream {
	t.Helper()
	s, err := stream.Open(ctx, stream.Options{Dir: dir, MinFree: -1, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func within(t *testing.T, do func(context.Context)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	do(ctx)
}
