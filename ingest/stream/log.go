package stream

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Log is one durable sequence of messages. Sequences begin at 1, only grow, and may have holes.
type Log struct {
	s        *Stream
	name     string
	subjects []string
	tagged   bool
	created  atomic.Int64 // seconds since 1970; the committer changes it when it makes the log again
	in       *committer
	pulse    pulse
	mark     *mark // of what it has acknowledged; nil where the server is not in this process
}

func (s *Stream) openLog(ctx context.Context, name string, subjects ...string) (*Log, error) {
	l := &Log{s: s, name: name, subjects: subjects, tagged: subjects[0] == subjectTagged}
	if err := l.ensure(ctx); err != nil {
		return nil, err
	}
	l.in = newCommitter(s.o, l.send, func(err error) { s.heard(&l.pulse, err) })
	return l, nil
}

// Name tells the logs apart, for those who keep a sequence. A log that was lost and begun anew has another name, since
// its sequences begin again.
func (l *Log) Name() string { return fmt.Sprintf("%s@%d", l.name, l.created.Load()) }

// ensure makes the log, or brings an existing one up to the options. It never deletes, and never makes a log smaller
// than what lies in it.
func (l *Log) ensure(ctx context.Context) error {
	have, err := l.s.js.Stream(ctx, l.name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		have, err = l.s.js.CreateStream(ctx, l.config(jetstream.StreamConfig{Name: l.name}, 0))
		l.s.o.Step("log made")
	}
	if err != nil {
		return fmt.Errorf("open log %s: %w", l.name, err)
	}
	info := have.CachedInfo()
	l.created.Store(info.Created.Unix())
	if want := l.config(info.Config, int64(info.State.Bytes)); !reflect.DeepEqual(want, info.Config) {
		if have, err = l.s.js.UpdateStream(ctx, want); err != nil {
			return fmt.Errorf("change log %s: %w", l.name, err)
		}
	}
	return l.check(have.CachedInfo().Config)
}

// config writes what we rely on over what is there; the rest, such as placement, is the operator's.
func (l *Log) config(c jetstream.StreamConfig, stored int64) jetstream.StreamConfig {
	c.Subjects = l.subjects
	c.Discard = jetstream.DiscardNew // refuse new mentions rather than drop old ones that nobody has saved
	c.MaxAge = 0                     // Trim purges, and only what is saved
	c.MaxMsgs, c.MaxMsgsPerSubject = -1, -1
	c.MaxBytes = max(l.s.o.MaxBytes, stored)
	c.MaxMsgSize = l.s.o.MaxMessage + headerRoom
	if l.tagged {
		c.MaxMsgSize += headerRoom
	}
	c.Replicas = l.s.o.Replicas
	c.Duplicates = l.s.o.Window
	c.AllowDirect = true
	c.AllowAtomicPublish = true
	return c
}

// check names what cannot be changed on an existing log.
func (l *Log) check(c jetstream.StreamConfig) error {
	switch {
	case c.Storage != jetstream.FileStorage:
		return fmt.Errorf("log %s is kept in %s, want file storage", l.name, c.Storage)
	case c.Retention != jetstream.LimitsPolicy:
		return fmt.Errorf("log %s drops messages by %s, want limits", l.name, c.Retention)
	case !c.AllowAtomicPublish:
		return fmt.Errorf("nats-server %s takes no atomic batches, want 2.12 or newer", l.s.nc.ConnectedServerVersion())
	}
	return nil
}

func (l *Log) write(msg *nats.Msg, e *entry) {
	if l.tagged {
		e.writeTagged(msg, e.id)
		return
	}
	e.write(msg, e.id)
}

// First is the lowest sequence still kept; above Last when the log is empty.
func (l *Log) First(ctx context.Context) (uint64, error) {
	state, err := l.state(ctx)
	if state.Msgs == 0 {
		return state.LastSeq + 1, err
	}
	return state.FirstSeq, err
}

// Last is the highest sequence ever given; 0 when there was none.
func (l *Log) Last(ctx context.Context) (uint64, error) {
	state, err := l.state(ctx)
	return state.LastSeq, err
}

func (l *Log) state(ctx context.Context) (state jetstream.StreamState, err error) {
	err = l.s.ask(ctx, func(ctx context.Context) error {
		have, err := l.s.js.Stream(ctx, l.name)
		if err != nil {
			return fmt.Errorf("look at log %s: %w", l.name, err)
		}
		state = have.CachedInfo().State
		return nil
	})
	return state, err
}
