package store

import (
	"context"
	"fmt"
	"time"

	"molva/classify/cluster"
)

// Live counts what was told of a complaint in a period and heard of in time, as Arrivals has it: mentions that count there,
// and the people who told of it, of copies too. Like Arrivals it is for periods of days.
func (db *DB) Live(ctx context.Context, id cluster.ID, p Period, delay time.Duration) (mentions, people int, err error) {
	from, to := p.bounds()
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE b.role & 5 = 0), count(DISTINCT b.person)
		FROM mention AS m JOIN member AS b ON b.mention = m.id
		WHERE m.published >= ? AND m.published < ? AND b.complaint IN `+family+` AND m.deleted = 0 AND m.seen <= m.published + ? AND `+news,
		from, to, int64(id), delay.Milliseconds()).Scan(&mentions, &people)
	if err != nil {
		return 0, 0, fmt.Errorf("count what is told of %v: %w", id, err)
	}
	return mentions, people, nil
}
