package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Census is when a complete set of people was taken, and how large it is.
type Census struct {
	Account string
	Network string
	Name    string    // one of ingest.MemberSets
	At      time.Time // of what was done, when its span began
	Span    time.Duration
	People  int
}

// Censuses returns the complete sets of an account that were taken, or began, in a period, oldest first. The name "" is any.
func (db *DB) Censuses(ctx context.Context, account, network, name string, p Period) ([]Census, error) {
	if !seesAccount(ctx, account, network) {
		return nil, nil
	}
	ctx = narrowed(ctx)
	from, to := p.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT account, network, name, at, span, n FROM member_set
		WHERE account = ? AND network = ? AND (?3 = '' OR name = ?3) AND at >= ? AND at < ? AND complete = 1 ORDER BY at, name, span`,
		account, network, name, from, to)
	if err != nil {
		return nil, fmt.Errorf("read sets of people: %w", err)
	}
	defer rows.Close()
	var all []Census
	for rows.Next() {
		var m Census
		var at, span int64
		if err := rows.Scan(&m.Account, &m.Network, &m.Name, &at, &span, &m.People); err != nil {
			return nil, fmt.Errorf("read sets of people: %w", err)
		}
		m.At, m.Span = fromMS(at), fromSpan(span)
		all = append(all, m)
	}
	return all, rows.Err()
}

// MemberSet returns the people of the latest complete set over a span, 0 for one of a moment, that was taken, or began, at a
// moment or before it; ok is false when there is none, which is not an empty set. A million people are eight megabytes.
func (db *DB) MemberSet(ctx context.Context, account, network, name string, span time.Duration, at time.Time) (s Set, ok bool, err error) {
	if !seesAccount(ctx, account, network) {
		return Set{}, false, nil
	}
	ctx = narrowed(ctx)
	var id int64
	var n int
	err = db.read.QueryRowContext(ctx, `SELECT id, n FROM member_set WHERE account = ? AND network = ? AND name = ? AND span = ? AND at <= ? AND complete = 1
		ORDER BY at DESC LIMIT 1`, account, network, name, span.Milliseconds(), ms(at)).Scan(&id, &n)
	if errors.Is(err, sql.ErrNoRows) {
		return Set{}, false, nil
	}
	if err == nil {
		s, err = readSet(ctx, db.read, id, n)
	}
	if err != nil {
		return Set{}, false, fmt.Errorf("read a set of people: %w", err)
	}
	return s, true, nil
}

// readSet reads the people of a set; n is about how many they are.
func readSet(ctx context.Context, db querier, id int64, n int) (Set, error) {
	rows, err := db.QueryContext(ctx, `SELECT people FROM member_chunk WHERE members = ? AND loose = 0 ORDER BY id`, id)
	if err != nil {
		return Set{}, err
	}
	defer rows.Close()
	s := Set{make([]uint64, 0, n)}
	for rows.Next() {
		var people sql.RawBytes
		if err := rows.Scan(&people); err != nil {
			return Set{}, err
		}
		s.add(people)
	}
	return s, rows.Err()
}

// Authors returns who said what a filter means, as far as the networks tell who it was: the same people as among the members
// of accounts. Limit and Before are not looked at.
func (db *DB) Authors(ctx context.Context, f Filter) (Set, error) {
	s, err := db.authors(ctx, f)
	if err != nil {
		return Set{}, fmt.Errorf("read authors: %w", err)
	}
	return s, nil
}

func (db *DB) authors(ctx context.Context, f Filter) (Set, error) {
	var salt []byte
	if err := db.read.QueryRowContext(narrowed(ctx), `SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		return Set{}, err
	}
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return Set{}, err
	}
	p.and(`m.author_id <> ''`)
	rows, err := db.read.QueryContext(ctx, `SELECT DISTINCT m.network, m.author_id`+p.rows(), p.args...)
	if err != nil {
		return Set{}, err
	}
	defer rows.Close()
	var people []uint64
	for rows.Next() {
		var m filed
		var id string
		if err := rows.Scan(&m.network, &id); err != nil {
			return Set{}, err
		}
		m.author = authorOf(id, "", "")
		people = append(people, m.person(salt))
	}
	return setOf(people), rows.Err()
}
