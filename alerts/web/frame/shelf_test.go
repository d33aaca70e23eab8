package frame

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"molva/store"
)

// bench is a shelf over a database that is only a number.
type bench struct {
	*shelf
	data, acts atomic.Int64
	made       atomic.Int64  // views begun
	cost       time.Duration // of each
	fails      error
}

func newBench() *bench {
	b := &bench{}
	b.shelf = newShelf(func(context.Context) (store.Revision, error) {
		return store.Revision{Data: b.data.Load(), Acts: b.acts.Load()}, nil
	}, func() string { return time.Now().UTC().Format(time.DateOnly) }, slog.New(slog.NewTextHandler(io.Discard, nil)))
	return b
}

// get returns the number of the view that is shown.
func (b *bench) get(t *testing.T, key string) (n string, stale bool) {
	t.Helper()
	v, of, err := b.take(t.Context(), key, b.view)
	if err != nil {
		return err.Error(), false
	}
	return string(v.body), of.Data != b.data.Load()
}

func (b *bench) view(context.Context) (*shown, error) {
	n := b.made.Add(1)
	time.Sleep(b.cost)
	return &shown{body: fmt.Append(nil, n)}, b.fails
}

// want fails unless such a view is shown, after so long a wait.
func (b *bench) want(t *testing.T, when, n string, stale bool, within time.Duration) {
	t.Helper()
	began := time.Now()
	if got, old := b.get(t, "/"); got != n || old != stale {
		t.Errorf("%s: view %s, stale %v, want %s, %v", when, got, old, n, stale)
	}
	if took := time.Since(began); took != within {
		t.Errorf("%s: it took %v, want %v", when, took, within)
	}
}

func TestViewsAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.cost = time.Second
		b.want(t, "the first time", "1", false, time.Second)
		time.Sleep(30 * time.Second)
		b.want(t, "as nothing has changed", "1", false, 0)
		b.data.Add(1)
		b.want(t, "as something has changed", "1", true, patience)
		time.Sleep(time.Second)
		b.want(t, "a moment later", "2", false, 0)
		b.data.Add(1)
		b.want(t, "so soon after the last", "2", true, 0)
		b.acts.Add(1)
		b.want(t, "after what a person did", "3", false, time.Second)
		b.acted()
		b.want(t, "after what a person did here", "4", false, time.Second)
		time.Sleep(2 * time.Minute)
		b.want(t, "long after, unchanged", "4", false, patience)
		time.Sleep(unmoved + time.Second)
		b.want(t, "very long after, unchanged", "6", false, time.Second)
		time.Sleep(2 * time.Minute)
		b.data.Add(1)
		b.want(t, "long after, changed", "7", false, time.Second)
	})
}

func TestViewsThatTakeNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.cost = 10 * time.Millisecond
		for i := 1; i < 5; i++ {
			b.want(t, "changed", fmt.Sprint(i), false, b.cost)
			b.data.Add(1)
		}
	})
}

// What was made before midnight speaks of another yesterday.
func TestNoViewOutlivesItsDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.cost = time.Second
		time.Sleep(time.Until(time.Now().Truncate(24 * time.Hour).Add(24*time.Hour - 5*time.Second)))
		b.want(t, "before midnight", "1", false, time.Second)
		time.Sleep(3 * time.Second)
		b.want(t, "still before", "1", false, 0)
		time.Sleep(2 * time.Second)
		b.want(t, "after midnight", "2", false, time.Second)
	})
}

func TestOneViewForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.cost = time.Second
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() { b.get(t, "/") })
		}
		all.Wait()
		if n := b.made.Load(); n != 1 {
			t.Errorf("made %d times", n)
		}
	})
}

// A reader who leaves does not take the view along.
func TestReadersMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.cost = time.Second
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, _, err := b.take(ctx, "/", b.view); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		b.want(t, "the next reader", "1", false, b.cost-time.Millisecond)
	})
}

func TestWhatFailsIsNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.fails = errors.New("no such topic")
		b.want(t, "failing", "no such topic", false, 0)
		b.fails = nil
		b.want(t, "after that", "2", false, 0)
		_, _, err := b.take(t.Context(), "/panics", func(context.Context) (*shown, error) { panic("an author's text") })
		if err == nil || strings.Contains(err.Error(), "author's text") {
			t.Error(err)
		}
	})
}

func TestTheShelfIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		for i := range 3 * maxKept {
			b.get(t, fmt.Sprint(i))
		}
		if len(b.kept) != maxKept || b.order.Len() != maxKept {
			t.Errorf("%d and %d are kept", len(b.kept), b.order.Len())
		}
		large := func(context.Context) (*shown, error) { return &shown{body: make([]byte, maxBytes/4)}, nil }
		for i := range 20 {
			b.take(t.Context(), fmt.Sprint("large ", i), large)
		}
		if b.bytes > maxBytes || len(b.kept) > 4 {
			t.Errorf("%d views have %d bytes", len(b.kept), b.bytes)
		}
	})
}
