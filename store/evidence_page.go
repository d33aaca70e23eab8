package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// FiguresPage is what Figures returns from one place on, at most n of it, and how many there are in all.
func (db *DB) FiguresPage(ctx context.Context, q FigureQuery, skip, n int) (page []ingest.Figure, total int, err error) {
	seen, accounts := onAccounts(ctx, `s`)
	ctx = narrowed(ctx)
	err = db.still(ctx, func(tx *sql.Tx) error {
		where, args := q.where()
		where, args = where+seen, append(args, accounts...)
		const from = ` FROM series AS s CROSS JOIN figure AS f ON f.series = s.id WHERE `
		if err := tx.QueryRowContext(ctx, `SELECT count(*)`+from+where, args...).Scan(&total); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT s.account, s.network, s.post, s.metric, f.at, f.span, f.value`+from+where+`
			ORDER BY s.account, s.network, s.post, s.metric, f.at, f.span LIMIT ? OFFSET ?`, append(args, n, skip)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			one, err := scanFigure(rows)
			if err != nil {
				return err
			}
			page = append(page, one)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read a page of figures: %w", err)
	}
	return page, total, nil
}

// PostsPage is what MeasuredPosts returns from one place on, at most n of it, and how many there are in all. The figures of the
// others are not read.
func (db *DB) PostsPage(ctx context.Context, q PostQuery, skip, n int) (page []MeasuredPost, total int, err error) {
	ctx = narrowed(ctx)
	err = db.still(ctx, func(tx *sql.Tx) error {
		all, places, err := q.posts(ctx, tx)
		if err != nil {
			return err
		}
		total = len(all)
		skip = min(skip, total)
		if page = all[skip : skip+min(n, total-skip)]; len(page) == 0 {
			return nil
		}
		for id, place := range places {
			if places[id] = place - skip; place < skip || place >= skip+len(page) {
				delete(places, id)
			}
		}
		q.Period = Period{page[0].Published, page[len(page)-1].Published.Add(time.Millisecond)} // they are in the order of publishing
		glances, err := q.glances(ctx, tx, places)
		measure(page, glances)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read a page of posts: %w", err)
	}
	return page, total, nil
}

// still reads one state of the database.
func (db *DB) still(ctx context.Context, read func(*sql.Tx) error) error {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return read(tx)
}
