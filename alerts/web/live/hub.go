package live

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Sight is what is stored at a moment, as far as it is told.
type Sight struct {
	Revision             string // another one after every change
	Mentions, Complaints int    // numbers of the newest
}

// Hub looks for changes as long as anybody listens, once for all of them.
type Hub struct {
	Look func(context.Context) (Sight, error)
	Log  *slog.Logger

	mu        sync.Mutex
	listeners int
	sight     Sight
	changed   chan struct{} // closed when sight becomes another
	rest      context.CancelFunc
	ended     chan struct{} // closed by Close
}

// The measures of listening.
const (
	most  = 200              // who may listen at a time
	every = time.Second      // between two looks
	pause = 3 * time.Second  // between two events for the same listener: what happens meanwhile is told as one
	pulse = 15 * time.Second // without an event, so that both ends and all between know that somebody is there
	slow  = 10 * time.Second // a listener who takes nothing for so long is let go
)

// New returns a hub to which nobody listens yet.
func New(look func(context.Context) (Sight, error), log *slog.Logger) *Hub {
	return &Hub{Look: look, Log: log, changed: make(chan struct{}), ended: make(chan struct{})}
}

// Close ends all listening; it may be called again.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.ended:
	default:
		close(h.ended)
	}
}

// enter takes one more listener in; false: there are too many, or the end has come.
func (h *Hub) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.ended:
		return false
	default:
	}
	if h.listeners == most {
		return false
	}
	if h.listeners++; h.listeners == 1 {
		var ctx context.Context
		ctx, h.rest = context.WithCancel(context.Background())
		go h.watch(ctx)
	}
	return true
}

func (h *Hub) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners--; h.listeners == 0 {
		h.rest()
	}
}

// watch looks until the last one has left.
func (h *Hub) watch(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := h.see(ctx); err != nil && ctx.Err() == nil {
				h.Log.Debug("look for changes", "err", err)
			}
		}
	}
}

// see looks now, and wakes those who wait where there is something else to see.
func (h *Hub) see(ctx context.Context) (Sight, error) {
	now, err := h.Look(ctx)
	if err != nil {
		return now, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if now != h.sight {
		h.sight = now
		close(h.changed)
		h.changed = make(chan struct{})
	}
	return now, nil
}

// other returns what there is to see and, where that is what a listener has seen, what to wait for.
func (h *Hub) other(seen Sight) (now Sight, changed <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sight != seen {
		return h.sight, nil
	}
	return seen, h.changed
}
