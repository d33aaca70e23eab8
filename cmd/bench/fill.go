package bench

import (
	"context"
	"errors"
	"fmt"

	"molva/classify"
	"molva/store"
)

// fill puts the mentions that are to be stored before into the database that phases then share.
func (b *bench) fill(ctx context.Context) error {
	if b.Stored == 0 {
		return nil
	}
	db, err := b.openStore(ctx, b.dir)
	if err != nil {
		return err
	}
	err = steps(ctx, 0, b.Stored, batch, func(from, to int) error {
		results, err := b.results(ctx, from, to-from)
		if err != nil {
			return err
		}
		return db.Save(ctx, logName, results)
	})
	if err == nil {
		err = index(ctx, db)
	}
	if err == nil {
		err = db.TendAll(ctx) // as a program that runs has done every hour
	}
	return errors.Join(err, db.Close())
}

// results are mentions as the classify stage gives them to the store.
func (b *bench) results(ctx context.Context, from, n int) ([]classify.Result, error) {
	items, err := items(b.corpus.mentions(from, n), from)
	if err != nil {
		return nil, err
	}
	results, err := b.stage.Do(ctx, items)
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		if r.Tagged == nil {
			return nil, fmt.Errorf("mention %d was not taken: %s", r.Item.Seq, r.Rejected)
		}
	}
	return results, nil
}

// withReader runs do with a database that has the mentions of one phase or, when mentions were stored before, those.
func (b *bench) withReader(ctx context.Context, do func(db *store.DB, stored int) error) error {
	return b.withStore(ctx, func(db *store.DB) error {
		if b.Stored > 0 {
			return do(db, b.used)
		}
		results, err := b.results(ctx, 0, b.Mentions)
		if err != nil {
			return err
		}
		if err := db.Save(ctx, logName, results); err != nil {
			return err
		}
		return do(db, b.Mentions)
	})
}
