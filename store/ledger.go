package store

import (
	"context"
	"fmt"
)

// Viewed adds up the views of the mentions that a filter means, as far as the networks tell them.
func (db *DB) Viewed(ctx context.Context, f Filter) (n Noticed, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err == nil {
		err = db.read.QueryRowContext(ctx, `SELECT coalesce(sum(m.views), 0), count(m.views)`+p.rows(), p.args...).Scan(&n.Sum, &n.Known)
	}
	if err != nil {
		return Noticed{}, fmt.Errorf("read views: %w", err)
	}
	return n, nil
}
