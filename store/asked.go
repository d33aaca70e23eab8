package store

import (
	"context"
	"fmt"
	"time"
)

// Asked counts the second opinions asked for since a moment.
func (db *DB) Asked(ctx context.Context, since time.Time) (n int, err error) {
	if err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM asked WHERE at >= ?`, since.UnixMilli()).Scan(&n); err != nil {
		return 0, fmt.Errorf("count second opinions: %w", err)
	}
	return n, nil
}
