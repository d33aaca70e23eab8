package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"molva/ingest"
	"molva/ingest/query"
)

// PostQuery says which posts of accounts are meant. A zero field leaves that side open.
type PostQuery struct {
	Account string // as the config writes it
	Network string
	Form    string
	Tag     string // a hashtag, without its sign, as Tags has it or not yet folded
	Users   *bool  // written by users, or by the account itself
	Part    PostPart
	Period  Period // of publishing
}

// MeasuredPost is a post with what is known of it.
type MeasuredPost struct {
	ingest.AccountPost
	Figures []ingest.Figure // by metric and time, whenever they were taken
}

// MeasuredPosts returns the posts that a query means with all their figures, by time of publishing, id, account and network.
// Deleted ones are not among them.
func (db *DB) MeasuredPosts(ctx context.Context, q PostQuery) ([]MeasuredPost, error) {
	all, err := db.measuredPosts(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read posts with their figures: %w", err)
	}
	return all, nil
}

// measuredPosts reads posts and figures of one state of the database.
func (db *DB) measuredPosts(ctx context.Context, q PostQuery) ([]MeasuredPost, error) {
	ctx = narrowed(ctx)
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	all, places, err := q.posts(ctx, tx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	glances, err := q.glances(ctx, tx, places)
	measure(all, glances)
	return all, err
}

// posts reads the posts, and at which place each row of them stands.
func (q PostQuery) posts(ctx context.Context, tx *sql.Tx) (all []MeasuredPost, places map[int64]int, err error) {
	holds, err := q.Part.holds()
	if err != nil {
		return nil, nil, err
	}
	where, args := q.where()
	seen, accounts := onAccounts(ctx, `p`)
	where, args = where+seen, append(args, accounts...)
	rows, err := tx.QueryContext(ctx, `SELECT p.id, p.account, p.network, p.external_id, p.url, p.form, p.author, p.text, p.published
		FROM account_post AS p WHERE `+where+` ORDER BY p.published, p.external_id, p.account, p.network`, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	places, tag := map[int64]int{}, query.Fold(strings.TrimPrefix(q.Tag, "#"))
	for rows.Next() {
		var p MeasuredPost
		var id, published int64
		if err := rows.Scan(&id, &p.Account, &p.Network, &p.ID, &p.URL, &p.Form, &p.Author, &p.Text, &published); err != nil {
			return nil, nil, err
		}
		if tag != "" && !slices.Contains(Tags(p.Text), tag) {
			continue
		}
		if p.Published = fromMS(published); !holds(p.Text, p.Published) {
			continue
		}
		places[id] = len(all)
		all = append(all, p)
	}
	return all, places, rows.Err()
}

// where is the query in SQL, but for the tag and the part, with its values.
func (q PostQuery) where() (string, []any) {
	from, to := q.Period.bounds()
	where, args := `p.deleted = 0 AND p.published >= ? AND p.published < ?`, []any{from, to}
	for _, is := range []struct{ column, value string }{{`p.account`, q.Account}, {`p.network`, q.Network}, {`p.form`, q.Form}} {
		if is.value != "" {
			where, args = where+` AND `+is.column+` = ?`, append(args, is.value)
		}
	}
	if q.Users != nil {
		where, args = where+` AND (p.author <> '') = ?`, append(args, *q.Users)
	}
	return where, args
}
