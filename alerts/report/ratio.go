package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Ratio is how many positive mentions there were for each negative one, period by period.
type Ratio struct {
	Topic ingest.Topic
	Every alerts.Every
	Rows  []Row // oldest first
}

// Row is one period of it. Its ratio is undefined when nothing is negative.
type Row struct {
	Period   store.Period // half-open, in the topic's zone
	Negative int
	Neutral  int
	Positive int
	Share    quantify.Estimate // positive of positive and negative
}

// Periods is how many periods a report goes back when nobody says otherwise.
func Periods(every alerts.Every) int {
	switch every {
	case alerts.Day:
		return 14
	case alerts.Month:
		return 6
	}
	return 8
}

// BuildRatio reads the n periods of which the last one holds the moment at; a zero moment means the last one that is over
// by now. Periods before the first in which anything counts are left out: nobody listened yet, which is not zero.
func BuildRatio(ctx context.Context, db *store.DB, topic string, every alerts.Every, at, now time.Time, n int) (Ratio, error) {
	t, err := find(ctx, db, topic)
	if err != nil {
		return Ratio{}, fmt.Errorf("build ratio: %w", err)
	}
	r := Ratio{Topic: t, Every: every}
	period := every.Last(now, t.Zone)
	if !at.IsZero() {
		period = every.At(at, t.Zone)
	}
	for range n {
		sum, err := db.Sum(ctx, topic, period)
		if err != nil {
			return r, fmt.Errorf("build ratio of %s: %w", topic, err)
		}
		r.Rows = append(r.Rows, Row{period, sum.Negative, sum.Neutral, sum.Positive,
			quantify.Of(sum.Positive, sum.Positive+sum.Negative)})
		period = alerts.Previous(period)
	}
	slices.Reverse(r.Rows)
	r.Rows = r.Rows[min(max(slices.IndexFunc(r.Rows, Row.any), 0), len(r.Rows)):]
	return r, nil
}

func (r Row) any() bool { return r.Negative+r.Neutral+r.Positive > 0 }

func find(ctx context.Context, db *store.DB, id string) (ingest.Topic, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return ingest.Topic{}, err
	}
	ids := make([]string, len(tree))
	for i, t := range tree {
		if t.ID == id {
			return t, nil
		}
		ids[i] = t.ID
	}
	return ingest.Topic{}, fmt.Errorf("%w %q, have %v", store.ErrUnknownTopic, id, ids)
}
