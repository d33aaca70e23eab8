package ingest

import (
	"context"
	"time"
)

// steady is how long a connection must hold to be renewed by its source; a shorter one is the worker's to pace.
const steady = time.Minute

// Stay listens to a network that pushes, over one connection after the other, until ctx ends, which is no error. It returns
// what emit said when it refuses a page, and why a connection ended that held for less than a minute, or that is not to be
// made again for now: the network asks to wait, or denies it. listen reads one connection to its end and goes on where the
// last one stopped.
func Stay(ctx context.Context, env Env, emit func(Page) error, listen func(emit func(Page) error) error) error {
	for {
		var refused error
		start := env.Now()
		err := listen(func(p Page) error {
			refused = emit(p)
			return refused
		})
		switch {
		case refused != nil:
			return refused
		case ctx.Err() != nil:
			return nil
		case env.Now().Sub(start) < steady || waits(err):
			return err
		}
		env.Log.Info("connection ended, connecting again", "err", err)
	}
}
