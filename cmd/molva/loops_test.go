package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

// A loop that panics or fails is started again, ever later, and no other loop notices.
func TestLoopsGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		l := &loops{log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		began, starts, turns := time.Now(), []time.Duration{}, 0
		l.start(ctx, "sick", func(context.Context) error {
			if starts = append(starts, time.Since(began)); len(starts)%2 == 0 {
				return errors.New("no luck")
			}
			panic("a text of somebody's")
		})
		l.start(ctx, "well", func(ctx context.Context) error {
			for ctx.Err() == nil {
				turns++
				time.Sleep(time.Second)
			}
			return nil
		})
		time.Sleep(10*time.Minute + time.Second/2)
		stop()
		l.wait(2 * time.Second)
		if turns != 601 {
			t.Errorf("the other loop turned %d times, want 601", turns)
		}
		if n := len(starts); n < 14 || n > 18 || starts[4] != 15*time.Second {
			t.Errorf("started again after %v, want pauses that double up to a minute", starts)
		}
	})
}
