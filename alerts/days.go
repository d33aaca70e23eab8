package alerts

import (
	"context"
	"time"

	"molva/store"
)

// Step is what was counted within one step of a chart, a day or seven.
type Step struct {
	store.Period
	Counts
	Known bool // somebody listened; otherwise the counts say nothing
}

// What a chart can show: no fewer days than two weeks, no more steps than twenty.
const (
	leastDays = 14
	mostSteps = 20
)

// steps reads the days of the period and of the one before, at least two weeks; where they are too many for a chart, seven
// at a time. The last step ends with the period. Nil: they are too many even so.
func steps(ctx context.Context, db *store.DB, d Digest) ([]Step, error) {
	all := stepsOf(d)
	if len(all) == 0 {
		return nil, nil
	}
	watched, err := db.Watched(ctx, d.Topic.ID)
	if err != nil {
		return nil, err
	}
	for i, s := range all {
		sum, err := db.Sum(ctx, d.Topic.ID, s.Period)
		if err != nil {
			return nil, err
		}
		all[i].Counts, all[i].Known = countsOf(sum), s.To.After(watched.From) && s.From.Before(watched.To)
	}
	return all, nil
}

// stepsOf cuts the time up to the end of a period at the midnights of its zone.
func stepsOf(d Digest) (all []Step) {
	days := max(daysIn(store.Period{From: d.Previous.From, To: d.Period.To}), leastDays)
	width := 1
	if days > mostSteps {
		width = 7
	}
	n := (days + width - 1) / width
	if n > mostSteps {
		return nil
	}
	for i := n; i > 0; i-- {
		all = append(all, Step{Period: store.Period{From: daysBefore(d.Period.To, i*width), To: daysBefore(d.Period.To, (i-1)*width)}})
	}
	return all
}

// daysBefore is n days before a moment. Before the beginning of a day it is the beginning of one, also where the clocks go
// forward at midnight.
func daysBefore(t time.Time, n int) time.Time {
	if !t.Equal(store.Day(t, t.Location()).From) {
		return t.AddDate(0, 0, -n)
	}
	y, m, d := t.Date()
	return store.Day(time.Date(y, m, d-n, 12, 0, 0, 0, t.Location()), t.Location()).From
}

// daysIn is how many days a period has; one of a clock change has 23 or 25 hours.
func daysIn(p store.Period) int {
	return int((p.To.Sub(p.From) + 12*time.Hour) / (24 * time.Hour))
}
