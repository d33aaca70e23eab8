package file

import (
	"slices"
	"time"
)

// step is the distance of one record of a metric to the next: months or days, or else just a time.
type step struct {
	months, days int
	time         time.Duration
}

// daily is taken where nothing tells.
var daily = step{days: 1}

// steps are those of the metrics seen so far.
type steps map[string]step

// series is what has one figure at a time.
type series struct{ metric, account, network, post string }

// learn finds the steps of metrics that have none yet.
func (s steps) learn(drafts []draft) {
	times := make(map[series][]time.Time)
	for _, d := range drafts {
		if _, known := s[d.Metric]; d.open && !known {
			of := series{d.Metric, d.Account, d.Network, d.Post}
			times[of] = append(times[of], d.At)
		}
	}
	least := make(map[string]time.Duration)
	for of, all := range times {
		if d := shortest(all); d > 0 && (least[of.metric] == 0 || d < least[of.metric]) {
			least[of.metric] = d
		}
	}
	for metric, d := range least {
		s[metric] = stepOf(d)
	}
}

// shortest is the least distance of two different times, 0 when there are no two.
func shortest(all []time.Time) (least time.Duration) {
	slices.SortFunc(all, time.Time.Compare)
	for i := range all[1:] {
		if d := all[i+1].Sub(all[i]); d > 0 && (least == 0 || d < least) {
			least = d
		}
	}
	return least
}

// A day that clocks are changed in has an hour more or less, as a month has that holds it.
const (
	day   = 24 * time.Hour
	slack = time.Hour
)

func stepOf(d time.Duration) step {
	whole := d.Round(day)
	switch {
	case d >= 28*day-slack && d <= 31*day+slack:
		return step{months: 1}
	case whole > 0 && (d-whole).Abs() <= slack:
		return step{days: int(whole / day)}
	}
	return step{time: d}
}

// span is how long a step takes that begins at a moment, by the calendar of a zone.
func (s steps) span(metric string, from time.Time, zone *time.Location) time.Duration {
	of, known := s[metric]
	if !known {
		of = daily
	}
	from = from.In(zone)
	return from.AddDate(0, of.months, of.days).Add(of.time).Sub(from)
}
