package bench

import (
	"context"
	"runtime"
	"sync"

	"molva/ingest"
	"molva/ingest/stream"
)

// As the pipeline takes them: a source's page, and what the writer saves at once.
const (
	page  = 1000
	batch = 5000
)

// mentions are those of a phase that stores nothing, the ones to warm up with first.
func (b *bench) mentions() []ingest.Mention { return b.corpus.mentions(b.Stored, b.warm+b.Mentions) }

// alone measures a stage over the mentions of a phase, some at a time, from the first that is not for warming up.
func (b *bench) alone(ctx context.Context, m *meter, step int, do func(from, to int) error) error {
	if err := steps(ctx, 0, b.warm, step, do); err != nil {
		return err
	}
	return m.time(b.Mentions, func() error { return steps(ctx, b.warm, b.warm+b.Mentions, step, do) })
}

// steps cuts from..to into pieces.
func steps(ctx context.Context, from, to, step int, do func(from, to int) error) error {
	for ; from < to; from += step {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := do(from, min(from+step, to)); err != nil {
			return err
		}
	}
	return nil
}

// spread does from..to on all processors, as the classify stage does with a batch. It returns one of the errors.
func spread(from, to int, do func(i int) error) (err error) {
	workers := runtime.GOMAXPROCS(0)
	share := (to - from + workers - 1) / workers
	var group sync.WaitGroup
	var once sync.Once
	for at := from; at < to; at += share {
		group.Go(func() {
			for i := at; i < min(at+share, to); i++ {
				if e := do(i); e != nil {
					once.Do(func() { err = e })
					return
				}
			}
		})
	}
	group.Wait()
	return err
}

// encoded are the wire forms of mentions.
func encoded(mentions []ingest.Mention) ([][]byte, error) {
	bodies := make([][]byte, len(mentions))
	for i, mention := range mentions {
		body, err := ingest.Encode(mention)
		if err != nil {
			return nil, err
		}
		bodies[i] = body
	}
	return bodies, nil
}

const sourceID = "bench"

// envelopes are mentions ready to be published.
func envelopes(mentions []ingest.Mention) ([]ingest.Envelope, error) {
	bodies, err := encoded(mentions)
	if err != nil {
		return nil, err
	}
	all := make([]ingest.Envelope, len(mentions))
	for i, m := range mentions {
		all[i] = ingest.Envelope{Source: sourceID, Network: m.Network, ID: m.ID, Seen: m.Seen, Body: bodies[i]}
	}
	return all, nil
}

// items are mentions as they lie in the stream, behind so many others.
func items(mentions []ingest.Mention, behind int) ([]stream.Item, error) {
	bodies, err := encoded(mentions)
	if err != nil {
		return nil, err
	}
	all := make([]stream.Item, len(mentions))
	for i, m := range mentions {
		all[i] = stream.Item{Seq: uint64(behind + i + 1), Network: m.Network, Source: sourceID, Seen: m.Seen, Body: bodies[i]}
	}
	return all, nil
}
