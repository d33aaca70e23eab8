package bench

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"molva/store"
)

// bareSave saves once as we do and then writes the same rows again, in the same transactions, into empty tables of the
// same schema, by prepared statements and the driver's own calls, which are its fastest. Mentions that were stored before
// are not there: a ceiling is that of an empty database.
func (b *bench) bareSave(ctx context.Context, m *meter) error {
	return b.folder(func(dir string) error {
		results, err := b.results(ctx, 0, b.warm+b.Mentions)
		if err != nil {
			return err
		}
		first, second := filepath.Join(dir, "saved"), filepath.Join(dir, "bare")
		if err := errors.Join(os.Mkdir(first, 0o700), os.Mkdir(second, 0o700)); err != nil {
			return err
		}
		t, err := b.record(ctx, first, results)
		if err != nil {
			return fmt.Errorf("record: %w", err)
		}
		if b.info, err = describe(ctx, filepath.Join(first, "molva.db"), results, t); err != nil {
			return err
		}
		db, err := b.openEmpty(ctx, second)
		if err != nil {
			return err
		}
		return errors.Join(b.replay(ctx, t, db, m), db.Close())
	})
}

// openEmpty makes a database with the tables and topics and nothing else.
func (b *bench) openEmpty(ctx context.Context, dir string) (*sql.DB, error) {
	path := filepath.Join(dir, "molva.db")
	db, err := b.openAt(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return store.Bare(ctx, path)
}

func (b *bench) replay(ctx context.Context, t tape, db *sql.DB, m *meter) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		p, err := newPlayer(c.(driver.Conn), t.statements)
		if err == nil {
			err = p.play(ctx, t.batches[:t.warm])
		}
		if err == nil {
			err = m.time(b.Mentions, func() error { return p.play(ctx, t.batches[t.warm:]) })
		}
		return errors.Join(err, p.close())
	})
}

// player has the statements of a tape, prepared.
type player struct {
	begin, commit driver.Stmt
	statements    []driver.Stmt
}

func newPlayer(conn driver.Conn, statements []string) (p *player, err error) {
	p = &player{}
	prepare := func(query string) driver.Stmt {
		st, e := conn.Prepare(query)
		if e != nil {
			err = errors.Join(err, fmt.Errorf("prepare %s: %w", query, e))
		}
		return st
	}
	p.begin, p.commit = prepare(`BEGIN IMMEDIATE`), prepare(`COMMIT`)
	for _, query := range statements {
		p.statements = append(p.statements, prepare(query))
	}
	return p, err
}

// play writes batches, each in one transaction.
func (p *player) play(ctx context.Context, batches [][]write) error {
	for _, batch := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := execute(p.begin, nil); err != nil {
			return err
		}
		for _, w := range batch {
			if err := execute(p.statements[w.statement], w.row); err != nil {
				return err
			}
		}
		if err := execute(p.commit, nil); err != nil {
			return err
		}
	}
	return nil
}

// execute does not use a context that can end: the driver would start a goroutine for each statement.
func execute(st driver.Stmt, args []driver.NamedValue) error {
	_, err := st.(driver.StmtExecContext).ExecContext(context.Background(), args)
	return err
}

func (p *player) close() error {
	var all error
	for _, st := range append([]driver.Stmt{p.begin, p.commit}, p.statements...) {
		if st != nil {
			all = errors.Join(all, st.Close())
		}
	}
	return all
}
