package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// Hour counts the opinions on a topic that count, of one hour.
type Hour struct {
	At                          time.Time // when it begins, UTC
	Negative, Neutral, Positive int
}

// Total is the number of opinions counted.
func (h Hour) Total() int { return h.Negative + h.Neutral + h.Positive }

// Hours returns the hours of a period in which something counts, oldest first, over all networks and languages. What the
// period cuts off of its first and last hour is not in them.
func (db *DB) Hours(ctx context.Context, topic string, p Period) ([]Hour, error) {
	return db.hours(ctx, topic, func(topic int64) (string, []any) {
		return parts + `SELECT hour, sum(negative), sum(neutral), sum(positive) FROM part GROUP BY hour HAVING ` + something + ` ORDER BY hour`, partsOf(topic, p)
	})
}

// news says of a mention m that it is none of an import of old ones.
const news = `m.run NOT GLOB '` + ingest.PastRun + `-*'`

// Arrivals is Hours, of what was heard of in time: without what an import of old mentions brought, and without what was
// first seen more than delay after it was published. It reads the mentions themselves, so it is for periods of days, and
// does not know of what retention has removed.
func (db *DB) Arrivals(ctx context.Context, topic string, p Period, delay time.Duration) ([]Hour, error) {
	return db.hours(ctx, topic, func(topic int64) (string, []any) {
		from, to := p.bounds()
		return `SELECT o.published / 3600000 AS hour, sum(o.sentiment = -1), sum(o.sentiment = 0), sum(o.sentiment = 1)
			FROM opinion AS o JOIN mention AS m ON m.id = o.mention
			WHERE o.topic = ? AND o.published >= ? AND o.published < ? AND o.counted = 1 AND m.seen <= o.published + ? AND ` + news + `
			GROUP BY hour ORDER BY hour`, []any{topic, from, to, delay.Milliseconds()}
	})
}

func (db *DB) hours(ctx context.Context, topic string, query func(topic int64) (string, []any)) ([]Hour, error) {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read hours: %w", err)
	}
	text, args := query(scope.id)
	rows, err := db.read.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("read hours: %w", err)
	}
	defer rows.Close()
	all, err := scanHours(rows)
	if err != nil {
		return nil, fmt.Errorf("read hours: %w", err)
	}
	return all, nil
}

func scanHours(rows *sql.Rows) (all []Hour, err error) {
	for rows.Next() {
		var h Hour
		var hour int64
		if err := rows.Scan(&hour, &h.Negative, &h.Neutral, &h.Positive); err != nil {
			return nil, err
		}
		h.At = time.UnixMilli(hour * msPerHour).UTC()
		all = append(all, h)
	}
	return all, rows.Err()
}

// Loud returns what counts for a topic in a period and was said by authors with at least so many followers, the most
// followed first. Authors whose followers nobody knows are not among them, nor what an import of old mentions brought. Like
// Arrivals it is for periods of days.
func (db *DB) Loud(ctx context.Context, topic string, p Period, followers int) (all []Row, err error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read loud mentions: %w", err)
	}
	_, scope, err := db.scope(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read loud mentions: %w", err)
	}
	from, to := p.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT `+ofOpinion+ofMention+fromOpinion+` JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = ? AND o.published >= ? AND o.published < ? AND o.counted = 1 AND m.author_followers >= ? AND `+news+`
		ORDER BY m.author_followers DESC, m.id`, scope.id, from, to, followers)
	if err != nil {
		return nil, fmt.Errorf("read loud mentions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanRow(rows, topic)
		if err != nil {
			return nil, fmt.Errorf("read loud mentions: %w", err)
		}
		within.trim(&r)
		all = append(all, r)
	}
	return all, rows.Err()
}
