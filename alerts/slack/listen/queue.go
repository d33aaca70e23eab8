package listen

import (
	"context"
	"time"
)

// queue is work that was taken from Slack and not done yet, in order.
type queue chan func(context.Context)

const (
	queued = 256
	grace  = 5 * time.Second // for what was taken when the program is told to stop
)

// take reports whether there was room for one more thing.
func (q queue) take(do func(context.Context)) bool {
	select {
	case q <- do:
		return true
	default:
		return false
	}
}

// work does what comes, one thing after another, until ctx ends, and then what is still there, for as long as the grace
// lasts.
func (q queue) work(ctx context.Context) {
	late, cancel := lingering(ctx)
	defer cancel()
	for {
		select {
		case do := <-q:
			do(late)
		case <-ctx.Done():
			q.finish(late)
			return
		}
	}
}

// finish does what is there.
func (q queue) finish(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case do := <-q:
			do(ctx)
		default:
			return
		}
	}
}

// lingering ends some time after ctx does.
func lingering(ctx context.Context) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return late, func() {
		stop()
		cancel()
	}
}
