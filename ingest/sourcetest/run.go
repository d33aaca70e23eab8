package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// Run puts the source that opener makes through everything that the fixture can show.
func Run(t *testing.T, path string, opener ingest.Opener) {
	t.Helper()
	f := load(t, path)
	t.Run("mentions", func(t *testing.T) { f.try(t, opener, mentions) })
	t.Run("resumed", func(t *testing.T) { resumed(t, f, opener) })
	t.Run("refused", func(t *testing.T) { refused(t, f, opener) })
	if len(f.replies) == 0 {
		return
	}
	t.Run("throttled", func(t *testing.T) { slowed(t, f, opener) })
	t.Run("denied", func(t *testing.T) { f.try(t, opener, locked) })
	t.Run("broken", func(t *testing.T) { f.try(t, opener, failing(broken)) })
	t.Run("page", func(t *testing.T) { f.try(t, opener, failing(page)) })
	t.Run("halved", func(t *testing.T) { f.try(t, opener, cut) })
	t.Run("cancelled", func(t *testing.T) { f.try(t, opener, cancelled) })
}

// mentions reads once through and compares all that came with the fixture.
func mentions(tr *trial) {
	if os.Getenv("MOLVA_UPDATE") != "" {
		tr.patience = 40 * time.Second
		tr.fixture.update(tr.t, tr.seen(tr.read(tr.fixture.after, []string{"more"}, 0)))
		return
	}
	got := tr.read(tr.fixture.after, tr.fixture.mentions, 0)
	tr.ended(got)
	seen := tr.seen(got)
	want := expectation{tr.fixture.mentions, tr.fixture.rejected, tr.fixture.gaps}
	if diff := cmp.Diff(want, seen, cmp.AllowUnexported(expectation{})); diff != "" {
		tr.t.Errorf("what came differs from %s (-want +got):\n%s", tr.fixture.path, diff)
	}
	for i, s := range tr.fixture.sends {
		if i < len(got.status) && got.status[i] != s.status {
			tr.t.Errorf("%s %s: status %d, want %d", s.method, s.target, got.status[i], s.status)
		}
	}
}

// resumed stops after each page in turn, as a crash would, and lets another source go on from its cursor.
func resumed(t *testing.T, f *fixture, opener ingest.Opener) {
	var whole reading
	f.try(t, opener, func(tr *trial) { whole = tr.read(f.after, f.mentions, 0) })
	for i, p := range whole.pages {
		if p.Next == "" {
			continue
		}
		f.try(t, opener, func(tr *trial) {
			before := reading{pages: whole.pages[:i+1]}
			rest := tr.read(p.Next, without(f.mentions, tr.seen(before).mentions), 0)
			tr.ended(rest)
			tr.complete(fmt.Sprintf("resumed after page %d", i+1), before, rest)
		})
	}
}

// refused has the pipe refuse each page in turn; the same source must bring it again. (What comes close together may make
// a page more or less than the time before.)
func refused(t *testing.T, f *fixture, opener ingest.Opener) {
	pages := 0
	f.try(t, opener, func(tr *trial) { pages = len(tr.read(f.after, f.mentions, 0).pages) })
	for i := 1; i <= pages; i++ {
		f.try(t, opener, func(tr *trial) {
			first := tr.read(f.after, f.mentions, i)
			_, listens := tr.source.(http.Handler)
			if first.refused && !listens && !errors.Is(first.err, errRefused) {
				tr.t.Errorf("Read whose page %d was refused: %v, want the pipe's error", i, first.err)
			}
			second := tr.read(first.next, without(f.mentions, tr.seen(first).mentions), 0)
			tr.ended(second)
			tr.complete(fmt.Sprintf("page %d refused", i), first, second)
		})
	}
}

// slowed answers everything with "slow down", in the plain dialect and in those of the fixture.
func slowed(t *testing.T, f *fixture, opener ingest.Opener) {
	plain := throttled{
		until: Now().Add(2 * time.Minute),
		raw:   []byte("HTTP/1.1 429 Too Many Requests\nRetry-After: 120\nContent-Type: text/plain\n\nslow down\n"),
	}
	for _, dialect := range append([]throttled{plain}, f.throttled...) {
		f.try(t, opener, func(tr *trial) {
			tr.network.set(busy, dialect.raw)
			got := tr.read(f.after, f.mentions, 0)
			var wait *ingest.Throttled
			if !errors.As(got.err, &wait) {
				tr.t.Fatalf("Read: %v, want *ingest.Throttled", got.err)
			}
			if off := wait.Until.Sub(dialect.until).Abs(); off > time.Second {
				tr.t.Errorf("wait until %s, want %s", wait.Until, dialect.until)
			}
			tr.recovers(got)
		})
	}
}

// locked answers everything with 401.
func locked(tr *trial) {
	tr.network.set(denied, nil)
	got := tr.read(tr.fixture.after, tr.fixture.mentions, 0)
	if !errors.Is(got.err, ingest.ErrDenied) {
		tr.t.Errorf("Read: %v, want ingest.ErrDenied", got.err)
	}
	tr.recovers(got)
}

// failing answers everything in a mood that brings nothing.
func failing(m mood) func(*trial) {
	return func(tr *trial) {
		tr.network.set(m, nil)
		got := tr.read(tr.fixture.after, tr.fixture.mentions, 0)
		if got.err == nil || errors.Is(got.err, context.Canceled) || errors.Is(got.err, context.DeadlineExceeded) {
			tr.t.Errorf("Read: %v, want an error that says what is wrong", got.err)
		}
		if seen := tr.seen(got); len(seen.mentions) > 0 {
			tr.t.Errorf("mentions came from nothing: %q", seen.mentions)
		}
		tr.recovers(got)
	}
}

// cut breaks every reply off in the middle. Whole items of it may be taken; the rest must come afterwards.
func cut(tr *trial) {
	tr.network.set(halved, nil)
	got := tr.read(tr.fixture.after, tr.fixture.mentions, 0)
	tr.recovers(got)
}

// recovers lets the same source go on with a network that is well again.
func (tr *trial) recovers(before reading) {
	tr.t.Helper()
	tr.network.set(well, nil)
	after := tr.read(before.next, without(tr.fixture.mentions, tr.seen(before).mentions), 0)
	tr.ended(after)
	tr.complete("after the fault", before, after)
}

// cancelled ends the context of a Read that waits for an answer.
func cancelled(tr *trial) {
	tr.network.set(silent, nil)
	ctx, cancel := context.WithCancel(tr.t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- tr.source.Read(ctx, tr.fixture.after, func(ingest.Page) error { return nil })
	}()
	synctest.Wait()
	at := time.Now()
	cancel()
	err := <-ended
	if took := time.Since(at); took > time.Second {
		tr.t.Errorf("Read went on for %s after its context had ended", took)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		tr.t.Errorf("Read: %v, want nil or the context's error", err)
	}
}
