package bench

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// pipeline is the product's rooms as cmd/molva connects them, working until it is closed.
type pipeline struct {
	into    *stream.Stream // where sources publish
	streams []*stream.Stream
	db      *store.DB
	writer  *store.Writer
	stop    context.CancelFunc
	loops   chan error // what each loop ended with
	running int
}

// layout says how the pipeline is cut. Without a URL everything is in one process.
type layout struct {
	url     string
	taggers int // apart, each with its own connection; 0: the batches are tagged on their way to the store
}

// build connects the rooms and starts their loops.
func (b *bench) build(ctx context.Context, dir string, l layout) (p *pipeline, err error) {
	working, stop := context.WithCancel(ctx)
	p = &pipeline{stop: stop, loops: make(chan error, 1+l.taggers)}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	options := stream.Options{URL: l.url, Dir: dir + "/stream", Log: b.Log}
	if p.into, err = p.open(ctx, options); err != nil {
		return p, err
	}
	if p.db, err = b.openStore(ctx, dir); err != nil {
		return p, err
	}
	from := p.into
	if l.url != "" {
		if from, err = p.open(ctx, options); err != nil {
			return p, err
		}
	}
	if l.taggers == 0 {
		return p, p.save(working, b, classify.Over{Raw: from.Raw(), Stage: b.stage}, from.Raw())
	}
	tagged, err := from.Tagged(ctx)
	if err != nil {
		return p, err
	}
	for range l.taggers {
		if err := p.tag(working, b, options); err != nil {
			return p, err
		}
	}
	return p, p.save(working, b, classify.Elsewhere{Tagged: tagged}, tagged)
}

func (p *pipeline) open(ctx context.Context, o stream.Options) (*stream.Stream, error) {
	s, err := stream.Open(ctx, o)
	if err == nil {
		p.streams = append(p.streams, s)
	}
	return s, err
}

// taggerBatch is what a classifier apart takes at once.
const taggerBatch = 500

func (p *pipeline) tag(ctx context.Context, b *bench, o stream.Options) error {
	s, err := p.open(ctx, o)
	if err != nil {
		return err
	}
	out, err := s.Tagged(ctx)
	if err != nil {
		return err
	}
	p.start(ctx, classify.Tagger{Raw: s.Raw(), Out: out, Stage: b.stage, Max: taggerBatch}.Run)
	return nil
}

func (p *pipeline) save(ctx context.Context, b *bench, from store.Supplier, log *stream.Log) error {
	// A log of an earlier phase may have had the same name: names count seconds.
	if err := p.db.Rewind(ctx, from.Name()); err != nil {
		return err
	}
	p.writer = &store.Writer{DB: p.db, From: from, Last: log.Last, Log: b.Log}
	p.start(ctx, p.writer.Run)
	return nil
}

func (p *pipeline) start(ctx context.Context, loop func(context.Context) error) {
	p.running++
	go func() { p.loops <- loop(ctx) }()
}

// pass sends a source's mentions through and waits until the ledger says that all of them are saved.
func (p *pipeline) pass(ctx context.Context, b *bench, pipe ingest.Pipe, source ingest.Source, run string, n int) error {
	w := &ingest.Worker{ID: sourceID, Network: "file", Source: source, Pipe: pipe, Now: time.Now, Log: b.Log, RunID: run, Once: true}
	before := p.writer.Health().Saved
	if err := w.Run(ctx); err != nil {
		return err
	}
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for {
		// The ledger is not asked before it can have them all: asking a thousand times a second would be measured too.
		if p.writer.Health().Saved >= before+uint64(n) {
			rows, err := p.db.Intake(ctx, run)
			if err != nil || received(rows) >= n {
				return errors.Join(err, settle(rows, n))
			}
		}
		select {
		case err := <-p.loops:
			p.running--
			return errors.Join(fmt.Errorf("a loop ended before %d mentions were saved", n), err, ctx.Err())
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
		}
	}
}

func received(rows []store.Intake) int {
	if len(rows) == 0 {
		return 0
	}
	return rows[0].Received
}

// settle refuses to measure a pipeline that loses mentions or takes them for what they are not.
func settle(rows []store.Intake, n int) error {
	if len(rows) == 1 && rows[0].Received == n && rows[0].Stored+rows[0].Unmatched == n {
		return nil
	}
	return fmt.Errorf("the ledger says of %d mentions: %+v", n, rows)
}

func (p *pipeline) close() error {
	p.stop()
	var all error
	for ; p.running > 0; p.running-- {
		all = errors.Join(all, <-p.loops)
	}
	for i := len(p.streams) - 1; i >= 0; i-- {
		all = errors.Join(all, p.streams[i].Close())
	}
	if p.db != nil {
		all = errors.Join(all, p.db.Close())
	}
	return all
}

// pages is a source that has its mentions ready.
type pages []ingest.Mention

// Read emits them, each page with a cursor, as a network's pages have one.
func (s pages) Read(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
	return steps(ctx, 0, len(s), page, func(from, to int) error {
		return emit(ingest.Page{Mentions: s[from:to], Next: ingest.Cursor(strconv.Itoa(to))})
	})
}
