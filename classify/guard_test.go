package classify

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
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
	hang := make(chan struct{})
	defer close(hang)
	poisons := map[string]func(context.Context) error{
		"panic":            func(context.Context) error { panic("poison") },
		"hang":             func(context.Context) error { <-hang; return nil },
		"hang until ended": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		"error":            func(context.Context) error { return fmt.Errorf("no") },
		"its own context":  func(context.Context) error { return fmt.Errorf("ask: %w", context.Canceled) },
	}
	for name, poison := range poisons {
		t.Run(name, func(t *testing.T) {
			var tried attempts
			out := runGuard(t, t.Context(), 40, func(ctx context.Context, item stream.Item) (Result, error) {
				if tried.add(item.Seq); item.Seq == 17 {
					return Result{}, poison(ctx)
				}
				return Result{Item: item, Rejected: "done"}, nil
			})
			for i, r := range out {
				seq := uint64(i + 1)
				if wanted := seq != 17; (r.Rejected == "done") != wanted || (r.Failure == nil) != wanted || r.Item.Seq != seq {
					t.Errorf("result %d is %+v", seq, r)
				}
			}
			if tried.add(17)-1 != Tries {
				t.Errorf("the poison was tried %d times, want %d", tried.n[17]-1, Tries)
			}
		})
	}
}

// TestRecovers: what fails four times and then works is no poison.
func TestRecovers(t *testing.T) {
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
func TestUnavailableIsNotCounted(t *testing.T) {
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

func TestGuardEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runGuard(t, ctx, 3, func(ctx context.Context, item stream.Item) (Result, error) {
		cancel()
		return Result{}, ErrUnavailable
	})
}
