package bench

import (
	"context"
	"errors"
	"path/filepath"

	"molva/classify"
	"molva/store"
)

// logName stands for a log whose mentions were never in a stream.
const logName = "bench"

func (b *bench) save(ctx context.Context, m *meter) error {
	return b.withStore(ctx, func(db *store.DB) error {
		results, err := b.tagged(ctx)
		if err != nil {
			return err
		}
		return b.alone(ctx, m, batch, func(from, to int) error { return db.Save(ctx, logName, results[from:to]) })
	})
}

// indexStep is how many mentions the writer indexes at once.
const indexStep = 500

func (b *bench) index(ctx context.Context, m *meter) error {
	return b.withStore(ctx, func(db *store.DB) error {
		results, err := b.tagged(ctx)
		if err != nil {
			return err
		}
		if err := indexed(ctx, db, results[:b.warm]); err != nil {
			return err
		}
		if err := db.Save(ctx, logName, results[b.warm:]); err != nil {
			return err
		}
		return m.time(b.Mentions, func() error { return index(ctx, db) })
	})
}

func indexed(ctx context.Context, db *store.DB, results []classify.Result) error {
	if err := db.Save(ctx, logName, results); err != nil {
		return err
	}
	return index(ctx, db)
}

// index brings full text up to what is stored.
func index(ctx context.Context, db *store.DB) error {
	for {
		if n, err := db.Index(ctx, indexStep); err != nil || n < indexStep {
			return err
		}
	}
}

// withStore runs do with a database: an empty one or, when mentions are to be stored before, the one that has them.
func (b *bench) withStore(ctx context.Context, do func(*store.DB) error) error {
	return b.folder(func(dir string) error {
		db, err := b.openStore(ctx, dir)
		if err != nil {
			return err
		}
		return errors.Join(do(db), db.Close())
	})
}

// openStore opens a database for a phase that is to find mentions stored before, if there are to be any.
func (b *bench) openStore(ctx context.Context, dir string) (*store.DB, error) {
	path := filepath.Join(dir, "molva.db")
	if b.Stored > 0 {
		path = b.shared()
	}
	return b.openAt(ctx, path)
}

func (b *bench) openAt(ctx context.Context, path string) (*store.DB, error) {
	return store.Open(ctx, store.Options{Path: path, Topics: b.topics, Log: b.Log})
}

// claim says from which number on the mentions of a phase that stores them are. A database that phases share gets new
// ones each time; they would be repeats otherwise.
func (b *bench) claim() (from int) {
	from = b.used
	if b.Stored > 0 {
		b.used += b.warm + b.Mentions
	}
	return from
}

// tagged are the mentions of a phase as they come to the store.
func (b *bench) tagged(ctx context.Context) ([]classify.Result, error) {
	return b.results(ctx, b.claim(), b.warm+b.Mentions)
}
