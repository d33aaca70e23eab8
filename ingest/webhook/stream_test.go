package webhook

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/stream"
)

// Ten senders push at once, each thing twice, into the real stream: every mention lies there once before its sender
// has a 200, and what is wrong has its note.
func TestIntoTheStream(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }
	log := slog.New(slog.DiscardHandler)
	pipe, err := stream.Open(t.Context(), stream.Options{Dir: t.TempDir(), MinFree: -1, MaxBytes: 64 << 20, Now: now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	source, rhythm, err := New(Options{Secrets: []secret.String{secret.New(key1)}}, ingest.Env{ID: "shop", Now: now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	worker := &ingest.Worker{ID: "shop", Network: "webhook", Source: source, Rhythm: rhythm, Pipe: pipe, Now: now, Log: log}
	ended := make(chan error, 1)
	go func() { ended <- worker.Run(ctx) }()
	await(source)

	var senders sync.WaitGroup
	for i := range 10 {
		body := fmt.Sprintf(`[{"id":"%d","text":"a"},{"id":"%d","text":"b"}]`, i, 100+i)
		for range 2 {
			senders.Go(func() { push(t, source, body, http.StatusOK) })
		}
	}
	senders.Go(func() { push(t, source, `{"id":"bad","text":""}`, http.StatusBadRequest) })
	senders.Wait()

	mentions, rejected := map[string]int{}, 0
	err = pipe.Raw().Scan(t.Context(), time.Time{}, func(it stream.Item) error {
		if it.Kind == stream.Note {
			rejected += strings.Count(string(it.Body), `"text is empty"`)
			return nil
		}
		mentions[it.Network+string(it.Body)]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(mentions) != 20 || rejected != 1 {
		t.Errorf("%d mentions and %d rejections lie in the stream, want 20 and 1", len(mentions), rejected)
	}
	for body, n := range mentions {
		if n != 1 {
			t.Errorf("%s lies there %d times", body, n)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func push(t *testing.T, source ingest.Source, body string, want int) {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/hooks/shop", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	signed(r.Header, key1, "msg", time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), body)
	w := httptest.NewRecorder()
	source.(http.Handler).ServeHTTP(w, r)
	if w.Code != want {
		t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
	}
}
