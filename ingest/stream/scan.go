package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"
)

// Scan calls do with everything kept that the stream took at or after since, once, in order, and ends with what was the
// newest by then. A zero since means everything. An error of do ends it.
func (l *Log) Scan(ctx context.Context, since time.Time, do func(Item) error) error {
	last, err := l.Last(ctx)
	if err != nil {
		return err
	}
	at := jetstreamext.GetBatchSeq(1)
	if !since.IsZero() {
		at = jetstreamext.GetBatchStartTime(since)
	}
	for next := uint64(1); next <= last; at = jetstreamext.GetBatchSeq(next) {
		items, err := l.page(ctx, at, batchMessages)
		if err != nil {
			return fmt.Errorf("scan log %s: %w", l.name, err)
		}
		if len(items) == 0 {
			return nil
		}
		for _, it := range items {
			if it.Seq > last {
				return nil
			}
			if err := do(it); err != nil {
				return err
			}
		}
		next = items[len(items)-1].Seq + 1
	}
	return nil
}

// page reads up to max items without a consumer; none when there are none.
func (l *Log) page(ctx context.Context, at jetstreamext.GetBatchOpt, max int) (items []Item, err error) {
	err = l.s.ask(ctx, func(ctx context.Context) error {
		items = nil
		ctx, cancel := context.WithTimeout(ctx, 2*l.s.o.PublishTimeout)
		defer cancel()
		msgs, err := jetstreamext.GetBatch(ctx, l.s.js, l.name, max, at, jetstreamext.GetBatchMaxBytes(l.s.pullBytes()))
		if err != nil {
			return err
		}
		for m, err := range msgs {
			if errors.Is(err, jetstreamext.ErrNoMessages) {
				return nil
			}
			if err != nil {
				return err
			}
			items = append(items, parse(m.Subject, m.Header, m.Data, m.Sequence, m.Time))
		}
		return ctx.Err() // the iterator ends silently with its context
	})
	return items, err
}

// Trim purges what lies at or below upTo and reached the stream before seenBefore, by the stream's own clock: the time
// in a header is only a claim. It returns how many messages went.
func (l *Log) Trim(ctx context.Context, upTo uint64, seenBefore time.Time) (removed uint64, err error) {
	before, err := l.state(ctx)
	if err != nil {
		return 0, err
	}
	cut := min(upTo, before.LastSeq) + 1 // first to stay
	young, err := l.page(ctx, jetstreamext.GetBatchStartTime(seenBefore), 1)
	if err != nil {
		return 0, fmt.Errorf("trim log %s: %w", l.name, err)
	}
	if len(young) > 0 {
		cut = min(cut, young[0].Seq)
	}
	if before.Msgs == 0 || cut <= before.FirstSeq {
		return 0, nil
	}
	l.s.o.Step("trim")
	err = l.s.ask(ctx, func(ctx context.Context) error {
		have, err := l.s.js.Stream(ctx, l.name)
		if err != nil {
			return err
		}
		return have.Purge(ctx, jetstream.WithPurgeSequence(cut))
	})
	if err != nil {
		return 0, fmt.Errorf("trim log %s: %w", l.name, err)
	}
	l.s.o.Step("trimmed")
	after, err := l.state(ctx)
	return before.Msgs + (after.LastSeq - before.LastSeq) - after.Msgs, err
}
