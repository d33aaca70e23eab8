package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"molva/ingest"
	"molva/ingest/file"
)

func (b *bench) embedded(ctx context.Context, m *meter) error {
	return b.whole(ctx, m, layout{})
}

func (b *bench) external(ctx context.Context, m *meter) error {
	return b.outside(ctx, m, 0)
}

func (b *bench) oneTagger(ctx context.Context, m *meter) error {
	return b.outside(ctx, m, 1)
}

func (b *bench) twoTaggers(ctx context.Context, m *meter) error {
	return b.outside(ctx, m, 2)
}

func (b *bench) outside(ctx context.Context, m *meter, taggers int) error {
	return b.withServer(ctx, func(url string) error { return b.whole(ctx, m, layout{url, taggers}) })
}

// whole measures the pipeline between a source that has its pages ready and the ledger.
func (b *bench) whole(ctx context.Context, m *meter, l layout) error {
	return b.withPipeline(ctx, l, func(p *pipeline, _ string) error {
		behind := b.claim()
		mentions := b.corpus.mentions(behind, b.warm+b.Mentions)
		return b.through(ctx, m, p, behind, func(run string, from, to int) error {
			return p.pass(ctx, b, p.into, pages(mentions[from:to]), run, to-from)
		})
	})
}

// backfill measures an import of a file, which remembers no place.
func (b *bench) backfill(ctx context.Context, m *meter) error {
	return b.withPipeline(ctx, layout{}, func(p *pipeline, dir string) error {
		behind := b.claim()
		mentions := b.corpus.mentions(behind, b.warm+b.Mentions)
		warming, measured := filepath.Join(dir, "warming.jsonl"), filepath.Join(dir, "measured.jsonl")
		if err := errors.Join(writeFile(warming, mentions[:b.warm]), writeFile(measured, mentions[b.warm:])); err != nil {
			return err
		}
		return b.through(ctx, m, p, behind, func(run string, from, to int) error {
			name := measured
			if from == 0 {
				name = warming
			}
			return p.pass(ctx, b, placeless{p.into}, lines(name), run, to-from)
		})
	})
}

// through lets the mentions for warming up go first and measures the others. The runs are named after how many mentions
// came before: a database that phases share must not count two of them as one. Nor must the indexer, which works when the
// writer rests, be found with work of an earlier phase.
func (b *bench) through(ctx context.Context, m *meter, p *pipeline, behind int, pass func(run string, from, to int) error) error {
	if err := pass(fmt.Sprintf("warming-%d", behind), 0, b.warm); err != nil {
		return err
	}
	if err := index(ctx, p.db); err != nil {
		return err
	}
	err := m.time(b.Mentions, func() error {
		return pass(fmt.Sprintf("measured-%d", behind), b.warm, b.warm+b.Mentions)
	})
	if err != nil {
		return err
	}
	left, err := p.db.Unindexed(ctx)
	m.samples[len(m.samples)-1].unindexed = left
	return err
}

func (b *bench) withPipeline(ctx context.Context, l layout, do func(p *pipeline, dir string) error) error {
	return b.folder(func(dir string) error {
		p, err := b.build(ctx, dir, l)
		if err != nil {
			return err
		}
		return errors.Join(do(p, dir), p.close())
	})
}

// writeFile writes a file for an import.
func writeFile(path string, mentions []ingest.Mention) error {
	bodies, err := encoded(mentions)
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, body := range bodies {
		if _, err := f.Write(append(body, '\n')); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return f.Close()
}

// lines is the path of a file, as a source.
type lines string

// Read emits the file's pages.
func (l lines) Read(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
	f, err := os.Open(string(l))
	if err != nil {
		return err
	}
	defer f.Close()
	return file.Read(ctx, f, file.Options{Path: string(l)}, emit)
}

// placeless is a pipe that remembers no place, as an import's.
type placeless struct{ ingest.Pipe }

// Place is always the start.
func (placeless) Place(context.Context, string) (ingest.Place, error) { return ingest.Place{}, nil }

// Keep forgets.
func (placeless) Keep(context.Context, string, ingest.Place) error { return nil }
