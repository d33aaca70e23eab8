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
	Topic       ingest.Topic
	Every       alerts.Every
	Rows        []Row              // oldest first
	Why         []store.Complaint  // of the most people in the last row; Explain reads it
	Reliability alerts.Reliability // of the sentiment, at the end of the last row
	Beside      []Rival            // in the last row: ourselves, then the competitors; none beside a competitor
}

// Rival is one of those who are talked of beside each other.
type Rival struct {
	alerts.Part
	Voice quantify.Estimate // its part of all mentions of them that count
}

// Row is one period of it.
type Row struct {
	Period store.Period // half-open, in the topic's zone
	alerts.Tone
}

func (r Row) any() bool { return r.Total() > 0 }

// Periods is how many periods a report goes back when nobody says otherwise.
func Periods(every alerts.Every) int {
	switch every {
	case alerts.Day:
		return 14
	case alerts.Month:
		return 6
	case alerts.Quarter, alerts.Year:
		return 4
	}
	return 8
}

// BuildRatio reads the n periods, at least one, of which the last one holds the moment at; a zero moment means the last one that is over
// by now. Periods before the first in which anything counts are left out: nobody listened yet, which is not zero.
func BuildRatio(ctx context.Context, db *store.DB, topic string, every alerts.Every, at, now time.Time, n int) (Ratio, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return Ratio{}, fmt.Errorf("build ratio: %w", err)
	}
	t, err := among(tree, topic)
	if err != nil {
		return Ratio{}, fmt.Errorf("build ratio: %w", err)
	}
	r := Ratio{Topic: t, Every: every}
	periods := back(every, at, now, t.Zone, n)
	course, err := alerts.BuildCourse(ctx, db, topic, periods...)
	if err != nil {
		return r, fmt.Errorf("build ratio: %w", err)
	}
	for i, tone := range course.Tones {
		r.Rows = append(r.Rows, Row{periods[i], tone})
	}
	r.Rows = r.Rows[max(slices.IndexFunc(r.Rows, Row.any), 0):]
	if r.Reliability, err = alerts.BuildReliability(ctx, db, topic, periods[n-1].To); err != nil {
		return r, fmt.Errorf("build ratio: %w", err)
	}
	if err := r.compare(ctx, db, tree); err != nil {
		return r, fmt.Errorf("build ratio: %w", err)
	}
	return r, nil
}

// back lists n periods, oldest first.
func back(every alerts.Every, at, now time.Time, zone *time.Location, n int) []store.Period {
	period := every.Last(now, zone)
	if !at.IsZero() {
		period = every.At(at, zone)
	}
	return Back(period, n)
}

// Back lists n periods, oldest first, of which one is the last.
func Back(last store.Period, n int) []store.Period {
	all := make([]store.Period, n)
	for i := range all {
		all[n-1-i] = last
		last = alerts.Previous(last)
	}
	return all
}

// estimated is by what the estimates are made; it is the same in all rows.
func (r Ratio) estimated() quantify.Estimates {
	if len(r.Rows) == 0 {
		return quantify.Estimates{}
	}
	return r.Rows[0].Estimated
}

func find(ctx context.Context, db *store.DB, id string) (ingest.Topic, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return ingest.Topic{}, err
	}
	return among(tree, id)
}

// among finds a topic; store.ErrUnknownTopic when it is not there.
func among(tree []ingest.Topic, id string) (ingest.Topic, error) {
	ids := make([]string, len(tree))
	for i, t := range tree {
		if t.ID == id {
			return t, nil
		}
		ids[i] = t.ID
	}
	return ingest.Topic{}, fmt.Errorf("%w %q, have %v", store.ErrUnknownTopic, id, ids)
}
