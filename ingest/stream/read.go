package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	readAhead = 4096    // messages asked for before they are taken
	readBytes = 8 << 20 // bytes of one request and of one batch
	idleBeat  = 2 * time.Second
	retryWait = 200 * time.Millisecond
)

var errGap = errors.New("messages were lost on the way")

// Read calls do with what comes after the sequence, in order, up to most items at a time, and stays for more until ctx
// ends; then it returns nil. What has come is given after a few milliseconds at most; a full batch is never waited for.
// An error of do ends it and is returned.
//
// Nothing is acknowledged: the caller keeps the sequence of what it saved, in the transaction that saved it, and begins
// there next time. Whatever breaks on the way, the reading goes on after the last batch that do accepted. A log that
// was made anew and is shorter than the sequence is read from its start: the store knows repeats by their key.
func (l *Log) Read(ctx context.Context, after uint64, most int, do func(context.Context, []Item) error) error {
	quiet := false
	for ctx.Err() == nil && !l.s.nc.IsClosed() {
		accepted, err := l.readOn(ctx, after, max(most, 1), do)
		var refused *refusal
		if errors.As(err, &refused) {
			return refused.err
		}
		if accepted != after {
			after, quiet = accepted, false
		}
		if ctx.Err() == nil && !quiet {
			l.s.o.Log.Warn("read again", "log", l.name, "after", after, "err", err)
			quiet = true
		}
		pause(ctx, retryWait)
	}
	return l.s.ended(ctx)
}

// refusal is an error of the caller's own, as opposed to one of the connection.
type refusal struct{ err error }

func (r *refusal) Error() string { return r.err.Error() }

// readOn reads with one consumer until it breaks, and returns the last sequence that do accepted.
func (l *Log) readOn(ctx context.Context, after uint64, most int, do func(context.Context, []Item) error) (uint64, error) {
	during, fail := l.s.epoch.within(ctx)
	defer fail(nil)
	last, err := l.Last(during)
	if err != nil {
		return after, err
	}
	if last < after {
		l.s.o.Log.Warn("log is shorter than what was read of it, reading it from its start", "log", l.name, "after", after, "last", last)
		after = 0
	}
	box := newBasket(most)
	stop, err := l.follow(during, after, box, fail)
	if err != nil {
		return after, err
	}
	defer stop()
	for {
		items, err := box.take(during)
		if err != nil {
			return after, err
		}
		if err := do(ctx, items); err != nil {
			return after, &refusal{err}
		}
		after = items[len(items)-1].Seq
	}
}

// follow fills the basket from a consumer that acknowledges nothing, and calls fail when it cannot go on. The server
// forgets the consumer when nobody has asked for half a minute.
func (l *Log) follow(ctx context.Context, after uint64, box *basket, fail context.CancelCauseFunc) (stop func(), err error) {
	consumer, err := l.s.js.CreateConsumer(ctx, l.name, jetstream.ConsumerConfig{
		AckPolicy:         jetstream.AckNonePolicy,
		DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:       after + 1,
		InactiveThreshold: 30 * time.Second,
		MemoryStorage:     true,
		Replicas:          1,
	})
	if err != nil {
		return nil, fmt.Errorf("make a consumer of %s: %w", l.name, err)
	}
	next := after + 1
	var seen uint64 // the consumer counts what it sends, so a hole here is a loss on the way
	consuming, err := consumer.Consume(func(m jetstream.Msg) {
		meta, err := m.Metadata()
		if err != nil || meta.Sequence.Consumer != seen+1 {
			fail(errGap) // and so will every message after it
			return
		}
		seen++
		seq := meta.Sequence.Stream
		switch {
		case seq <= next:
		case after == 0 && next == 1: // whoever begins at the beginning must put up with where that is
			l.s.o.Log.Warn("log no longer has its first messages", "log", l.name, "first", 1, "last", seq-1)
		default: // what is saved may be trimmed, what comes after it may not
			box.put(ctx, l.hole(next, seq-1))
		}
		next = seq + 1
		box.put(ctx, parse(m.Subject(), m.Headers(), m.Data(), seq, meta.Timestamp))
	}, jetstream.PullMaxMessagesWithBytesLimit(readAhead, l.s.pullBytes()),
		jetstream.PullExpiry(5*idleBeat), jetstream.PullHeartbeat(idleBeat),
		jetstream.ConsumeErrHandler(func(_ jetstream.ConsumeContext, err error) { fail(err) }))
	if err != nil {
		return nil, fmt.Errorf("consume %s: %w", l.name, err)
	}
	return func() {
		fail(nil)
		consuming.Stop()
		<-consuming.Closed()
		l.forget(consumer.CachedInfo().Name)
	}, nil
}

// forget deletes a consumer, as a courtesy: the server would do it by itself.
func (l *Log) forget(consumer string) {
	if !l.s.up.Load() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := l.s.js.DeleteConsumer(ctx, l.name, consumer); err != nil {
		l.s.o.Log.Debug("forget consumer", "log", l.name, "err", err)
	}
}

// pullBytes bounds one request; the largest message must fit, or it would be asked for again and again.
func (s *Stream) pullBytes() int { return max(readBytes, int(s.o.MaxMessage)+3*headerRoom) }

// ended says why a loop ended: nil for its context.
func (s *Stream) ended(ctx context.Context) error {
	if ctx.Err() != nil {
		return nil
	}
	return errClosed
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
