package store

import (
	"context"
	"fmt"
	"time"
)

// WeekSum is the aggregate of one week of a topic.
type WeekSum struct {
	Monday time.Time // 00:00 in the topic's zone
	Aggregate
}

// Weeks returns the weeks that begin in a period, in the topic's zone, oldest first. A week without anything that
// counts is there with zeros: whether it was silent or unseen, the sources' gaps tell. An open end of the period is
// where the topic's sums end.
func (db *DB) Weeks(ctx context.Context, topic string, p Period) ([]WeekSum, error) {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read weeks: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT week, sum(negative), sum(neutral), sum(positive) FROM sum_week
		WHERE topic = ? GROUP BY week ORDER BY week`, scope.id)
	if err != nil {
		return nil, fmt.Errorf("read weeks: %w", err)
	}
	defer rows.Close()
	var weeks []WeekSum
	for rows.Next() {
		var week int64
		w := WeekSum{Aggregate: Aggregate{Topic: topic}}
		if err := rows.Scan(&week, &w.Negative, &w.Neutral, &w.Positive); err != nil {
			return nil, fmt.Errorf("read weeks: %w", err)
		}
		w.Monday = monday(week, scope.zone)
		weeks = append(weeks, w)
	}
	return calendar(weeks, topic, p, scope.zone), rows.Err()
}

// calendar fills in the weeks of a period that are missing and leaves out those that do not begin in it.
func calendar(have []WeekSum, topic string, p Period, zone *time.Location) []WeekSum {
	from, to := p.From, p.To
	if len(have) > 0 && from.IsZero() {
		from = have[0].Monday
	}
	if len(have) > 0 && to.IsZero() {
		to = have[len(have)-1].Monday.Add(time.Nanosecond)
	}
	if from.IsZero() || to.IsZero() {
		return nil
	}
	known := map[int64]WeekSum{}
	for _, w := range have {
		known[weekOf(ms(w.Monday), zone)] = w
	}
	var weeks []WeekSum
	for week := weekOf(ms(from), zone); monday(week, zone).Before(to); week += 7 {
		begins := monday(week, zone)
		if begins.Before(from) {
			continue
		}
		w, ok := known[week]
		if !ok {
			w = WeekSum{Aggregate: Aggregate{Topic: topic}}
		}
		w.Monday, w.Hour = begins, begins
		weeks = append(weeks, w)
	}
	return weeks
}
