package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"molva/config"
	"molva/ingest"
)

// TestRawMentionsWaitForTheStore: however old and however crowded, what is not saved is never removed.
func TestRawMentionsWaitForTheStore(t *testing.T) {
	cfg, err := config.Parse("molva.yaml", []byte(shopConfig("http://127.0.0.1:9")), noEnvironment)
	if err != nil {
		t.Fatal(err)
	}
	later := func() time.Time { return time.Now().Add(2 * cfg.Retention.Raw) }
	p := &program{dataDir: filepath.Join(t.TempDir(), "data"), now: later}
	r, err := p.build(t.Context(), cfg, roles{ingestRole, classifyRole, storeRole}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	body := []byte(`{"id":"1","text":"kestrel"}`)
	if _, err := r.stream.Publish(t.Context(), []ingest.Envelope{{Source: "shop", Network: "shop", ID: "1", Seen: time.Now(), Body: body}}); err != nil {
		t.Fatal(err)
	}
	sweep := &sweeper{rooms: r}
	kept := func() uint64 { return r.stream.Health(t.Context()).Messages }
	if err := sweep.once(t.Context()); err != nil || kept() != 1 {
		t.Fatalf("%d messages are kept before the store has them, want 1: %v", kept(), err)
	}
	ctx, stop := context.WithCancel(t.Context())
	saving := &loops{log: r.log}
	saving.start(ctx, "store", r.writer().Run)
	if err := r.settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop()
	saving.wait(10 * time.Second)
	if err := sweep.once(t.Context()); err != nil || kept() != 0 {
		t.Errorf("%d messages are kept long after the store has them, want 0: %v", kept(), err)
	}
}
