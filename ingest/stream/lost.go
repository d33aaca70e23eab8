package stream

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"molva/ingest"
)

// A log's files may be damaged while nobody runs. The server drops what it cannot read, with the rest of that file, and
// goes on without a word that could be told from its everyday ones. Here such holes are made to speak: in the place of
// what is gone stands a note that says so, for the store to keep.

// self is the source of notes that the stream writes itself.
const self = "stream"

// hole is what stands in the place of messages that are gone.
func (l *Log) hole(first, last uint64) Item {
	l.s.o.Log.Error("messages of the stream are gone", "log", l.name, "first", first, "last", last, "count", last-first+1)
	it := l.report(&ingest.Lost{First: first, Last: last})
	it.Seq, it.Origin = last, last
	if l.tagged {
		it.Verdict = []byte("{}")
	}
	return it
}

func (l *Log) report(lost *ingest.Lost) Item {
	now := l.s.o.Now()
	body, err := json.Marshal(ingest.Note{Source: self, Lost: lost, At: now})
	if err != nil {
		panic(err) // numbers and a time of our own
	}
	return Item{Kind: Note, Source: self, Seen: now, Body: body}
}

// mend compares the log in this process's care with what it is known to have acknowledged, before anything new comes.
// What is gone from its end gets notes in its place, one for each message: their sequences must not be given to others,
// which the store would take for saved.
func (l *Log) mend(ctx context.Context) (err error) {
	if l.mark, err = openMark(l.s.o.Dir, l.s.o.Log); err != nil {
		return err
	}
	name, marked := l.mark.name, l.mark.last
	state, err := l.state(ctx)
	if err != nil {
		return err
	}
	if name == l.Name() && state.Msgs == 0 && marked > state.LastSeq { // nothing is left to be continued
		if err := l.beginAnew(ctx); err != nil {
			return err
		}
		state.LastSeq = 0
	}
	switch last := state.LastSeq; {
	case name != "" && name != l.Name():
		l.s.o.Log.Warn("the log was begun anew", "log", l.Name(), "before", name, "acknowledged", marked, "kept", last)
		return l.fill(ctx, &ingest.Lost{Log: name, First: last + 1, Last: marked})
	case marked > last:
		l.s.o.Log.Error("the end of the stream is gone", "log", l.name, "first", last+1, "last", marked, "count", marked-last)
		var all []*ingest.Lost
		for seq := last + 1; seq <= marked; seq++ {
			all = append(all, &ingest.Lost{First: seq, Last: seq})
		}
		return l.fill(ctx, all...)
	case last > 0 && !l.has(ctx, last):
		return l.fill(ctx, nil) // whatever comes behind a hole lets readers see it
	}
	return nil
}

// beginAnew makes the log again, so that it gets another name.
func (l *Log) beginAnew(ctx context.Context) error {
	if err := l.s.js.DeleteStream(ctx, l.name); err != nil {
		return fmt.Errorf("begin log %s anew: %w", l.name, err)
	}
	return l.ensure(ctx)
}

// has reports whether a message can be read.
func (l *Log) has(ctx context.Context, seq uint64) bool {
	have, err := l.s.js.Stream(ctx, l.name)
	if err == nil {
		_, err = have.GetMsg(ctx, seq)
	}
	return !errors.Is(err, jetstream.ErrMsgNotFound)
}

// fill publishes a note for each of what was lost.
func (l *Log) fill(ctx context.Context, all ...*ingest.Lost) error {
	for len(all) > 0 {
		batch := make([]*entry, min(len(all), batchMessages))
		for i := range batch {
			it := l.report(all[i])
			batch[i] = &entry{Item: it, id: ingest.MessageID("note", rand.Text(), it.Body)}
		}
		if err := l.send(ctx, batch); err != nil {
			return fmt.Errorf("note what is gone from log %s: %w", l.name, err)
		}
		all = all[len(batch):]
	}
	return nil
}
