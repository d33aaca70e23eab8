package stream

import (
	"context"
	"errors"
	"sync"
)

// errReconnected ends what was built on a connection that is no more.
var errReconnected = errors.New("the connection was replaced")

// epoch tells those who built something on the connection, a consumer above all, that the connection has changed and
// what they built may be gone.
type epoch struct {
	mu   sync.Mutex
	over chan struct{}
}

// turn ends the present epoch.
func (e *epoch) turn() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over != nil {
		close(e.over)
	}
	e.over = make(chan struct{})
}

// within returns a context that ends with the present epoch, with errReconnected as its cause, or by fail.
func (e *epoch) within(ctx context.Context) (during context.Context, fail context.CancelCauseFunc) {
	e.mu.Lock()
	over := e.over
	e.mu.Unlock()
	during, fail = context.WithCancelCause(ctx)
	go func() {
		select {
		case <-over:
			fail(errReconnected)
		case <-during.Done():
		}
	}()
	return during, fail
}
