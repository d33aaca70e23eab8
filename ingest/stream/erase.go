package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Find returns the sequences of what a log took at or after since, up to a sequence, and matches. A zero since means everything.
func (l *Log) Find(ctx context.Context, since time.Time, upTo uint64, match func(Item) bool) (found []uint64, err error) {
	err = l.Scan(ctx, since, func(it Item) error {
		if it.Seq > upTo {
			return errFar
		}
		if match(it) {
			found = append(found, it.Seq)
		}
		return nil
	})
	if errors.Is(err, errFar) {
		err = nil
	}
	return found, err
}

var errFar = errors.New("far enough")

// Erase removes messages and writes over their bytes, so that the files have nothing of them; what a kill leaves of that the next
// start does. It is for what is saved: a reader that comes later hears of the hole as of a loss. It is called once at a time. A
// server elsewhere does the same with all its replicas; what mirrors it or backs it up keeps what it has.
func (l *Log) Erase(ctx context.Context, seqs []uint64) error {
	if len(seqs) == 0 {
		return nil
	}
	done, err := l.begin(seqs)
	if err != nil {
		return fmt.Errorf("erase messages of %s: %w", l.name, err)
	}
	for _, seq := range seqs {
		if err := l.erase(ctx, seq); err != nil {
			return fmt.Errorf("erase message %d of %s: %w", seq, l.name, err)
		}
	}
	return done()
}

// begin writes down what is being erased, where the server runs in this process. The server hides a message before it writes over
// it: after a kill in between nobody would find it again.
func (l *Log) begin(seqs []uint64) (done func() error, err error) {
	if l.s.srv == nil {
		return func() error { return nil }, nil
	}
	return l.s.srv.o.beginErasing(l.name, seqs)
}

func (l *Log) erase(ctx context.Context, seq uint64) error {
	l.s.o.Step("erase message")
	defer l.s.o.Step("message erased")
	return l.s.ask(ctx, func(ctx context.Context) error {
		have, err := l.s.js.Stream(ctx, l.name)
		if err != nil {
			return err
		}
		err = have.SecureDeleteMsg(ctx, seq)
		if errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) && !l.has(ctx, seq) { // trimmed meanwhile
			return nil
		}
		return err
	})
}
