package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// Mentions stand in the order of their arrival, which is nearly that of when they were first seen: workers may pass each
// other by, and a letter that is put into the pipe again was seen long before. Looking for a moment, so many rows are asked
// at each place, and that far around it all are looked at.
const (
	probed   = 32
	disorder = 10 * time.Minute
)

// Due returns mentions of a source that were first seen in a span of time, in the order of arrival, after a number; at most
// so many as are asked for, or a batch. Those that their authors deleted are left out. It reads what arrived about that time
// and needs no index of its own: see BenchmarkDue.
func (db *DB) Due(ctx context.Context, q ingest.Due) ([]ingest.Known, error) {
	known, err := db.due(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read what is due to be looked at again: %w", err)
	}
	return known, nil
}

func (db *DB) due(ctx context.Context, q ingest.Due) (known []ingest.Known, err error) {
	from, to := Period{q.Seen.From, q.Seen.To}.bounds()
	first, err := db.arrival(ctx, `max`, from-disorder.Milliseconds())
	if err != nil {
		return nil, err
	}
	end, err := db.arrival(ctx, `min`, to+disorder.Milliseconds())
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, network, external_id, url, thread, parent, seen FROM mention
		WHERE id > ? AND id < ? AND source = ? AND deleted = 0 AND seen >= ? AND seen < ? ORDER BY id LIMIT ?`,
		max(q.After, first-1), end, q.Source, from, to, cmp.Or(max(q.Limit, 0), ingest.RefreshBatch))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var k ingest.Known
		var seen int64
		if err := rows.Scan(&k.Number, &k.Network, &k.ID, &k.URL, &k.Thread, &k.Parent, &seen); err != nil {
			return nil, err
		}
		k.Seen = fromMS(seen)
		known = append(known, k)
	}
	return known, rows.Err()
}

// arrival halves the numbers until it stands where mentions begin to have been seen at a moment or later; behind the last
// one when there are none. Of a stretch of rows the latest is taken to find where something begins, the earliest to find
// where it ends: one that does not fit in only makes more to look at.
func (db *DB) arrival(ctx context.Context, which string, at int64) (int64, error) {
	low, high := int64(1), int64(0)
	if err := db.read.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM mention`).Scan(&high); err != nil {
		return 0, err
	}
	probe, err := db.read.PrepareContext(ctx, `SELECT `+which+`(seen) FROM (SELECT seen FROM mention WHERE id >= ? ORDER BY id LIMIT ?)`)
	if err != nil {
		return 0, err
	}
	defer probe.Close()
	for low < high {
		middle := low + (high-low)/2
		var seen sql.NullInt64
		if err := probe.QueryRowContext(ctx, middle, probed).Scan(&seen); err != nil {
			return 0, err
		}
		if seen.Valid && seen.Int64 < at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}
