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

// work does what comes, one thing after another, until ctx ends, and then what is still there.
func (q queue) work(ctx context.Context) {
	for {
		select {
		case do := <-q:
			do(ctx)
		case <-ctx.Done():
			q.finish(ctx)
			return
		}
	}
}

func (q queue) finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	for {
		select {
		case do := <-q:
			do(ctx)
		default:
			return
		}
	}
}
