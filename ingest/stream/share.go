package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	ackWait     = 10 * time.Second // a worker that died is noticed after this; one that is slow says so in time
	ackPending  = 20_000           // messages of a group at work; at least four batches
	shareMost   = ackPending / 4
	againAfter  = time.Second
	shareWait   = 5 * time.Second
	shareLinger = 20 * time.Millisecond
)

// Share calls do with messages that no other member of the group has, up to most at a time, until ctx ends; then it
// returns nil. Members may be in other processes and on other machines. A batch is acknowledged, message by message,
// when do returns nil; otherwise all of it comes again after a second, to whomever, with [Item.Tries] one higher.
// Order holds within a batch only.
func (l *Log) Share(ctx context.Context, group string, most int, do func(context.Context, []Item) error) error {
	if !isToken(group) {
		return fmt.Errorf("group is %q, want a-z, 0-9 and -, up to %d", group, nameMost)
	}
	quiet := false
	for ctx.Err() == nil && !l.s.nc.IsClosed() {
		worked, err := l.shareOn(ctx, group, max(1, min(most, shareMost)), do)
		quiet = quiet && !worked
		if ctx.Err() == nil && !quiet {
			l.s.o.Log.Warn("share again", "log", l.name, "group", group, "err", err)
			quiet = true
		}
		pause(ctx, retryWait)
	}
	return l.s.ended(ctx)
}

// shareOn works with one consumer until it breaks.
func (l *Log) shareOn(ctx context.Context, group string, max int, do func(context.Context, []Item) error) (worked bool, err error) {
	during, fail := l.s.epoch.within(ctx)
	defer fail(nil)
	consumer, err := l.member(during, group)
	if err != nil {
		return false, err
	}
	for {
		msgs, err := l.fetch(during, consumer, max)
		if err != nil {
			return worked, err
		}
		if len(msgs) > 0 {
			l.work(ctx, msgs, do)
			worked = true
		}
	}
}

// member joins the group, and makes it when it is the first. A group that is ahead of its log, because the log was made
// anew, would wait for ever: it begins again.
func (l *Log) member(ctx context.Context, group string) (jetstream.Consumer, error) {
	config := jetstream.ConsumerConfig{
		Durable:       group,
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       ackWait,
		MaxAckPending: ackPending,
	}
	consumer, err := l.s.js.CreateOrUpdateConsumer(ctx, l.name, config)
	if err != nil {
		return nil, fmt.Errorf("join group %s of %s: %w", group, l.name, err)
	}
	last, err := l.Last(ctx)
	if err != nil || consumer.CachedInfo().Delivered.Stream <= last {
		return consumer, err
	}
	if err := l.s.js.DeleteConsumer(ctx, l.name, group); err != nil {
		return nil, fmt.Errorf("begin group %s of %s again: %w", group, l.name, err)
	}
	return l.s.js.CreateOrUpdateConsumer(ctx, l.name, config)
}

// fetch waits a while for the first message and a moment for others. Nothing is asked for ahead of time: a message that
// lay here while another batch is worked on could run out of its time and count as tried.
func (l *Log) fetch(ctx context.Context, consumer jetstream.Consumer, max int) ([]jetstream.Msg, error) {
	within, cancel := context.WithTimeout(ctx, shareWait)
	defer cancel()
	msgs, err := collect(consumer.Fetch(1, jetstream.FetchContext(within)))
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil || len(msgs) == 0 || max == 1 {
		return msgs, err
	}
	more, err := collect(consumer.Fetch(max-1, jetstream.FetchMaxWait(shareLinger), jetstream.FetchMaxBytes(l.s.pullBytes())))
	if err != nil {
		l.s.o.Log.Debug("share", "log", l.name, "err", err) // what is here is worked on; the next fetch meets it again
	}
	return append(msgs, more...), nil
}

func collect(batch jetstream.MessageBatch, err error) (msgs []jetstream.Msg, _ error) {
	if err != nil {
		return nil, err
	}
	for m := range batch.Messages() {
		msgs = append(msgs, m)
	}
	return msgs, batch.Error()
}

// work gives one batch to do and answers for it.
func (l *Log) work(ctx context.Context, msgs []jetstream.Msg, do func(context.Context, []Item) error) {
	items := make([]Item, 0, len(msgs))
	for _, m := range msgs {
		meta, err := m.Metadata()
		if err != nil {
			l.s.o.Log.Error("share", "log", l.name, "err", err)
			continue
		}
		it := parse(m.Subject(), m.Headers(), m.Data(), meta.Sequence.Stream, meta.Timestamp)
		it.Tries = int(meta.NumDelivered)
		items = append(items, it)
	}
	err := l.holding(msgs, func() error { return do(ctx, items) })
	if err != nil && ctx.Err() == nil {
		l.s.o.Log.Warn("shared batch comes again", "log", l.name, "err", err)
	}
	for _, m := range msgs {
		l.reply(ctx, m, err)
	}
}

// reply acknowledges a message or gives it back; at once when this worker is stopping, so that another may have it.
func (l *Log) reply(ctx context.Context, m jetstream.Msg, failed error) {
	err := error(nil)
	switch {
	case failed == nil:
		l.s.o.Step("acknowledge")
		err = m.Ack()
	case ctx.Err() != nil:
		err = m.Nak()
	default:
		err = m.NakWithDelay(againAfter)
	}
	if err != nil {
		l.s.o.Log.Debug("answer for a shared message", "log", l.name, "err", err) // it comes again
	}
}

// holding tells the server, while do runs, that the messages are being worked on.
func (l *Log) holding(msgs []jetstream.Msg, do func() error) error {
	over, idle := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(idle)
		beat := time.NewTicker(ackWait / 3)
		defer beat.Stop()
		for {
			select {
			case <-over:
				return
			case <-beat.C:
				var all error
				for _, m := range msgs {
					all = errors.Join(all, m.InProgress())
				}
				if all != nil {
					l.s.o.Log.Debug("hold shared messages", "log", l.name, "err", all)
				}
			}
		}
	}()
	err := do()
	close(over)
	<-idle
	return err
}

// Acknowledged is the sequence up to which a group has acknowledged everything; 0 when nobody ever joined it.
func (l *Log) Acknowledged(ctx context.Context, group string) (uint64, error) {
	consumer, err := l.s.js.Consumer(ctx, l.name, group)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look at group %s of %s: %w", group, l.name, err)
	}
	return consumer.CachedInfo().AckFloor.Stream, nil
}
