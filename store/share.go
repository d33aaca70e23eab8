package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Share is a page that whoever has a link to it may read.
type Share struct {
	ID      int64
	Path    string   // with its query
	Topics  []string // that it shows, with all below them; nil: everything
	By      string
	Created time.Time
	Until   time.Time
	Revoked bool
}

// MaxShared is how long a page may be shared.
const MaxShared = 90 * 24 * time.Hour

// ErrUnknownShare is the answer to whoever means a link that there is not, or not any more.
var ErrUnknownShare = errors.New("unknown link")

const shareColumns = `id, path, topics, made_by, created, until, revoked IS NOT NULL`

func scanShare(r scanner) (sh Share, err error) {
	var topics sql.NullString
	var created, until int64
	if err = r.Scan(&sh.ID, &sh.Path, &topics, &sh.By, &created, &until, &sh.Revoked); err != nil {
		return sh, err
	}
	sh.Created, sh.Until = fromMS(created), fromMS(until)
	sh.Topics, err = bounds(topics)
	return sh, err
}

// AddShare remembers a link by the hash of its secret.
func (db *DB) AddShare(ctx context.Context, sh Share, hash []byte) (Share, error) {
	now := db.now()
	switch lasts := sh.Until.Sub(now); {
	case !plainPath(sh.Path):
		return Share{}, fmt.Errorf("share: path: found %.80q, want that of a page", sh.Path)
	case lasts <= 0 || lasts > MaxShared:
		return Share{}, fmt.Errorf("share %.80q: until: found %s, want a time within %d days", sh.Path, sh.Until.UTC().Format(time.RFC3339), MaxShared/(24*time.Hour))
	}
	err := db.writing(narrowed(ctx), func(s *session) error {
		r, err := s.exec(`INSERT INTO share (path, topics, hash, made_by, created, until) VALUES (?, ?, ?, ?, ?, ?)`,
			sh.Path, bounded(sh.Topics), hash, sh.By, ms(now), ms(sh.Until))
		if err == nil {
			sh.ID, err = r.LastInsertId()
		}
		return err
	})
	if err != nil {
		return Share{}, fmt.Errorf("share %.80q: %w", sh.Path, err)
	}
	sh.Created = fromMS(ms(now))
	return sh, nil
}

// Shares are the links that somebody has made, of everybody where by is empty, the newest first.
func (db *DB) Shares(ctx context.Context, by string) (all []Share, err error) {
	if by != "" {
		ctx = narrowed(ctx)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+shareColumns+` FROM share WHERE ?1 = '' OR made_by = ?1 ORDER BY id DESC`, by)
	if err != nil {
		return nil, fmt.Errorf("read shared links: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		sh, err := scanShare(rows)
		if err != nil {
			return nil, fmt.Errorf("read shared links: %w", err)
		}
		all = append(all, sh)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read shared links: %w", err)
	}
	return all, nil
}

// ShareBy is the link with a hash; ErrUnknownShare where there is none, or it does not lead anywhere any more.
func (db *DB) ShareBy(ctx context.Context, hash []byte) (Share, error) {
	sh, err := scanShare(db.read.QueryRowContext(narrowed(ctx), `SELECT `+shareColumns+` FROM share WHERE hash = ?`, hash))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Share{}, ErrUnknownShare
	case err != nil:
		return Share{}, fmt.Errorf("read shared links: %w", err)
	case sh.Revoked || !db.now().Before(sh.Until):
		return Share{}, ErrUnknownShare
	}
	return sh, nil
}

// RevokeShare ends a link, of whoever made it; of anybody where by is empty.
func (db *DB) RevokeShare(ctx context.Context, id int64, by string) error {
	err := db.writing(narrowed(ctx), func(s *session) error {
		n, err := s.changed(`UPDATE share SET revoked = coalesce(revoked, ?) WHERE id = ? AND (? = '' OR made_by = ?)`, db.now().UnixMilli(), id, by, by)
		if err == nil && n == 0 {
			err = ErrUnknownShare
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("end shared link %d: %w", id, err)
	}
	return nil
}
