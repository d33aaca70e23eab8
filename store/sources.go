package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// SourceRow is a source as it last reported, with the latest loss that it knows of.
type SourceRow struct {
	ID string
	ingest.SourceState
	Gap   string // why something was lost, "" when nothing ever was
	GapAt time.Time
}

// Gap says that a source lost something before At.
type Gap struct {
	Source string
	At     time.Time
	Why    string
}

// Sources returns every source that ever reported, sorted by id.
func (db *DB) Sources(ctx context.Context) ([]SourceRow, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT s.source, s.network, s.state, s.last_item, s.last_try, s.wait_until, s.every, s.quiet, s.error,
			coalesce(g.why, ''), max(g.at)
		FROM source_state AS s LEFT JOIN gap AS g ON g.source = s.source GROUP BY s.source ORDER BY s.source`)
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	defer rows.Close()
	var all []SourceRow
	for rows.Next() {
		var s SourceRow
		var item, try, wait, gap sql.NullInt64
		var every, quiet int64
		if err := rows.Scan(&s.ID, &s.Network, &s.State, &item, &try, &wait, &every, &quiet, &s.Error, &s.Gap, &gap); err != nil {
			return nil, fmt.Errorf("read sources: %w", err)
		}
		s.LastItem, s.LastTry, s.WaitUntil, s.GapAt = fromMS(item.Int64), fromMS(try.Int64), fromMS(wait.Int64), fromMS(gap.Int64)
		s.Every, s.Quiet = time.Duration(every)*time.Millisecond, time.Duration(quiet)*time.Millisecond
		all = append(all, s)
	}
	return all, rows.Err()
}

// Gaps returns what sources lost in a period, oldest first.
func (db *DB) Gaps(ctx context.Context, p Period) ([]Gap, error) {
	from, to := p.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT source, at, why FROM gap WHERE at >= ? AND at < ? ORDER BY at, source, why`, from, to)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	defer rows.Close()
	var all []Gap
	for rows.Next() {
		var g Gap
		var at int64
		if err := rows.Scan(&g.Source, &at, &g.Why); err != nil {
			return nil, fmt.Errorf("read gaps: %w", err)
		}
		g.At = fromMS(at)
		all = append(all, g)
	}
	return all, rows.Err()
}
