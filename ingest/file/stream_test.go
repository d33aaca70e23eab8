package file

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/stream"
)

// A worker reads a file into the real stream, dies, and another one goes on where it stood.
func TestIntoTheStream(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }
	log := slog.New(slog.DiscardHandler)
	pipe, err := stream.Open(t.Context(), stream.Options{Dir: t.TempDir(), MinFree: -1, MaxBytes: 64 << 20, Relaxed: true, Now: now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	path := filepath.Join(t.TempDir(), "shop.csv")
	content := "text,mood\n" + strings.Repeat("a,x\n", 3) + "b,y\nragged\n"
	for _, more := range []string{"", "c,z\n"} {
		content += more
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		source, rhythm, err := New(Options{Path: path, Follow: true}, ingest.Env{ID: "shop", Now: now, Log: log})
		if err != nil {
			t.Fatal(err)
		}
		w := &ingest.Worker{ID: "shop", Network: "file", Source: source, Rhythm: rhythm, Pipe: pipe, Now: now, Log: log, Once: true}
		if err := w.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var bodies []string
	notes := ""
	err = pipe.Raw().Scan(t.Context(), time.Time{}, func(it stream.Item) error {
		if it.Kind == stream.Note {
			notes += string(it.Body)
			return nil
		}
		m, _, err := ingest.Decode(it.Body)
		bodies = append(bodies, it.Network+" "+m.Text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(bodies, ", "); got != "shop a, shop b, shop c" {
		t.Errorf("in the stream lie %s; want a, b and c once each, from shop", got)
	}
	for _, want := range []string{`"line 6"`, `"unknown":{"mood":4}`, `"unknown":{"mood":1}`, `"duplicate":2`} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note says %s: %s", want, notes)
		}
	}
}
