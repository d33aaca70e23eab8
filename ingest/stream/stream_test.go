package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"molva/ingest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open opens a stream in dir that is closed with the test; it may be closed before. Relaxed, since these tests do not
// pull the plug.
func open(t testing.TB, dir string, change ...func(*Options)) *Stream {
	t.Helper()
	o := Options{Dir: dir, MinFree: -1, MaxBytes: 64 << 20, Relaxed: true, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	for _, c := range change {
		c(&o)
	}
	s, err := Open(t.Context(), o)
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

func mention(id int) ingest.Envelope {
	return ingest.Envelope{
		Source: "shop", Network: "vk", ID: fmt.Sprint(id), Seen: time.Date(2026, 11, 5, 10, 0, 0, id, time.UTC),
		Body: fmt.Appendf(nil, `{"id":"%d","text":"Кестрел хорош"}`, id),
	}
}

func mentions(from, to int) []ingest.Envelope {
	var all []ingest.Envelope
	for id := from; id < to; id++ {
		all = append(all, mention(id))
	}
	return all
}

func publish(t testing.TB, s *Stream, batch ...ingest.Envelope) ingest.Receipt {
	t.Helper()
	r, err := s.Publish(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var errEnough = errors.New("enough")

// read reads n items after the sequence.
func read(t testing.TB, l *Log, after uint64, n int) []Item {
	t.Helper()
	var all []Item
	err := l.Read(t.Context(), after, 1000, func(_ context.Context, items []Item) error {
		if all = append(all, items...); len(all) >= n {
			return errEnough
		}
		return nil
	})
	if err != errEnough {
		t.Fatalf("read ended with %v", err)
	}
	return all
}

func scan(t testing.TB, l *Log, since time.Time) []Item {
	t.Helper()
	var all []Item
	if err := l.Scan(t.Context(), since, func(it Item) error { all = append(all, it); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func seqs(items []Item) []uint64 {
	var all []uint64
	for _, it := range items {
		all = append(all, it.Seq)
	}
	return all
}

func upTo(n int) []uint64 {
	var all []uint64
	for i := range n {
		all = append(all, uint64(i+1))
	}
	return all
}

func TestRoundTrip(t *testing.T) {
	s := open(t, t.TempDir())
	e := mention(7)
	e.Run = "import-2026.11:A_1"
	publish(t, s, e)
	n := ingest.Note{Source: "shop", Run: "r1", Duplicate: 3, At: e.Seen}
	if err := s.Note(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if err := s.Note(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	note := Item{Kind: Note, Source: "shop", Run: "r1", Seen: e.Seen, Body: []byte(`{"source":"shop","run":"r1","duplicate":3,"at":"2026-11-05T10:00:00.000000007Z"}`)}
	want := []Item{{Seq: 1, Origin: 1, Network: "vk", Source: "shop", Run: e.Run, Seen: e.Seen, Body: e.Body}, note, note}
	want[1].Seq, want[2].Seq = 2, 3
	want[1].Origin, want[2].Origin = 2, 3
	if diff := cmp.Diff(want, read(t, s.Raw(), 0, 3)); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, scan(t, s.Raw(), time.Time{})); diff != "" {
		t.Errorf("scan (-want +got):\n%s", diff)
	}
}

func TestNothingIsLostOverARestartOfTheProcess(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	publish(t, s, mentions(0, 50)...)
	then := time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC)
	place := ingest.Place{Cursor: "page 9", LastItem: then, ReadAt: then.Add(time.Hour),
		Spent: []ingest.Spent{{Quota: ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth}, Used: 0.005, Until: then.AddDate(0, 0, 26), Total: 7}},
		Back:  ingest.Back{Span: ingest.Span{From: then.AddDate(0, -1, 0), To: then}, Cursor: "page 3", Reached: then.AddDate(0, 0, -3), Error: "slow down"},
		Again: ingest.Again{Marks: []ingest.Mark{{Age: time.Hour, Number: 7}}, WaitUntil: then},
	}
	if err := s.Keep(t.Context(), "shop", place); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, dir)
	if got := seqs(scan(t, s.Raw(), time.Time{})); !slices.Equal(got, upTo(50)) {
		t.Errorf("kept %v", got)
	}
	got, err := s.Place(t.Context(), "shop")
	if err != nil || !got.Equal(place) {
		t.Errorf("place is %+v, %v", got, err)
	}
	if got, err := s.Place(t.Context(), "never-seen"); err != nil || !got.Equal(ingest.Place{}) {
		t.Errorf("place of a new source is %+v, %v", got, err)
	}
	if r := publish(t, s, mentions(40, 60)...); r != (ingest.Receipt{Last: 60, Taken: 10, Duplicate: 10}) {
		t.Errorf("receipt %+v: the window outlives the process", r)
	}
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stream")
	s := open(t, dir)
	publish(t, s, mentions(0, 20)...)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %s", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOneProcessForAFolder(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	_, err := Open(t.Context(), Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("second open: %v", err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		o    Options
		want string
	}{
		{"nothing set", Options{}, "neither a URL nor a folder"},
		{"several at once", Options{Replicas: 9, MaxBytes: -1}, "replicas are 9, want 1 to 5\nstream: max bytes is -1"},
		{"replicas without a cluster", Options{Dir: "x", Replicas: 3}, "3 replicas need a URL"},
		{"other scheme", Options{URL: "http://u:hidden@h"}, `begins with "http"`},
		{"no host", Options{URL: "nats://"}, "names no host"},
		{"unreadable", Options{URL: "nats://u:hidden@h:port"}, "cannot be read"},
		{"host forgotten", Options{URL: "nats://u:hidden"}, "cannot be read"},
		{"nobody there", Options{URL: "nats://u:hidden@127.0.0.1:1"}, "reach the stream"},
		{"credentials alone", Options{Dir: "x", Credentials: "file"}, "without a URL"},
		{"folder is a file", Options{Dir: file}, "make the stream's folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Open(t.Context(), tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hidden") {
				t.Errorf("error %v, want %q in it and no password", err, tt.want)
			}
			if err := Reach(t.Context(), tt.o); err == nil || strings.Contains(err.Error(), "hidden") {
				t.Errorf("reached: %v", err)
			}
			if s != nil {
				t.Error("a stream beside an error")
			}
		})
	}
}

func TestCloseEndsEveryWait(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mention(1))
	ended, began := make(chan error), make(chan struct{}, 2)
	wait := func(context.Context, []Item) error { began <- struct{}{}; return nil }
	go func() { ended <- s.Raw().Read(context.WithoutCancel(t.Context()), 0, 10, wait) }()
	go func() { ended <- s.Raw().Share(context.WithoutCancel(t.Context()), "g", 10, wait) }()
	<-began
	<-began
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-ended; err != errClosed {
			t.Errorf("ended with %v", err)
		}
	}
	if _, err := s.Publish(t.Context(), mentions(2, 3)); !errors.Is(err, ingest.ErrStreamed) {
		t.Errorf("publish after close: %v", err)
	}
}
