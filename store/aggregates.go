package store

import (
	"context"
	"fmt"
	"time"
)

// Aggregate counts the opinions on one topic that count: copies, promo, what a person excluded and what its author
// deleted are not in it. Network, Lang and Hour are zero where the counts run over all of them.
type Aggregate struct {
	Topic, Network, Lang string
	Hour                 time.Time
	Negative, Neutral    int
	Positive             int
}

// Total is the number of opinions counted.
func (a Aggregate) Total() int { return a.Negative + a.Neutral + a.Positive }

// Ratio is positive per negative; ok is false when nothing is negative and there is nothing to divide by.
func (a Aggregate) Ratio() (r float64, ok bool) {
	if a.Negative == 0 {
		return 0, false
	}
	return float64(a.Positive) / float64(a.Negative), true
}

// Net is the share of positive opinions less that of negative ones, from -1 to 1; ok is false when there are none.
func (a Aggregate) Net() (n float64, ok bool) {
	if a.Total() == 0 {
		return 0, false
	}
	return float64(a.Positive-a.Negative) / float64(a.Total()), true
}

// parts is what the sums say of a topic and a period: the whole hours in it, from the sums, and from the opinions
// themselves what stands before the first whole hour and after the last, for zones and periods that do not keep to
// hours. Values: partsOf.
const parts = `WITH part (hour, network, lang, negative, neutral, positive, mentions, copies, promo) AS (
	SELECT hour, network, lang, negative, neutral, positive, mentions, copies, promo FROM sum_hour
	WHERE topic = ?1 AND hour >= ?2 AND hour < ?3
	UNION ALL ` + part + ` o.published >= ?4 AND o.published < ?5
	UNION ALL ` + part + ` o.published >= ?6 AND o.published < ?7
) `

const part = `SELECT o.published / 3600000, m.network, m.lang,
		o.counted AND o.sentiment = -1, o.counted AND o.sentiment = 0, o.counted AND o.sentiment = 1,
		1, m.duplicate_of IS NOT NULL, m.category = 'promo' AND m.duplicate_of IS NULL
	FROM opinion AS o JOIN mention AS m ON m.id = o.mention WHERE o.topic = ?1 AND`

func partsOf(topic int64, p Period) []any {
	from, to := p.bounds()
	first, last := wholeHoursOf(p)
	head := min(first*msPerHour, to)
	tail := max(last*msPerHour, head)
	return []any{topic, first, last, from, head, tail, to}
}

// wholeHoursOf are the hours that lie in a period as a whole, half-open.
func wholeHoursOf(p Period) (first, last int64) {
	from, to := p.bounds()
	first = (from + msPerHour - 1) / msPerHour
	return first, max(to/msPerHour, first)
}

// Sum adds up what counts for a topic in a period.
func (db *DB) Sum(ctx context.Context, topic string, p Period) (Aggregate, error) {
	all, err := db.group(ctx, topic, p, `''`, ``)
	if err != nil || len(all) == 0 {
		return Aggregate{Topic: topic}, err
	}
	return all[0], nil
}

// ByNetwork returns one aggregate for each network of which something counts in a period, sorted by name.
func (db *DB) ByNetwork(ctx context.Context, topic string, p Period) ([]Aggregate, error) {
	return db.group(ctx, topic, p, `network`, `GROUP BY network HAVING `+something+` ORDER BY network`)
}

// something leaves out hours and networks in which nothing counts.
const something = `sum(negative + neutral + positive) > 0`

func (db *DB) group(ctx context.Context, topic string, p Period, network, by string) ([]Aggregate, error) {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read sums: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, parts+`SELECT `+network+`, coalesce(sum(negative), 0), coalesce(sum(neutral), 0), coalesce(sum(positive), 0)
		FROM part `+by, partsOf(scope.id, p)...)
	if err != nil {
		return nil, fmt.Errorf("read sums: %w", err)
	}
	defer rows.Close()
	var all []Aggregate
	for rows.Next() {
		a := Aggregate{Topic: topic}
		if err := rows.Scan(&a.Network, &a.Negative, &a.Neutral, &a.Positive); err != nil {
			return nil, fmt.Errorf("read sums: %w", err)
		}
		all = append(all, a)
	}
	return all, rows.Err()
}
