package stream

import (
	"context"
	"errors"
	"time"

	"molva/ingest"
)

func (c *committer) run(ctx context.Context) {
	defer close(c.done)
	company := 0 // publishers who were answered together the last time
	for {
		select {
		case <-c.wake:
		case <-ctx.Done():
			return
		}
		if company >= worthwhile {
			c.linger(ctx, company)
		}
		company = 0
		for batch, publishers := c.take(); len(batch) > 0; batch, publishers = c.take() {
			company = max(company, publishers)
			c.commit(ctx, batch)
		}
	}
}

// linger waits a moment for those who were answered together to come back together.
func (c *committer) linger(ctx context.Context, company int) {
	late := time.NewTimer(gather)
	defer late.Stop()
	for c.waiting() < company {
		select {
		case <-c.wake:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (c *committer) waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.calls)
}

// take fills a batch, oldest first, and counts whose entries are in it.
func (c *committer) take() (batch []*entry, publishers int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	bytes := 0
	for len(c.calls) > 0 {
		call := c.calls[0]
		publishers++
		for ; call.sent < len(call.entries); call.sent++ {
			e := &call.entries[call.sent]
			size := e.size()
			if len(batch) == batchMessages || len(batch) > 0 && bytes+size > batchBytes {
				return batch, publishers
			}
			batch, bytes = append(batch, e), bytes+size
		}
		c.calls = c.calls[1:]
	}
	return batch, publishers
}

// commit sends what is new in the batch and tells its publishers.
func (c *committer) commit(ctx context.Context, batch []*entry) {
	c.recent.turn(c.now())
	fresh := make([]*entry, 0, len(batch))
	for _, e := range batch {
		if e.repeated = !c.recent.depart(e.key); !e.repeated {
			fresh = append(fresh, e)
		}
	}
	if len(fresh) == 0 {
		c.settle(batch)
		return
	}
	err := c.send(ctx, fresh)
	c.judge(fresh, err == nil)
	c.mark(errors.Is(err, ingest.ErrStreamed))
	if err == nil {
		c.settle(batch)
	} else {
		c.fail(batch, err)
	}
	if ctx.Err() == nil {
		c.heard(err)
	}
}

func (c *committer) mark(silent bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.silent = silent
}

// judge tells what the stream had from others from what it had from us, sent before and never answered for.
func (c *committer) judge(fresh []*entry, all bool) {
	for _, e := range fresh {
		e.repeated = e.repeated && !c.recent.wasUnsure(e.key)
		if all || e.repeated {
			c.recent.arrived(e.key)
		}
	}
}

// settle answers every publisher whose last entry has met its fate. What belongs to one that has gone without an answer
// will be brought again, and then it counts as taken.
func (c *committer) settle(batch []*entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range batch {
		e.call.count(e)
		if e.call.gone && !e.repeated {
			c.recent.lost(e.key)
		}
		if e.call.left--; e.call.left == 0 && !e.call.failed {
			c.answer(e.call, nil)
		}
	}
}

// fail answers every publisher in the batch with err. Whatever of theirs was taken, they were not told, so they will
// bring it again, and then it counts as taken. When there was no answer, those in line are not made to wait for it too.
func (c *committer) fail(batch []*entry, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range batch {
		c.refuse(e.call, err)
	}
	for _, call := range c.calls {
		if c.silent || call.failed {
			c.refuse(call, err)
		}
	}
	waiting := c.calls[:0]
	for _, call := range c.calls {
		if !call.failed {
			waiting = append(waiting, call)
		}
	}
	c.calls = waiting
}

func (c *committer) refuse(call *call, err error) {
	if call.failed {
		return
	}
	call.failed = true
	for i := range call.entries[:call.sent] {
		if e := &call.entries[i]; !e.repeated {
			c.recent.lost(e.key)
		}
	}
	call.receipt = ingest.Receipt{}
	c.answer(call, err)
}

func (c *committer) answer(call *call, err error) {
	c.entries -= len(call.entries)
	c.bytes -= call.bytes
	call.answer <- err
}
