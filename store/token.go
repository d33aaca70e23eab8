package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Token lets a program in.
type Token struct {
	ID      int64
	Name    string
	Role    string
	Topics  []string // that it sees, with all below them; nil: everything
	By      string   // who made it
	Created time.Time
	Until   time.Time // zero: it does not expire
	Used    time.Time // within an hour; zero: never
	Revoked bool
}

// Good reports whether a token lets in at a time.
func (t *Token) Good(now time.Time) bool {
	return !t.Revoked && (t.Until.IsZero() || now.Before(t.Until))
}

// ErrUnknownToken is the answer to whoever means a token that there is not.
var ErrUnknownToken = errors.New("unknown token")

const tokenColumns = `id, name, role, topics, made_by, created, until, used, revoked IS NOT NULL`

func scanToken(r scanner) (t Token, err error) {
	var topics sql.NullString
	var created int64
	var until, used sql.NullInt64
	if err = r.Scan(&t.ID, &t.Name, &t.Role, &topics, &t.By, &created, &until, &used, &t.Revoked); err != nil {
		return t, err
	}
	t.Created, t.Until, t.Used = fromMS(created), fromMS(until.Int64), fromMS(used.Int64)
	t.Topics, err = bounds(topics)
	return t, err
}

// AddToken remembers a token by its hash. Two that are good have different names.
func (db *DB) AddToken(ctx context.Context, t Token, hash []byte) (Token, error) {
	if err := strangeOurName(t.Name); err != nil {
		return Token{}, fmt.Errorf("add token: %w", err)
	}
	now := db.now()
	if !t.Until.IsZero() && !t.Until.After(now) {
		return Token{}, fmt.Errorf("add token %q: until: found %s, want a time to come", t.Name, t.Until.UTC().Format(time.RFC3339))
	}
	err := db.writing(ctx, func(s *session) error {
		if err := s.within(t.Role, t.Topics); err != nil {
			return err
		}
		taken, err := s.number(`SELECT count(*) FROM token WHERE name = ? AND revoked IS NULL AND (until IS NULL OR until > ?)`, t.Name, ms(now))
		if err != nil {
			return err
		}
		if taken > 0 {
			return ErrNameTaken
		}
		r, err := s.exec(`INSERT INTO token (name, role, topics, hash, made_by, created, until) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			t.Name, t.Role, bounded(t.Topics), hash, t.By, ms(now), msOrNull(t.Until))
		if err == nil {
			t.ID, err = r.LastInsertId()
		}
		return err
	})
	if err != nil {
		return Token{}, fmt.Errorf("add token %q: %w", t.Name, err)
	}
	t.Created = fromMS(ms(now))
	return t, nil
}

// Tokens are all that were ever made, the newest first.
func (db *DB) Tokens(ctx context.Context) (all []Token, err error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+tokenColumns+` FROM token ORDER BY id DESC`)
	if err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		t, err := scanToken(rows)
		if err != nil {
			return nil, fmt.Errorf("read tokens: %w", err)
		}
		all = append(all, t)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	return all, nil
}

// TokenBy is the token with a hash; ErrUnknownToken where there is none, or it is not good.
func (db *DB) TokenBy(ctx context.Context, hash []byte) (Token, error) {
	t, err := scanToken(db.read.QueryRowContext(narrowed(ctx), `SELECT `+tokenColumns+` FROM token WHERE hash = ?`, hash))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Token{}, ErrUnknownToken
	case err != nil:
		return Token{}, fmt.Errorf("read tokens: %w", err)
	case !t.Good(db.now()):
		return Token{}, ErrUnknownToken
	}
	return t, nil
}

// UsedToken remembers that a token was used; to the hour, as a program may ask many times a second.
func (db *DB) UsedToken(ctx context.Context, id int64) error {
	err := db.writing(narrowed(ctx), func(s *session) error {
		_, err := s.exec(`UPDATE token SET used = ? WHERE id = ?`, db.now().UnixMilli(), id)
		return err
	})
	if err != nil {
		return fmt.Errorf("remember the use of token %d: %w", id, err)
	}
	return nil
}

// RevokeToken ends a token. One that was ended stays so.
func (db *DB) RevokeToken(ctx context.Context, id int64) error {
	if err := db.revoke(ctx, `token`, id, ErrUnknownToken); err != nil {
		return fmt.Errorf("revoke token %d: %w", id, err)
	}
	return nil
}

func (db *DB) revoke(ctx context.Context, table string, id int64, unknown error) error {
	return db.writing(ctx, func(s *session) error {
		n, err := s.changed(`UPDATE `+table+` SET revoked = coalesce(revoked, ?) WHERE id = ?`, db.now().UnixMilli(), id)
		if err == nil && n == 0 {
			err = unknown
		}
		return err
	})
}
