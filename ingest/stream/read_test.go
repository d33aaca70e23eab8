package stream

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"molva/ingest"
)

// foreign publishes as somebody else would.
func foreign(t testing.TB, s *Stream, subject, id string, body []byte, headers ...string) {
	t.Helper()
	msg := &nats.Msg{Subject: subject, Data: body, Header: nats.Header{}}
	if id != "" {
		msg.Header.Set(jetstream.MsgIDHeader, id)
	}
	for i := 0; i < len(headers); i += 2 {
		msg.Header.Set(headers[i], headers[i+1])
	}
	if _, err := s.js.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
}

func TestForeignPublisher(t *testing.T) {
	s := open(t, t.TempDir())
	body := []byte(`{"text":"hi"}`)
	foreign(t, s, "molva.mention.my-net", "", body)
	foreign(t, s, "molva.mention.my-net", "any id", body)
	foreign(t, s, "molva.mention.UPPER", "", nil)
	foreign(t, s, "molva.mention.my-net", "", body, headerSource, "no such name!", headerRun, "a b", headerSeen, "yesterday")
	foreign(t, s, "molva.mention.my-net", "", body, headerSource, "theirs", headerSeen, "2026-11-05T13:00:00+03:00")
	got := read(t, s.Raw(), 0, 5)
	for i := range got[:4] {
		if age := time.Since(got[i].Seen); age < 0 || age > time.Minute {
			t.Errorf("message %d was seen at %s, want the stream's own time", i+1, got[i].Seen)
		}
		got[i].Seen = time.Time{}
	}
	want := []Item{
		{Seq: 1, Origin: 1, Network: "my-net", Source: "my-net", Body: body},
		{Seq: 2, Origin: 2, Network: "my-net", Source: "my-net", Body: body},
		{Seq: 3, Origin: 3, Network: "UPPER", Source: "UPPER"},
		{Seq: 4, Origin: 4, Network: "my-net", Source: "my-net", Body: body},
		{Seq: 5, Origin: 5, Network: "my-net", Source: "theirs", Body: body, Seen: time.Date(2026, 11, 5, 10, 0, 0, 0, time.UTC)},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b []byte) bool { return string(a) == string(b) })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadGivesBatchesInOrder(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 300)...)
	var all []uint64
	err := s.Raw().Read(t.Context(), 100, 64, func(_ context.Context, items []Item) error {
		if len(items) > 64 {
			t.Errorf("a batch of %d", len(items))
		}
		if all = append(all, seqs(items)...); len(all) >= 200 {
			return errEnough
		}
		return nil
	})
	if err != errEnough || !slices.Equal(all, upTo(300)[100:]) {
		t.Errorf("read %v, %v", all, err)
	}
}

func TestReadStaysForMore(t *testing.T) {
	s := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	came, ended := make(chan []uint64), make(chan error)
	go func() {
		ended <- s.Raw().Read(ctx, 0, 10, func(_ context.Context, items []Item) error { came <- seqs(items); return nil })
	}()
	for i := range 3 {
		publish(t, s, mention(i))
		if got := <-came; !slices.Equal(got, []uint64{uint64(i + 1)}) {
			t.Errorf("came %v", got)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("read ended with %v", err)
	}
}

func TestReadGoesOnWhereDoFailed(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 100)...)
	locked := errors.New("database is locked")
	var saved []uint64
	for len(saved) < 90 { // more than one batch is left, however small batches are
		after := uint64(len(saved))
		batches := 0
		err := s.Raw().Read(t.Context(), after, 10, func(_ context.Context, items []Item) error {
			if batches++; batches == 2 {
				return locked
			}
			saved = append(saved, seqs(items)...)
			return nil
		})
		if err != locked {
			t.Fatalf("read ended with %v", err)
		}
	}
	if !slices.Equal(saved, upTo(len(saved))) {
		t.Errorf("saved %v", saved)
	}
}

func TestReadGoesOnAfterPurgedFront(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 100)...)
	if _, err := s.Raw().Trim(t.Context(), 60, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, after := range []uint64{0, 60} {
		if got := seqs(read(t, s.Raw(), after, 40)); !slices.Equal(got, upTo(100)[60:]) {
			t.Errorf("read %v after %d", got, after)
		}
	}
	first, err := s.Raw().First(t.Context())
	if first != 61 || err != nil {
		t.Errorf("first is %d, %v", first, err)
	}
}

func TestReadOfALogMadeAnew(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 5)...)
	if got := seqs(read(t, s.Raw(), 1000, 5)); !slices.Equal(got, upTo(5)) {
		t.Errorf("read %v, want all from the start", got)
	}
}

// The log is deleted under a reader and a publisher: both make it again and go on.
func TestReadSurvivesALogDeletedAndMadeAgain(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 20)...)
	came, stop := follow(t, s.Raw())
	defer stop()
	wait(t, came, 20)
	if err := s.js.DeleteStream(t.Context(), s.Raw().name); err != nil {
		t.Fatal(err)
	}
	named := make(chan string)
	go func() { named <- s.Raw().Name() }() // as the store does meanwhile
	if _, err := s.Publish(t.Context(), mentions(20, 21)); !errors.Is(err, ingest.ErrStreamed) {
		t.Errorf("publish into nothing: %v, want ErrStreamed", err)
	}
	<-named
	if r := publish(t, s, mentions(10, 23)...); r.Taken != 13 {
		t.Errorf("receipt %+v: nothing of it lies there any more", r)
	}
	wait(t, came, 13)
}

func TestReadSurvivesARestartOfTheServer(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 30)...)
	came, stop := follow(t, s.Raw())
	defer stop()
	got := wait(t, came, 30)
	for round := range 3 {
		s.srv.restart()
		from := 30 + 20*round
		insist(t, s, mentions(from, from+20))
		got = append(got, wait(t, came, 20)...)
	}
	if !slices.Equal(got, upTo(90)) {
		t.Errorf("read %v", got)
	}
}

// insist publishes until it is taken, as a worker does.
func insist(t testing.TB, s *Stream, batch []ingest.Envelope) {
	t.Helper()
	for {
		_, err := s.Publish(t.Context(), batch)
		if err == nil {
			return
		}
		if !errors.Is(err, ingest.ErrStreamed) {
			t.Fatal(err)
		}
		pause(t.Context(), 5*time.Millisecond)
	}
}

// follow reads a log from its start into a channel until stop.
func follow(t testing.TB, l *Log) (came chan uint64, stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	came, ended := make(chan uint64, 10_000), make(chan error, 1)
	go func() {
		ended <- l.Read(ctx, 0, 100, func(_ context.Context, items []Item) error {
			for _, it := range items {
				came <- it.Seq
			}
			return nil
		})
	}()
	return came, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("read ended with %v", err)
		}
	}
}

func wait(t testing.TB, came chan uint64, n int) []uint64 {
	t.Helper()
	var all []uint64
	for range n {
		select {
		case seq := <-came:
			all = append(all, seq)
		case <-time.After(30 * time.Second):
			t.Fatalf("%v came, and then no more", all)
		}
	}
	return all
}

func TestReadOfSlowBatchesIsBounded(t *testing.T) {
	s := open(t, t.TempDir())
	var batch []ingest.Envelope
	for id := range 24 {
		e := mention(id)
		e.Body = []byte(strings.Repeat("x", 800_000))
		batch = append(batch, e)
	}
	publish(t, s, batch...)
	n := 0
	err := s.Raw().Read(t.Context(), 0, 1000, func(_ context.Context, items []Item) error {
		bytes := 0
		for _, it := range items {
			bytes += it.size()
		}
		if bytes > readBytes+800_000 {
			t.Errorf("a batch of %d bytes", bytes)
		}
		if n += len(items); n == len(batch) {
			return errEnough
		}
		return nil
	})
	if err != errEnough {
		t.Fatal(err)
	}
}
