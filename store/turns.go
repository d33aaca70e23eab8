package store

import (
	"context"
	"fmt"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
)

// Turn is a change of a complaint's state.
type Turn struct {
	Complaint cluster.ID // its root when it was written down
	At        time.Time
	Before    life.State
	State     life.State
}

// Turns returns how the states of complaints changed in a period, the first change first. It is for the loops of the program alone:
// whose topics they are is not asked.
func (db *DB) Turns(ctx context.Context, p Period) ([]Turn, error) {
	from, to := p.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT complaint, at, state,
			coalesce((SELECT b.state FROM turn AS b WHERE b.complaint = t.complaint AND b.at < t.at ORDER BY b.at DESC LIMIT 1), 'new')
		FROM turn AS t WHERE at >= ? AND at < ? ORDER BY at, complaint`, from, to)
	if err != nil {
		return nil, fmt.Errorf("read changes of complaints: %w", err)
	}
	defer rows.Close()
	var all []Turn
	for rows.Next() {
		var t Turn
		var at int64
		if err := rows.Scan(&t.Complaint, &at, &t.State, &t.Before); err != nil {
			return nil, fmt.Errorf("read changes of complaints: %w", err)
		}
		t.At = fromMS(at)
		all = append(all, t)
	}
	return all, rows.Err()
}
