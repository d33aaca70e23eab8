package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Attention is how much notice the mentions that count got, as far as the networks tell: each sum says of how many mentions
// it is, and there is nothing known of the others.
type Attention struct {
	Mentions                                 int // that count
	Views, Likes, Replies, Shares, Followers Noticed
	Influential                              int // whose author has at least so many followers
}

// Noticed is a sum over those of whom it is known: mentions, and authors where it is of followers. An author counts once, with
// the number that was told with the latest of the mentions.
type Noticed struct {
	Sum   int64
	Known int
}

// Attention adds up what is known of the mentions that count for a topic in a period. Nobody is influential from 0 followers on.
func (db *DB) Attention(ctx context.Context, topic string, p Period, influential int) (a Attention, err error) {
	err = db.reading(ctx, topic, func(tx *sql.Tx, scope scope) error {
		from, to := p.bounds()
		return tx.QueryRowContext(ctx, attention, scope.id, from, to, influential).Scan(&a.Mentions, &a.Views.Sum, &a.Views.Known,
			&a.Likes.Sum, &a.Likes.Known, &a.Replies.Sum, &a.Replies.Known, &a.Shares.Sum, &a.Shares.Known,
			&a.Influential, &a.Followers.Sum, &a.Followers.Known)
	})
	if err != nil {
		return Attention{}, fmt.Errorf("read attention: %w", err)
	}
	return a, nil
}

// attention reads the mentions once.
const attention = `WITH heard AS MATERIALIZED (
		SELECT m.id, m.network, ` + authorSQL + ` AS author, m.views, m.likes, m.replies, m.shares, m.author_followers AS followers, m.published
		FROM opinion AS o CROSS JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = ?1 AND o.published >= ?2 AND o.published < ?3 AND o.counted = 1),
	followed AS (
		SELECT followers, row_number() OVER (PARTITION BY network, author ORDER BY published DESC, id DESC) AS place
		FROM heard WHERE followers IS NOT NULL)
	SELECT count(*), coalesce(sum(views), 0), count(views), coalesce(sum(likes), 0), count(likes), coalesce(sum(replies), 0), count(replies),
		coalesce(sum(shares), 0), count(shares), coalesce(sum(?4 > 0 AND followers >= ?4), 0),
		(SELECT coalesce(sum(followers), 0) FROM followed WHERE place = 1), (SELECT count(*) FROM followed WHERE place = 1)
	FROM heard`

// authorSQL is authorOf of a mention m.
const authorSQL = `CASE WHEN m.author_id <> '' THEN 'i' || m.author_id WHEN m.author_name <> '' THEN 'n' || m.author_name ELSE 'm' || m.external_id END`
