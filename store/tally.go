package store

import (
	"context"
	"database/sql"
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

// Tally says how much of what was said on a topic in a period counts, and how many people said it. Like the sums it knows
// of what retention has removed.
func (db *DB) Tally(ctx context.Context, topic string, p Period) (t Tally, err error) {
	ctx, scope, err := db.scope(ctx, topic)
	if err == nil {
		t, err = db.tally(ctx, partsOf(scope.id, p))
	}
	if err != nil {
		return Tally{}, fmt.Errorf("read tally: %w", err)
	}
	return t, nil
}

// tally reads numbers and people of one state of the database.
func (db *DB) tally(ctx context.Context, of []any) (t Tally, err error) {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return t, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, parts+`SELECT coalesce(sum(mentions), 0), coalesce(sum(negative + neutral + positive), 0),
		coalesce(sum(copies), 0), coalesce(sum(promo), 0) FROM part`, of...).Scan(&t.Mentions, &t.Counted, &t.Copies, &t.Promo)
	if err != nil {
		return t, err
	}
	all, err := crowdOf(ctx, tx, of)
	t.People = all.people()
	return t, err
}

// crowdOf gathers the people of whole hours from the crowds, and those of the hours that a period cuts from the mentions.
func crowdOf(ctx context.Context, tx *sql.Tx, of []any) (all crowd, err error) {
	topic, hours, edges := of[0], of[1:3], of[3:7]
	rows, err := tx.QueryContext(ctx, `SELECT people FROM crowd WHERE topic = ? AND hour >= ? AND hour < ?`, topic, hours[0], hours[1])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var people sql.RawBytes
		if err := rows.Scan(&people); err != nil {
			return nil, err
		}
		all = all.add(people)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for edge := 0; edge < len(edges); edge += 2 {
		err := eachPerson(ctx, tx, `o.topic = ? AND o.published >= ? AND o.published < ?`, []any{topic, edges[edge], edges[edge+1]},
			func(_ crowdKey, person uint64) { all = append(all, person) })
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// eachPerson yields the author of each opinion that brings one, as they stand in the mentions.
func eachPerson(ctx context.Context, tx *sql.Tx, where string, args []any, do func(crowdKey, uint64)) error {
	var salt []byte
	if err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT o.topic, o.published / 3600000, m.network, m.external_id, m.author_id, m.author_name
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention
		WHERE `+voiced+` AND `+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k crowdKey
		var m filed
		var id, name string
		if err := rows.Scan(&k.topic, &k.hour, &m.network, &m.external, &id, &name); err != nil {
			return err
		}
		m.author = authorOf(id, name, m.external)
		do(k, m.person(salt))
	}
	return rows.Err()
}
