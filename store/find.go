package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Find looks a mention up by its public id, network:external_id, and returns the topics that it names itself. ok is false
// when no such mention is stored.
func (db *DB) Find(ctx context.Context, id string) (topics []string, ok bool, err error) {
	ctx, within, err := db.sees(ctx, id)
	if errors.Is(err, ErrUnknownMention) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find mention: %w", err)
	}
	network, external, _ := strings.Cut(id, ":")
	var row int64
	err = db.read.QueryRowContext(ctx, `SELECT id FROM mention WHERE network = ? AND external_id = ? AND deleted = 0`, network, external).Scan(&row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err == nil {
		topics, err = db.named(ctx, row)
	}
	if err != nil {
		return nil, false, fmt.Errorf("find mention: %w", err)
	}
	return within.only(topics), true, nil
}

// named lists the topics that a mention names itself, in the config's order.
func (db *DB) named(ctx context.Context, row int64) (topics []string, err error) {
	rows, err := db.read.QueryContext(ctx, `SELECT t.slug FROM opinion AS o JOIN topic AS t ON t.id = o.topic
		WHERE o.mention = ? AND o.direct = 1 ORDER BY t.place, t.id`, row)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var topic string
		if err := rows.Scan(&topic); err != nil {
			return nil, err
		}
		topics = append(topics, topic)
	}
	return topics, rows.Err()
}

// Row is the mention with a public id as an opinion on a topic; without a topic, with the verdict on its whole text. ok is false
// when there is no such thing.
func (db *DB) Row(ctx context.Context, id, topic string) (r Row, ok bool, err error) {
	ctx, p, err := db.predicate(ctx, Filter{Topic: topic})
	if err == nil {
		r, ok, err = db.only(ctx, p, id, topic)
	}
	if err != nil {
		return Row{}, false, fmt.Errorf("read mention: %w", err)
	}
	return r, ok, nil
}

// only reads the one row of a predicate that is of a mention.
func (db *DB) only(ctx context.Context, p *predicate, id, topic string) (Row, bool, error) {
	opinion, number := ofWholeText(p.seen), `m.id`
	if topic != "" {
		opinion, number = ofOpinion, `o.mention`
	}
	network, external, _ := strings.Cut(id, ":")
	p.and(number+` = (SELECT f.id FROM mention AS f WHERE f.network = ? AND f.external_id = ?) AND m.deleted = 0`, network, external)
	rows, err := db.read.QueryContext(ctx, `SELECT `+opinion+ofMention+p.rows(), p.args...)
	if err != nil {
		return Row{}, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return Row{}, false, rows.Err()
	}
	r, err := scanRow(rows, topic)
	p.seen.trim(&r)
	return r, err == nil, err
}
