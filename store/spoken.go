package store

import (
	"context"
	"fmt"
)

// Spoken is how many rows Mentions yields for a filter without a limit, and how many people wrote them, told apart as Tally
// does: over Voices of a topic and a period, as long as retention removed nothing of them, they are its People.
func (db *DB) Spoken(ctx context.Context, f Filter) (mentions, people int, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err == nil {
		err = db.read.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT m.network || char(0) || `+authorSQL+`)`+p.rows(), p.args...).Scan(&mentions, &people)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("count who spoke: %w", err)
	}
	return mentions, people, nil
}
