package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// posts keeps the latest word on each post of an account whose figures are kept. One that was deleted stays so. One that
// cannot be kept is rejected alone. Of one that was erased, or whose author was, only that it is there is kept.
func (f *filing) posts(n *ingest.Note) error {
	for _, p := range n.Posts {
		if err := p.Admit(time.UnixMilli(f.now)); err != nil {
			f.reject(n, err)
			continue
		}
		erased, err := f.isErased(p.Network, p.ID, p.Author)
		if err != nil {
			return err
		}
		if erased {
			p.URL, p.Author, p.Text, p.Deleted = "", "", "", true
		}
		_, err = f.exec(`INSERT INTO account_post (account, network, external_id, url, form, author, text, published, deleted)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (account, network, external_id) DO UPDATE SET url = excluded.url, form = excluded.form, author = excluded.author,
				text = excluded.text, published = excluded.published, deleted = excluded.deleted WHERE deleted = 0`,
			p.Account, p.Network, p.ID, p.URL, p.Form, p.Author, p.Text, ms(p.Published), p.Deleted)
		if err != nil {
			return err
		}
	}
	return nil
}

// Posts returns the posts of an account that were published in a period, in that order. Of one that was deleted only that is
// known.
func (db *DB) Posts(ctx context.Context, account, network string, p Period) ([]ingest.AccountPost, error) {
	if !seesAccount(ctx, account, network) {
		return nil, nil
	}
	ctx = narrowed(ctx)
	from, to := p.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT account, network, external_id, url, form, author, text, published, deleted FROM account_post
		WHERE account = ? AND network = ? AND published >= ? AND published < ? ORDER BY published, external_id`, account, network, from, to)
	if err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	defer rows.Close()
	var all []ingest.AccountPost
	for rows.Next() {
		post, err := scanPost(rows)
		if err != nil {
			return nil, fmt.Errorf("read posts: %w", err)
		}
		all = append(all, post)
	}
	return all, rows.Err()
}

func scanPost(rows *sql.Rows) (p ingest.AccountPost, err error) {
	var published int64
	err = rows.Scan(&p.Account, &p.Network, &p.ID, &p.URL, &p.Form, &p.Author, &p.Text, &published, &p.Deleted)
	p.Published = fromMS(published)
	return p, err
}
