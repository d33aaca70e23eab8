package bench

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"hash/maphash"
	"path/filepath"
	"strings"

	"molva/classify"
	"molva/store"
)

// tape is what saving the mentions of a phase leaves in the database, transaction by transaction, so that it can be
// written again by SQLite alone.
type tape struct {
	statements []string  // two for each table, parents before children: one for new rows, one for changed ones
	batches    [][]write // the first are for warming up
	warm       int       // how many of them
}

// write is one row that is new or was changed.
type write struct {
	statement int // in the tape's list
	row       []driver.NamedValue
}

// record saves results into a database of its own, as the stage does, and looks after each transaction what has changed.
func (b *bench) record(ctx context.Context, dir string, results []classify.Result) (t tape, err error) {
	db, err := b.openAt(ctx, filepath.Join(dir, "molva.db"))
	if err != nil {
		return t, err
	}
	bare, err := store.Bare(ctx, filepath.Join(dir, "molva.db"))
	if err != nil {
		return t, errors.Join(err, db.Close())
	}
	r := recorder{db: bare, keys: map[uint64]struct{}{}, rows: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
	if err = r.begin(ctx); err == nil {
		err = b.recordWith(ctx, &t, &r, func(from, to int) error { return db.Save(ctx, logName, results[from:to]) })
	}
	return t, errors.Join(err, bare.Close(), db.Close())
}

func (b *bench) recordWith(ctx context.Context, t *tape, r *recorder, save func(from, to int) error) error {
	for _, table := range r.tables {
		t.statements = append(t.statements, table.insert(), table.upsert())
	}
	step := func(from, to int) error {
		if err := save(from, to); err != nil {
			return err
		}
		writes, err := r.changed(ctx)
		t.batches = append(t.batches, writes)
		return err
	}
	if err := steps(ctx, 0, b.warm, batch, step); err != nil {
		return err
	}
	t.warm = len(t.batches)
	return steps(ctx, b.warm, b.warm+b.Mentions, batch, step)
}

// table is a plain table of the database.
type table struct {
	name    string
	columns []string
	key     []int // places of the columns of the primary key
}

// tables lists them in the order in which they were made, so that what is referred to comes first.
func tables(ctx context.Context, db *sql.DB) (all []table, err error) {
	rows, err := db.QueryContext(ctx, `SELECT t.name, c.name, c.pk > 0 FROM sqlite_schema AS s
		JOIN pragma_table_list AS t ON t.name = s.name AND t.schema = 'main' AND t.type = 'table'
		JOIN pragma_table_info(t.name) AS c WHERE s.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
		ORDER BY s.rowid, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, column string
		var key bool
		if err := rows.Scan(&name, &column, &key); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, table{name: name})
		}
		all[len(all)-1].add(column, key)
	}
	return all, rows.Err()
}

func (t *table) add(column string, key bool) {
	if key {
		t.key = append(t.key, len(t.columns))
	}
	t.columns = append(t.columns, column)
}

func (t table) insert() string {
	marks := strings.TrimPrefix(strings.Repeat(", ?", len(t.columns)), ", ")
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.name, strings.Join(t.columns, ", "), marks)
}

func (t table) upsert() string {
	sets := make([]string, len(t.columns))
	for i, c := range t.columns {
		sets[i] = c + " = excluded." + c
	}
	return t.insert() + " ON CONFLICT DO UPDATE SET " + strings.Join(sets, ", ")
}

// recorder knows the rows that it has seen.
type recorder struct {
	db         *sql.DB
	tables     []table
	keys, rows map[uint64]struct{} // hashed
	seed       maphash.Seed
}

// begin takes note of what is there.
func (r *recorder) begin(ctx context.Context) (err error) {
	if r.tables, err = tables(ctx, r.db); err != nil {
		return err
	}
	_, err = r.changed(ctx)
	return err
}

// changed are the rows that were not there, or not so, when it was last called.
func (r *recorder) changed(ctx context.Context) (writes []write, err error) {
	for i, t := range r.tables {
		err := r.scan(ctx, t, func(row []any) {
			if !r.first(r.rows, t.name, row) {
				return
			}
			statement := 2 * i
			if len(t.key) > 0 && !r.first(r.keys, t.name, t.keyOf(row)) {
				statement++
			}
			writes = append(writes, write{statement, arguments(row)})
		})
		if err != nil {
			return nil, err
		}
	}
	return writes, nil
}

// first reports whether something is seen for the first time.
func (r *recorder) first(seen map[uint64]struct{}, what ...any) bool {
	hash := maphash.String(r.seed, fmt.Sprintf("%#v", what)) // %q would take all large numbers for one
	_, known := seen[hash]
	seen[hash] = struct{}{}
	return !known
}

func (t table) keyOf(row []any) []any {
	key := make([]any, len(t.key))
	for i, place := range t.key {
		key[i] = row[place]
	}
	return key
}

func (r *recorder) scan(ctx context.Context, t table, found func(row []any)) error {
	rows, err := r.db.QueryContext(ctx, "SELECT * FROM "+t.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	row, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		found(row)
	}
	return rows.Err()
}

func arguments(row []any) []driver.NamedValue {
	args := make([]driver.NamedValue, len(row))
	for i, v := range row {
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return args
}
