package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"molva/ingest"
)

// SourceRow is a source as it last reported, with the latest loss that it knows of.
type SourceRow struct {
	ID string
	ingest.SourceState
	Gap     string    // why something was lost, "" when nothing ever was
	GapFrom time.Time // since when; zero: nobody knows
	GapAt   time.Time
}

// Sources returns every source that ever reported, sorted by id. Which were up belongs to every figure, so whoever sees only some
// topics is told that too, but not why one was not.
func (db *DB) Sources(ctx context.Context) ([]SourceRow, error) {
	_, bounded := fenceOf(ctx)
	rows, err := db.read.QueryContext(narrowed(ctx), `SELECT s.source, s.network, s.state, s.last_item, s.last_try, s.wait_until, s.every, s.quiet, s.error,
			s.spent, s.expires, s.back, coalesce(g.why, ''), g.since, max(g.at)
		FROM source_state AS s LEFT JOIN gap AS g ON g.source = s.source GROUP BY s.source ORDER BY s.source`)
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	defer rows.Close()
	var all []SourceRow
	for rows.Next() {
		s, err := scanSource(rows)
		if err != nil {
			return nil, fmt.Errorf("read sources: %w", err)
		}
		if bounded {
			s.Error, s.Gap = "", ""
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

func scanSource(rows *sql.Rows) (s SourceRow, err error) {
	var item, try, wait, expires, since, gap sql.NullInt64
	var every, quiet int64
	var spent, back []byte
	err = rows.Scan(&s.ID, &s.Network, &s.State, &item, &try, &wait, &every, &quiet, &s.Error, &spent, &expires, &back, &s.Gap, &since, &gap)
	if err != nil {
		return s, err
	}
	s.LastItem, s.LastTry, s.WaitUntil, s.Expires = fromMS(item.Int64), fromMS(try.Int64), fromMS(wait.Int64), fromMS(expires.Int64)
	s.GapFrom, s.GapAt = fromMS(since.Int64), fromMS(gap.Int64)
	s.Every, s.Quiet = fromSpan(every), fromSpan(quiet)
	return s, errors.Join(json.Unmarshal(spent, &s.Spent), json.Unmarshal(back, &s.Back))
}

// fromSpan reads a saved stretch of time.
func fromSpan(n int64) time.Duration { return time.Duration(n) * time.Millisecond }

// Gap says that a source lost something between From, zero when nobody knows since when, and At.
type Gap struct {
	Source string
	From   time.Time
	At     time.Time
	Why    string
}

// Gaps returns what sources lost in a period, at least in part, in the order in which that ended. A gap of which nobody knows
// when it began lies at its end.
func (db *DB) Gaps(ctx context.Context, p Period) ([]Gap, error) {
	from, to := p.bounds()
	_, bounded := fenceOf(ctx)
	rows, err := db.read.QueryContext(narrowed(ctx), `SELECT source, since, at, why FROM gap WHERE at >= ? AND coalesce(since, at) < ? ORDER BY at, source, why`, from, to)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	defer rows.Close()
	var all []Gap
	for rows.Next() {
		var g Gap
		var since sql.NullInt64
		var at int64
		if err := rows.Scan(&g.Source, &since, &at, &g.Why); err != nil {
			return nil, fmt.Errorf("read gaps: %w", err)
		}
		g.From, g.At = fromMS(since.Int64), fromMS(at)
		if bounded {
			g.Why = ""
		}
		all = append(all, g)
	}
	return all, rows.Err()
}

// gap saves that a source lost something. A beginning after the end is nobody's knowledge.
func (f *filing) gap(n *ingest.Note) error {
	if n.Gap == "" {
		return nil
	}
	since := n.GapFrom
	if since.After(n.At) {
		since = time.Time{}
	}
	_, err := f.exec(`INSERT INTO gap (source, since, at, why) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		n.Source, msOrNull(since), ms(n.At), cut(n.Gap, maxReasonBytes))
	return err
}

// Retire makes done every source that is not among those that are configured: nobody waits for it any more, whatever was wrong
// with it. One that somebody else still reads tells of itself again.
func (db *DB) Retire(ctx context.Context, configured []string) error {
	err := db.writing(ctx, func(s *session) error {
		names, err := json.Marshal(append([]string{}, configured...))
		if err != nil {
			return err
		}
		_, err = s.exec(`UPDATE source_state SET state = ?, error = '', wait_until = NULL, expires = NULL, every = 0, quiet = 0, at = ?
			WHERE state != ? AND source NOT IN (SELECT value FROM json_each(?))`, string(ingest.Done), ms(db.now()), string(ingest.Done), string(names))
		return err
	})
	if err != nil {
		return fmt.Errorf("retire sources: %w", err)
	}
	return nil
}
