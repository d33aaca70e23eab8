package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Difference is one thing that Verify found wrong.
type Difference struct {
	Check string // which rule is broken
	Where string // the row
	Have  string // what is stored
	Want  string // what the mentions say
}

func (d Difference) String() string {
	return fmt.Sprintf("%s: %s: have %s, want %s", d.Check, d.Where, d.Have, d.Want)
}

// maxDifferences is how many differences of one kind are named.
const maxDifferences = 100

// Verify recomputes everything that is derived from the mentions and compares it with what is stored, on one state of
// the database. No difference means that every number is right; the error is for a database that cannot be read.
func (db *DB) Verify(ctx context.Context) ([]Difference, error) {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	defer tx.Rollback()
	if err := intact(ctx, tx); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return []Difference{{Check: "file", Where: db.path, Have: err.Error(), Want: "ok"}}, nil
	}
	var all []Difference
	for _, c := range slices.Concat(checks, labelChecks, complaintChecks, communityChecks) {
		found, err := differences(ctx, tx, c.name, c.query)
		if err != nil {
			return nil, fmt.Errorf("verify %s: %w", c.name, err)
		}
		all = append(all, found...)
	}
	for _, stray := range []func(context.Context, *sql.Tx) ([]Difference, error){strayWeeks, strayPeople, strayTones, strayVoices, strayLabels, strayMembers, db.strayBooks, straySets} {
		found, err := stray(ctx, tx)
		if err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		all = append(all, found...)
	}
	return all, nil
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// intact lets SQLite check the file: pages, indexes, the search index, references.
func intact(ctx context.Context, db querier) error {
	for _, query := range []string{
		`PRAGMA integrity_check(10)`,
		`SELECT 'a row of ' || "table" || ' refers to nothing in ' || parent FROM pragma_foreign_key_check LIMIT 10`,
	} {
		said, err := texts(ctx, db, query)
		if err != nil {
			return err
		}
		if len(said) > 0 && said[0] != "ok" {
			return errors.New(strings.Join(said, "; "))
		}
	}
	return nil
}

func texts(ctx context.Context, db querier, query string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// differences runs a check: a query for where, have and want of what is wrong.
func differences(ctx context.Context, db querier, name, query string) ([]Difference, error) {
	rows, err := db.QueryContext(ctx, query+fmt.Sprintf(` LIMIT %d`, maxDifferences))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Difference
	for rows.Next() {
		d := Difference{Check: name}
		if err := rows.Scan(&d.Where, &d.Have, &d.Want); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

// strayWeeks finds opinions that stand in another week than their topic's zone says.
func strayWeeks(ctx context.Context, tx *sql.Tx) ([]Difference, error) {
	rows, err := tx.QueryContext(ctx, `SELECT t.slug, t.zone, o.week, min(o.published), max(o.published)
		FROM opinion AS o JOIN topic AS t ON t.id = o.topic GROUP BY o.topic, o.week ORDER BY 1, 3`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Difference
	for rows.Next() {
		var slug, name string
		var week, first, last int64
		if err := rows.Scan(&slug, &name, &week, &first, &last); err != nil {
			return nil, err
		}
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil, err
		}
		if weekOf(first, zone) != week || weekOf(last, zone) != week {
			all = append(all, Difference{
				Check: "week of an opinion",
				Where: fmt.Sprintf("%s, week of %s", slug, monday(week, time.UTC).Format(time.DateOnly)),
				Have:  fmt.Sprintf("published from %s to %s", fromMS(first).Format(time.RFC3339), fromMS(last).Format(time.RFC3339)),
				Want:  "the week that " + name + " has then",
			})
		}
	}
	return all, rows.Err()
}
