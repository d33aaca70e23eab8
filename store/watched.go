package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Watched is the stretch of time that can be spoken of a topic: from the hour of its first mention, whether that counts or
// not, to now. It is empty where there never was one. Silence outside of it is no zero: nobody listened.
func (db *DB) Watched(ctx context.Context, topic string) (Period, error) {
	ctx, scope, err := db.scope(ctx, topic)
	var first sql.NullInt64
	if err == nil {
		err = db.read.QueryRowContext(ctx, `SELECT min(hour) FROM sum_hour WHERE topic = ?`, scope.id).Scan(&first)
	}
	now := db.now().UTC()
	switch {
	case err != nil:
		return Period{}, fmt.Errorf("read what was watched: %w", err)
	case !first.Valid:
		return Period{now, now}, nil
	}
	return Period{time.UnixMilli(first.Int64 * msPerHour).UTC(), now}, nil
}
