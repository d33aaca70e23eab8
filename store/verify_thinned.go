package store

import (
	"context"
	"database/sql"
)

// thinned tells of which hours mentions were removed whose numbers stay: all that is old by retention, and of some hours some.
type thinned struct {
	keptSince int64
	some      map[int64]bool
}

func (t thinned) at(hour int64) bool { return hour*msPerHour < t.keptSince || t.some[hour] }

func readThinned(ctx context.Context, tx *sql.Tx) (t thinned, err error) {
	t.some = map[int64]bool{}
	rows, err := tx.QueryContext(ctx, `SELECT hour, 0 FROM thinned_hour UNION ALL SELECT value, 1 FROM meta WHERE name = 'kept_since'`)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var value int64
		var since bool
		if err := rows.Scan(&value, &since); err != nil {
			return t, err
		}
		if since {
			t.keptSince = value
		} else {
			t.some[value] = true
		}
	}
	return t, rows.Err()
}
