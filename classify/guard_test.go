package classify

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest/stream"
)

// attempts counts how often each message was tried.
type attempts struct {
	sync.Mutex
	n map[uint64]int
}

func (a *attempts) add(seq uint64) int {
	a.Lock()
	defer a.Unlock()
	if a.n == nil {
		a.n = map[uint64]int{}
	}
	a.n[seq]++
	return a.n[seq]
}

func numbered(n int) []stream.Item {
	items := make([]stream.Item, n)
	for i := range items {
		items[i].Seq = uint64(i + 1)
	}
	return items
}

// runGuard runs in a synctest bubble: only what hangs may run out of patience, however busy the machine is.
func runGuard(t *testing.T, ctx context.Context, n int, do func(context.Context, stream.Item) (Result, error)) []Result {
	t.Helper()
	out := make([]Result, n)
	g := guard{do: do, patience: 40 * time.Millisecond, log: slog.New(slog.DiscardHandler)}
	g.run(ctx, numbered(n), out)
	return out
}

// TestPoison: a message that panics, hangs or fails ends as a failure after five tries of its own, and every other one
// is done, in its place.
func TestPoison(t *testing.T) {
	poisons := map[string]func(ctx context.Context, end <-chan struct{}) error{
		"panic":            func(context.Context, <-chan struct{}) error { panic("poison") },
		"hang":             func(_ context.Context, end <-chan struct{}) error { <-end; return nil },
		"hang until ended": func(ctx context.Context, _ <-chan struct{}) error { <-ctx.Done(); return ctx.Err() },
		"error":            func(context.Context, <-chan struct{}) error { return fmt.Errorf("no") },
		"its own context":  func(context.Context, <-chan struct{}) error { return fmt.Errorf("ask: %w", context.Canceled) },
	}
	for name, poison := range poisons {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { swallow(t, poison) })
		})
	}
}

// swallow runs over forty messages of which the 17th is poison.
func swallow(t *testing.T, poison func(ctx context.Context, end <-chan struct{}) error) {
	end := make(chan struct{})
	defer close(end)
	var tried attempts
	out := runGuard(t, t.Context(), 40, func(ctx context.Context, item stream.Item) (Result, error) {
		if tried.add(item.Seq); item.Seq == 17 {
			return Result{}, poison(ctx, end)
		}
		return Result{Item: item, Rejected: "done"}, nil
	})
	for i, r := range out {
		seq := uint64(i + 1)
		if wanted := seq != 17; (r.Rejected == "done") != wanted || (r.Failure == nil) != wanted || r.Item.Seq != seq {
			t.Errorf("result %d is %+v", seq, r)
		}
	}
	if n := tried.add(17) - 1; n != Tries {
		t.Errorf("the poison was tried %d times, want %d", n, Tries)
	}
}

// TestRecovers: what fails four times and then works is no poison.
func TestRecovers(t *testing.T) { synctest.Test(t, recovers) }

func recovers(t *testing.T) {
	var tried attempts
	out := runGuard(t, t.Context(), 3, func(_ context.Context, item stream.Item) (Result, error) {
		if n := tried.add(item.Seq); item.Seq == 2 && n < Tries {
			panic("not yet")
		}
		return Result{Item: item, Rejected: "done"}, nil
	})
	for _, r := range out {
		if r.Rejected != "done" {
			t.Errorf("result is %+v", r)
		}
	}
}

// TestUnavailableIsNotCounted: an error that is not the message's fault is waited out, however long.
func TestUnavailableIsNotCounted(t *testing.T) { synctest.Test(t, unavailable) }

func unavailable(t *testing.T) {
	var tried attempts
	out := runGuard(t, t.Context(), 1, func(_ context.Context, item stream.Item) (Result, error) {
		if tried.add(item.Seq) < Tries+2 {
			return Result{}, fmt.Errorf("second opinion: %w", ErrUnavailable)
		}
		return Result{Item: item, Rejected: "done"}, nil
	})
	if out[0].Rejected != "done" {
		t.Errorf("result is %+v", out[0])
	}
}

func TestGuardEndsWithItsContext(t *testing.T) { synctest.Test(t, ends) }

func ends(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runGuard(t, ctx, 3, func(ctx context.Context, item stream.Item) (Result, error) {
		cancel()
		return Result{}, ErrUnavailable
	})
}
