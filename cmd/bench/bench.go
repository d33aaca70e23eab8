package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/ingest"
	"molva/ingest/query"
)

// phase is one thing that is measured while nothing else runs.
type phase struct {
	name string
	kind kind
	run  func(*bench, context.Context, *meter) error
}

// kind says where a phase counts.
type kind uint8

const (
	part   kind = iota // a stage, in the sum
	inside             // a stage that another one has in it, or that runs when nothing else does
	bare               // a library with nothing around it
	whole              // the pipeline
)

// phases in the order in which a round has them.
var phases = []phase{
	{"encode", part, (*bench).encode},
	{"publish", part, (*bench).publish},
	{"consume", part, (*bench).consume},
	{"parse", part, (*bench).parse},
	{"match", part, (*bench).match},
	{"classify", part, (*bench).classify},
	{"print", part, (*bench).print},
	{"save", part, (*bench).save},
	{"place", inside, (*bench).place},
	{"index", inside, (*bench).index},
	{"bare publish", bare, (*bench).barePublish},
	{"bare consume", bare, (*bench).bareConsume},
	{"bare save", bare, (*bench).bareSave},
	{"embedded", whole, (*bench).embedded},
	{"external", whole, (*bench).external},
	{"external, 1 classifier", whole, (*bench).oneTagger},
	{"external, 2 classifiers", whole, (*bench).twoTaggers},
	{"backfill", whole, (*bench).backfill},
}

// bench is one run.
type bench struct {
	Options
	corpus corpus
	topics []ingest.Topic
	set    *query.Set
	stage  *classify.Stage
	model  *sentiment.Model

	dir  string // of this run
	warm int    // mentions that go before those that are measured
	used int    // mentions that the shared database has
	done int    // mentions measured
	info Corpus // known once they were saved
}

// Run measures. It leaves nothing behind, also when ctx ends it.
func Run(ctx context.Context, o Options) (result Result, err error) {
	if err := o.Validate(); err != nil {
		return result, err
	}
	b, err := prepare(o)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	if err := b.fill(ctx); err != nil {
		return result, fmt.Errorf("fill the database: %w", err)
	}
	meters, err := b.rounds(ctx)
	if err != nil {
		return result, err
	}
	result.Corpus = b.info
	result.conclude(o, meters)
	if result.Reads, err = b.reads(ctx); err != nil {
		return result, err
	}
	result.Process, err = b.process(ctx)
	return result, err
}

func prepare(o Options) (b *bench, err error) {
	b = &bench{Options: o, corpus: corpus{o.Seed}, topics: topics(), warm: o.Mentions / 10, used: o.Stored}
	if b.set, err = query.NewSet(b.topics); err != nil {
		return nil, fmt.Errorf("read topics: %w", err)
	}
	if b.model, err = sentiment.Load(); err != nil {
		return nil, fmt.Errorf("load sentiment model: %w", err)
	}
	b.stage = &classify.Stage{Topics: b.set, Classifier: b.model, Log: o.Log}
	b.dir, err = os.MkdirTemp(o.Dir, "molva-bench-")
	return b, err
}

// rounds runs all phases in turn, several times, so that a slow minute of the machine hits all of them.
func (b *bench) rounds(ctx context.Context) (map[string]*meter, error) {
	meters := map[string]*meter{}
	for range b.Rounds {
		for _, p := range phases {
			if meters[p.name] == nil {
				meters[p.name] = &meter{}
			}
			debug.FreeOSMemory() // or the peak would be that of whatever was before
			if err := p.run(b, ctx, meters[p.name]); err != nil {
				return nil, fmt.Errorf("measure %s: %w", p.name, err)
			}
			b.progress()
		}
	}
	return meters, nil
}

func (b *bench) progress() {
	b.done += b.Mentions
	if b.Show != nil {
		b.Show(b.done, b.Mentions*b.Rounds*len(phases))
	}
}

// folder runs do with a new folder, which is gone afterwards.
func (b *bench) folder(do func(dir string) error) error {
	dir, err := os.MkdirTemp(b.dir, "phase-")
	if err != nil {
		return err
	}
	return errors.Join(do(dir), os.RemoveAll(dir))
}

// shared is the database that has mentions before the first phase.
func (b *bench) shared() string { return filepath.Join(b.dir, "molva.db") }
