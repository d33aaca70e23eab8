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
	return topics, true, nil
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
