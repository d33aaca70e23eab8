package store

import (
	"cmp"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
)

// session is the one connection that writes, with its statements prepared for good. It speaks to the driver itself:
// through database/sql the same rows take half as long again, because each statement there makes several allocations
// and takes several locks.
type session struct {
	conn   driver.Conn
	stmts  map[string]*statement
	memory *memory // what Save keeps between transactions; nil: read it again
	books  *books  // as they were committed; nil: read them again
	as     books   // and what was known beside them
	db     *DB
}

type statement struct {
	driver.Stmt
	args []driver.NamedValue
}

// writing runs do in one immediate transaction. It waits for its turn, until ctx ends; once begun it is not
// interrupted. An error or a panic of do rolls everything back.
func (db *DB) writing(ctx context.Context, do func(*session) error) error {
	if err := beyond(ctx); err != nil {
		return err
	}
	if db.write == nil {
		return ErrReadOnly
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	broken := conn.Raw(func(c any) error {
		s := db.sessionOf(c.(driver.Conn))
		if _, err = s.exec(`BEGIN IMMEDIATE`); err != nil {
			return nil
		}
		if err = s.transact(db, do); err != nil {
			return s.abandon()
		}
		return nil
	})
	return cmp.Or(err, broken)
}

// sessionOf returns the session of a connection; whoever holds the connection holds the session.
func (db *DB) sessionOf(conn driver.Conn) *session {
	if db.session == nil || db.session.conn != conn {
		db.session = &session{conn: conn, stmts: map[string]*statement{}, db: db}
	}
	return db.session
}

// transact does the work of a transaction and commits it.
func (s *session) transact(db *DB, do func(*session) error) (err error) {
	defer func() {
		// The panic's value may hold an author's text; it goes nowhere.
		if p := recover(); p != nil {
			db.log.Debug("panic while saving", "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %T", p)
		}
	}()
	if err := do(s); err != nil {
		return err
	}
	db.step("commit")
	_, err = s.exec(`COMMIT`)
	db.step("committed")
	if err == nil {
		s.keep()
	}
	return err
}

// abandon rolls back. A connection that cannot even do that, or whose transaction SQLite has ended on its own after a
// failed write, is given up for a new one.
func (s *session) abandon() error {
	s.forget()
	if _, err := s.exec(`ROLLBACK`); err != nil {
		s.close()
		return driver.ErrBadConn
	}
	return nil
}

func (s *session) statement(query string, args []any) (*statement, error) {
	st := s.stmts[query]
	if st == nil {
		prepared, err := s.conn.Prepare(query)
		if err != nil {
			return nil, err
		}
		st = &statement{prepared, make([]driver.NamedValue, prepared.NumInput())}
		s.stmts[query] = st
	}
	if len(args) != len(st.args) {
		return nil, fmt.Errorf("statement wants %d values, got %d", len(st.args), len(args))
	}
	for i, arg := range args {
		st.args[i] = driver.NamedValue{Ordinal: i + 1, Value: bound(arg)}
	}
	return st, nil
}

// bound turns a value into one of the few types that the driver takes.
func bound(v any) driver.Value {
	switch v := v.(type) {
	case int:
		return int64(v)
	case uint64:
		return int64(v)
	case *int64:
		if v == nil {
			return nil
		}
		return *v
	case *float64:
		if v == nil {
			return nil
		}
		return *v
	}
	return v
}

// exec runs a statement. The background context is deliberate: one that can end costs a goroutine a statement.
func (s *session) exec(query string, args ...any) (driver.Result, error) {
	st, err := s.statement(query, args)
	if err != nil {
		return nil, err
	}
	return st.Stmt.(driver.StmtExecContext).ExecContext(context.Background(), st.args)
}

// changed is exec that tells how many rows it touched.
func (s *session) changed(query string, args ...any) (int64, error) {
	r, err := s.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// rows returns everything that a query finds; for results that are small by their nature.
func (s *session) rows(query string, args ...any) (found []row, err error) {
	st, err := s.statement(query, args)
	if err != nil {
		return nil, err
	}
	rows, err := st.Stmt.(driver.StmtQueryContext).QueryContext(context.Background(), st.args)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for {
		r := make(row, len(rows.Columns()))
		if err := rows.Next(r); err == io.EOF {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		found = append(found, r)
	}
}

// number returns the first number of the first row, 0 when there is none.
func (s *session) number(query string, args ...any) (int64, error) {
	found, err := s.rows(query, args...)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0].int(0), nil
}

// close lets go of the statements; a connection with statements left would keep its file open.
func (s *session) close() error {
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.Close())
	}
	clear(s.stmts)
	return errors.Join(errs...)
}

// row is a row as the driver gives it. NULL reads as zero.
type row []driver.Value

func (r row) int(i int) int64 {
	n, _ := r[i].(int64)
	return n
}

func (r row) real(i int) float64 {
	x, _ := r[i].(float64)
	return x
}

// rating is a number that may be unknown.
func (r row) rating(i int) *float64 {
	x, ok := r[i].(float64)
	if !ok {
		return nil
	}
	return &x
}

func (r row) text(i int) string {
	switch v := r[i].(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}

func (r row) bytes(i int) []byte {
	b, _ := r[i].([]byte)
	return b
}
