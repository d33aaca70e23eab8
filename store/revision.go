package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
)

// Revision is what the database is like at a moment. Between two that are equal nothing has changed.
type Revision struct {
	Data int64 // another one after every commit, whoever made it
	Acts int64 // how often people have changed something through this process
}

// watch sees commits from a connection of its own, the only one by whose numbers they can be told apart.
type watch struct {
	acts atomic.Int64

	mu    sync.Mutex
	pool  *sql.DB
	conn  *sql.Conn
	epoch int64 // connections so far: the numbers of two have nothing to do with each other
}

// Revision is cheap enough to be asked for with every page.
func (db *DB) Revision(ctx context.Context) (r Revision, err error) {
	r.Acts = db.watch.acts.Load()
	if r.Data, err = db.watch.version(context.WithoutCancel(ctx), db.path); err != nil {
		return r, fmt.Errorf("read the revision: %w", err)
	}
	return r, nil
}

// acted is called when a person has changed something; what was read before is not what they expect to see.
func (db *DB) acted() { db.watch.acts.Add(1) }

func (w *watch) version(ctx context.Context, path string) (v int64, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.open(ctx, path); err != nil {
		return 0, err
	}
	if err := w.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&v); err != nil {
		w.shut()
		return 0, err
	}
	return w.epoch<<32 + v, nil
}

func (w *watch) open(ctx context.Context, path string) (err error) {
	if w.conn != nil {
		return nil
	}
	if w.pool == nil {
		if w.pool, err = connect(ctx, path, "ro", 1, readerPragmas()); err != nil {
			return err
		}
	}
	w.epoch++
	w.conn, err = w.pool.Conn(ctx)
	return err
}

// shut lets go of a connection that no longer answers.
func (w *watch) shut() {
	w.conn.Close()
	w.pool.Close()
	w.conn, w.pool = nil, nil
}

// close ends watching.
func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		w.shut()
	}
}

// Newest is the number of the newest mention and of the newest complaint; the difference of two is how many came between.
func (db *DB) Newest(ctx context.Context) (mention, complaint int, err error) {
	err = db.read.QueryRowContext(narrowed(ctx), `SELECT coalesce((SELECT max(id) FROM mention), 0), coalesce((SELECT max(id) FROM complaint), 0)`).Scan(&mention, &complaint)
	if err != nil {
		return 0, 0, fmt.Errorf("read what is newest: %w", err)
	}
	return mention, complaint, nil
}
