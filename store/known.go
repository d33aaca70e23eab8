package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// KnownUntil returns for each network until when we know what was said there of a topic: until one of the network's sources was last
// read without an error or, where none is, as with what was imported, until the latest mention of the topic that we hold. It is
// never after now.
func (db *DB) KnownUntil(ctx context.Context, topic string, now time.Time) (map[string]time.Time, error) {
	until := map[string]time.Time{}
	err := db.reading(ctx, topic, func(tx *sql.Tx, scope scope) error {
		rows, err := tx.QueryContext(ctx, knownUntil, scope.id, ms(now))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var network string
			var at int64
			if err := rows.Scan(&network, &at); err != nil {
				return err
			}
			until[network] = fromMS(at)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read until when networks were heard: %w", err)
	}
	return until, nil
}

// knownUntil finds the hour of each network's latest mention among the sums, and the moment among the mentions of that hour.
const knownUntil = `WITH said AS (
		SELECT network, max(hour) * 3600000 AS hour FROM sum_hour WHERE topic = ?1 AND hour * 3600000 <= ?2 GROUP BY network),
	known AS MATERIALIZED (
		SELECT s.network, (SELECT max(m.published) FROM mention AS m INDEXED BY mention_published
			WHERE m.network = s.network AND m.published >= s.hour AND m.published < s.hour + 3600000 AND m.published <= ?2) AS at
		FROM said AS s
		UNION ALL SELECT network, max(min(at, ?2), min(coalesce(last_try, 0), ?2)) FROM source_state WHERE state IN ('ok', 'late'))
	SELECT network, max(at) FROM known WHERE at IS NOT NULL GROUP BY network`
