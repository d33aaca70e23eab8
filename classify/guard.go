package classify

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"molva/ingest/stream"
)

// Tries is how often a message may fail, at any stage, before it goes to the dead letters.
const Tries = 5

// guard runs a function over messages and gets past one that panics, hangs or fails. A goroutine cannot be stopped from
// outside, so one that hangs is left behind: it owns its results, and nobody looks at them again.
type guard struct {
	do       func(context.Context, stream.Item) (Result, error)
	patience time.Duration
	log      *slog.Logger
}

// run fills out[i] for every items[i], unless ctx ends first.
func (g guard) run(ctx context.Context, items []stream.Item, out []Result) {
	if g.patience == 0 {
		g.patience = 600 * time.Millisecond
	}
	for len(items) > 0 && ctx.Err() == nil {
		done, err := g.stretch(ctx, items, out)
		items, out = items[done:], out[done:]
		if err == nil || ctx.Err() != nil {
			return
		}
		out[0] = g.alone(ctx, items[0], err)
		items, out = items[1:], out[1:]
	}
}

// stretch runs over the items until one fails, and returns how many were done before it, with its error.
func (g guard) stretch(ctx context.Context, items []stream.Item, out []Result) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	own := make([]Result, len(items))
	var done atomic.Int64
	end := make(chan error, 1)
	go func() {
		for i := range items {
			r, err := g.safely(ctx, items[i])
			if err != nil || ctx.Err() != nil {
				end <- err
				return
			}
			own[i] = r
			done.Add(1)
		}
		end <- nil
	}()
	err := g.watch(ctx, &done, end)
	n := int(done.Load())
	copy(out, own[:n])
	return n, err
}

// watch waits for the end and loses patience when nothing gets done for too long.
func (g guard) watch(ctx context.Context, done *atomic.Int64, end <-chan error) error {
	const looks = 16 // within one patience; one that began between two of them gets that much more
	tick := time.NewTicker(g.patience / looks)
	defer tick.Stop()
	for last, idle := int64(0), 0; ; {
		select {
		case err := <-end:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			if now := done.Load(); now > last {
				last, idle = now, 0
			} else if idle++; idle > looks {
				return fmt.Errorf("no result within %v", g.patience)
			}
		}
	}
}

// alone gives one message the rest of its tries. An error that is not its fault is waited out.
func (g guard) alone(ctx context.Context, item stream.Item, err error) Result {
	wait := 10 * time.Millisecond
	for tries := 1; tries < Tries; {
		if transient(err) {
			wait = min(2*wait, 30*time.Second)
		} else {
			tries++
		}
		select {
		case <-ctx.Done():
			return Result{}
		case <-time.After(wait):
		}
		var r [1]Result
		if _, err = g.stretch(ctx, []stream.Item{item}, r[:]); err == nil {
			return r[0]
		}
	}
	g.log.Error("message failed too often", "network", item.Network, "source", item.Source, "seq", item.Seq, "err", err)
	return Result{Item: item, Failure: &Failure{Stage: "classify", Reason: err.Error()}}
}

// safely turns a panic into an error. The stack goes to the log, the panic's value, which may hold an author's text,
// nowhere.
func (g guard) safely(ctx context.Context, item stream.Item) (r Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			g.log.Debug("panic", "network", item.Network, "seq", item.Seq, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %T", p)
		}
	}()
	return g.do(ctx, item)
}
