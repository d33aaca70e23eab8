package stream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"molva/ingest"
)

// worthwhile is the size from which an atomic batch, which makes and syncs a file of its own, is cheaper than messages
// one by one: measured at 2.5 ms for any size up to 16, against 0.17 ms for each.
const worthwhile = 16

// tries is how many publishes in a row an external server may leave unanswered: the first for its full time, the others
// for a short one. An election takes up to nine seconds.
const tries = 7

// renewWait is how long the making of a log may take while publishers wait.
const renewWait = 500 * time.Millisecond

// Error codes of the JetStream API that we act on.
const (
	codeNoResources     = 10023
	codeAccountFull     = 10002
	codeStorageFull     = 10047
	codeNotStored       = 10077 // the reason is in words
	codeRepeatInFlight  = 10158
	codeBatchIncomplete = 10176
	codeBatchRepeats    = 10201
	codeTooManyBatches  = 10210
)

// send publishes entries that are new as far as this process knows. Nil: all are durable, and each knows where it lies
// and whether it lay there before.
func (l *Log) send(ctx context.Context, fresh []*entry) error {
	l.s.o.Step("publish")
	defer l.s.o.Step("published")
	nobody := false
	err := l.s.once(ctx, l.s.patience(&l.pulse), func(ctx context.Context) error {
		err := l.cheapest(ctx, fresh)
		nobody = errors.Is(err, nats.ErrNoResponders) || errors.Is(err, jetstream.ErrNoStreamResponse)
		if nobody {
			return errors.Join(err, l.renew(ctx))
		}
		return err
	})
	if err != nil && nobody {
		return fmt.Errorf("%w: %w", errNobody, err)
	}
	if err == nil {
		l.mark.reach(l.Name(), furthest(fresh))
	}
	return err
}

// furthest is the last sequence among entries.
func furthest(entries []*entry) (last uint64) {
	for _, e := range entries {
		last = max(last, e.seq)
	}
	return last
}

func (l *Log) cheapest(ctx context.Context, fresh []*entry) error {
	if len(fresh) < worthwhile {
		return l.oneByOne(ctx, fresh)
	}
	err := l.together(ctx, fresh)
	if repeats(err) {
		return l.oneByOne(ctx, fresh)
	}
	return err
}

// errNobody means that the server is well and that the log is not there, or has no leader as yet.
var errNobody = errors.New("nobody takes messages for the log")

// renew makes a log again that somebody deleted; the publishers try again. One that is without a leader gives no answer,
// and is not waited for: it may have one any moment.
func (l *Log) renew(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, renewWait)
	defer cancel()
	l.in.recent.forget()
	return l.ensure(ctx)
}

// together publishes one atomic batch: all of it or nothing.
func (l *Log) together(ctx context.Context, fresh []*entry) error {
	batch, err := jetstreamext.NewBatchPublisher(l.s.js, jetstreamext.BatchFlowControl{AckTimeout: l.s.o.PublishTimeout})
	if err != nil {
		return err
	}
	msg, last := &nats.Msg{Header: nats.Header{}}, len(fresh)-1 // one for all: what is published is copied at once
	for _, e := range fresh[:last] {
		l.write(msg, e)
		if err := batch.AddMsg(msg); err != nil {
			return err
		}
		l.s.o.Step("published in part")
	}
	l.write(msg, fresh[last])
	ack, err := batch.CommitMsg(ctx, msg)
	if err != nil {
		return err
	}
	for i, e := range fresh {
		e.seq = ack.Sequence - uint64(last-i)
	}
	return nil
}

// oneByOne publishes without waiting between messages. It is slower and finds out which are repeats.
func (l *Log) oneByOne(ctx context.Context, fresh []*entry) error {
	futures := make([]jetstream.PubAckFuture, len(fresh))
	for i, e := range fresh {
		msg := &nats.Msg{Header: nats.Header{}}
		l.write(msg, e)
		f, err := l.s.js.PublishMsgAsync(msg)
		if err != nil {
			return err
		}
		futures[i] = f
		l.s.o.Step("published in part")
	}
	var all error
	for i, f := range futures {
		select {
		case ack := <-f.Ok():
			fresh[i].seq, fresh[i].repeated = ack.Sequence, ack.Duplicate
		case err := <-f.Err():
			all = err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return all
}

func repeats(err error) bool {
	code := apiCode(err)
	return code == codeBatchRepeats || code == codeRepeatInFlight
}

func apiCode(err error) jetstream.ErrorCode {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.ErrorCode
	}
	return 0
}

// explain sorts what can happen to a publish into what the publisher can do about it.
func explain(err error) error {
	switch code := apiCode(err); {
	case err == nil:
		return nil
	case code == codeNoResources, code == codeAccountFull, code == codeStorageFull, code == codeTooManyBatches, limitReached(err):
		return fmt.Errorf("publish: %w: %w", ingest.ErrFull, err)
	case code == 0, code == codeNotStored, code == codeBatchIncomplete, code == codeRepeatInFlight, errors.Is(markAway(err), ErrAway):
		return fmt.Errorf("publish: %w: %w", ingest.ErrStreamed, err)
	}
	return fmt.Errorf("publish: %w", err)
}

// limitReached tells the log's own limit ("maximum bytes exceeded") from a disk that cannot be written.
func limitReached(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && api.ErrorCode == codeNotStored && strings.Contains(api.Description, "maximum")
}

// pulse tells whether publishes are answered. Guarded by Stream.mu.
type pulse struct {
	answered   time.Time // the last time
	unanswered int       // since then
	silent     time.Time // the last time that there was no answer
}

// heard takes note of an answer or its absence. A server in this process is replaced after two silences in a row, with
// room on the disk: see embedded.restart. An external one is left when it did not answer in its full time, unless it is
// only the log that has no leader: another server would know no better.
func (s *Stream) heard(p *pulse, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case replaced(err): // says nothing about the server that is there now
		return
	case !errors.Is(err, ingest.ErrStreamed):
		p.answered, p.unanswered = s.o.Now(), 0
		return
	}
	p.unanswered, p.silent = p.unanswered+1, s.o.Now()
	switch {
	case s.srv != nil && p.unanswered%2 == 0 && s.room() == nil:
		s.o.Log.Warn("stream answers no publish, restarting its server")
		s.srv.restart()
		s.restarts++
	case s.srv == nil && p.unanswered%tries == 1 && !errors.Is(err, errNobody):
		go s.moveOn() // which may have to wait for the server that hangs
	}
}

// patience is how long to wait for the answer to a publish. While an external server gives none, most tries are short: a
// message that went to a leader that is cut off is lost, and only another one finds the leader that was elected since.
// Now and then one is given its full time, for a server that is no more than slow.
func (s *Stream) patience(p *pulse) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.srv == nil && p.unanswered%tries != 0 {
		return min(hesitate, s.o.PublishTimeout)
	}
	return s.o.PublishTimeout
}

// moveOn leaves an external server that does not answer: it may hang, or be cut off from its cluster, and its connection
// would look well for minutes. The next one is tried, or the same where there is no other.
func (s *Stream) moveOn() {
	if !s.up.Load() {
		return
	}
	s.o.Log.Warn("stream answers no publish, connecting anew", "server", s.nc.ConnectedAddr())
	if err := s.nc.ForceReconnect(); err != nil {
		s.o.Log.Debug("connect anew", "err", err) // it is being closed
	}
}
