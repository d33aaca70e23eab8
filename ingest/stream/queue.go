package stream

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"molva/ingest"
)

const (
	batchMessages = 1000    // JetStream's limit for one atomic batch
	batchBytes    = 4 << 20 // and ours
	waitMessages  = 16 * batchMessages
	waitBytes     = 32 << 20
	gather        = 2 * time.Millisecond // how long many single publishers wait for each other
	hesitate      = time.Second          // how long a publisher waits for a stream that gave no answer the last time
)

var errClosed = errors.New("the stream is closed")

// committer takes what any number of publishers bring, and sends it in as few batches as possible, one at a time: a
// batch of a thousand costs about as much as fifty sent alone. While one is on its way the next one fills.
type committer struct {
	send   func(ctx context.Context, fresh []*entry) error // nil: all are durable, and each entry knows its fate
	heard  func(error)                                     // told what send returned, once the publishers know it
	recent *recent
	now    func() time.Time

	mu      sync.Mutex
	calls   []*call // not wholly sent
	entries int     // of calls that wait for their answer
	bytes   int
	silent  bool // the last batch got no answer
	closed  bool

	wake chan struct{}
	stop context.CancelFunc
	done chan struct{}
}

// entry is one message on its way.
type entry struct {
	Item
	id       string
	key      key
	call     *call
	seq      uint64 // where it lies, once it is taken
	repeated bool   // it lay there already
}

// call is one publisher's wait.
type call struct {
	entries []entry
	sent    int // entries before this one are in a batch or have met their fate
	left    int // entries that have not met their fate
	bytes   int
	failed  bool
	gone    bool // its publisher waits no longer and was not told
	receipt ingest.Receipt
	answer  chan error
}

func (c *call) count(e *entry) {
	if e.repeated {
		c.receipt.Duplicate++
		return
	}
	c.receipt.Taken++
	c.receipt.Last = max(c.receipt.Last, e.seq)
}

func newCommitter(o Options, send func(context.Context, []*entry) error, heard func(error)) *committer {
	ctx, stop := context.WithCancel(context.Background())
	c := &committer{send: send, heard: heard, recent: newRecent(o.Window), now: o.Now,
		wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{})}
	go c.run(ctx)
	return c
}

// put returns once every entry is durable. A publisher that stops waiting does not stop its entries. One that comes
// while the stream gives no answer finds out whether it does again, but is not held for as long as that may take: senders
// of webhooks wait for ours.
func (c *committer) put(ctx context.Context, entries []entry) (ingest.Receipt, error) {
	if len(entries) == 0 {
		return ingest.Receipt{}, nil
	}
	call, silent, err := c.accept(entries)
	if err != nil {
		return ingest.Receipt{}, err
	}
	var patience <-chan time.Time // for ever
	if silent {
		timer := time.NewTimer(hesitate)
		defer timer.Stop()
		patience = timer.C
	}
	select {
	case err := <-call.answer:
		return call.receipt, err
	case <-patience:
		err = fmt.Errorf("still no answer: %w", ingest.ErrStreamed)
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	return c.leave(call, err)
}

// leave notes that nobody is there any more to hear of a call, unless its answer has come at the last moment.
func (c *committer) leave(call *call, why error) (ingest.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case err := <-call.answer:
		return call.receipt, err
	default:
		call.gone = true
		return ingest.Receipt{}, why
	}
}

// accept queues the entries, or refuses at once: nobody waits in a long line. One call larger than the bounds is
// accepted when nothing else waits, since its memory is spent already. silent: the last batch got no answer.
func (c *committer) accept(entries []entry) (_ *call, silent bool, _ error) {
	call := &call{entries: entries, left: len(entries), answer: make(chan error, 1)}
	for i := range entries {
		entries[i].call = call
		entries[i].key = keyOf(entries[i].id)
		call.bytes += entries[i].size()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return nil, false, errClosed
	case c.silent && c.entries > 0:
		return nil, true, fmt.Errorf("another publisher is trying: %w", ingest.ErrStreamed)
	case c.entries > 0 && (c.entries+len(entries) > waitMessages || c.bytes+call.bytes > waitBytes):
		return nil, false, fmt.Errorf("%d messages wait for the stream: %w", c.entries, ingest.ErrFull)
	}
	c.calls = append(c.calls, call)
	c.entries += len(entries)
	c.bytes += call.bytes
	wakeUp(c.wake)
	return call, c.silent, nil
}

// close ends the batch on its way without waiting for its answer, and refuses everybody else.
func (c *committer) close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.stop()
	<-c.done
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, call := range c.calls {
		c.refuse(call, errClosed)
	}
	c.calls = nil
}
