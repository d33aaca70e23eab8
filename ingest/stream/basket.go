package stream

import (
	"context"
	"sync"
	"time"
)

// linger is how long the first item of a batch waits for others.
const linger = 5 * time.Millisecond

// basket holds what has come and is not yet taken, so that one batch is fetched while another is worked on. It is full
// at max items or at readBytes, whichever is first. One goroutine puts, one takes.
type basket struct {
	max  int
	came chan struct{} // the first item, or the one that made it full
	room chan struct{}

	mu    sync.Mutex
	items []Item
	bytes int
}

func newBasket(max int) *basket {
	return &basket{max: max, came: make(chan struct{}, 1), room: make(chan struct{}, 1)}
}

// put waits for room. When ctx ends it drops the item and all after it, so that what was taken has no hole.
func (b *basket) put(ctx context.Context, it Item) {
	for ctx.Err() == nil && !b.add(it) {
		select {
		case <-b.room:
		case <-ctx.Done():
			return
		}
	}
}

func (b *basket) add(it Item) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.full() {
		return false
	}
	b.items = append(b.items, it)
	b.bytes += it.size()
	if len(b.items) == 1 || b.full() {
		wakeUp(b.came)
	}
	return true
}

// take waits for items and returns all that came, a moment after the first or when the basket is full.
func (b *basket) take(ctx context.Context) ([]Item, error) {
	var late <-chan time.Time
	for {
		select {
		case <-b.came:
			if late == nil {
				late = time.After(linger)
			}
		case <-late:
			if items := b.empty(1); items != nil {
				return items, nil
			}
			late = nil // it was the echo of a batch that is gone
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		if items := b.empty(b.max); items != nil {
			return items, nil
		}
	}
}

// empty takes everything when there are at least so many items, or the basket is full; else nothing.
func (b *basket) empty(least int) (items []Item) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.items) < least && !b.full() {
		return nil
	}
	items, b.items, b.bytes = b.items, nil, 0
	wakeUp(b.room)
	return items
}

func (b *basket) full() bool { return len(b.items) >= b.max || b.bytes >= readBytes }

// wakeUp wakes the one who waits on c, or the next who will.
func wakeUp(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
