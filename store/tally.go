package store

import (
	"context"
	"fmt"
)

// Tally says how much of what was said counts, and how many people said it.
type Tally struct {
	Mentions int // all that name the topic
	Counted  int // those that the aggregates count
	Copies   int // near-duplicates, folded into what they repeat
	Promo    int // adverts and search-bait that are nobody's copy
	// People are the distinct authors, per network, of what counts and of its copies: who repeats a complaint
	// complains. A mention whose author the network does not tell stands for one person.
	People int
}

// Tally says how much of what was said on a topic in a period counts, and how many people said it.
func (db *DB) Tally(ctx context.Context, topic string, p Period) (Tally, error) {
	scope, err := db.scope(ctx, topic)
	if err != nil {
		return Tally{}, fmt.Errorf("read tally: %w", err)
	}
	from, to := p.bounds()
	var t Tally
	err = db.read.QueryRowContext(ctx, `WITH said AS (
			SELECT o.counted, m.duplicate_of IS NOT NULL AS copy, m.category = 'promo' AS promo, o.excluded,
				m.network || char(10) || CASE WHEN m.author_id <> '' THEN 'i' || m.author_id
					WHEN m.author_name <> '' THEN 'n' || m.author_name ELSE 'm' || m.id END AS person
			FROM opinion AS o JOIN mention AS m ON m.id = o.mention
			WHERE o.topic = ? AND o.published >= ? AND o.published < ?)
		SELECT count(*), coalesce(sum(counted), 0), coalesce(sum(copy), 0), coalesce(sum(promo AND NOT copy), 0),
			count(DISTINCT CASE WHEN counted OR copy AND NOT promo AND NOT excluded THEN person END)
		FROM said`, scope.id, from, to).Scan(&t.Mentions, &t.Counted, &t.Copies, &t.Promo, &t.People)
	if err != nil {
		return Tally{}, fmt.Errorf("read tally: %w", err)
	}
	return t, nil
}
