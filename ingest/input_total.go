package ingest

import "time"

// Total is what an input that has a value comes to over its own period: the value itself or, of one that is of each week, month
// or year, as many of it as the period has. A year has twelve months or fifty-two weeks, so whole months by the clocks of the zone
// have 52/12 weeks each; any other period has as many weeks as it has days by seven.
func (in Input) Total(zone *time.Location) float64 {
	if in.Per == "" {
		return *in.Value
	}
	has, of := in.weeks(zone), in.Per.weeks()
	return *in.Value * float64(has.n*of.d) / float64(has.d*of.n)
}

// fraction is n/d; as integers, a month of each month is exactly one of it.
type fraction struct{ n, d int }

// weeks is how many weeks the period has.
func (in Input) weeks(zone *time.Location) fraction {
	from, to := nearestDay(in.From, zone), nearestDay(in.To, zone)
	if from.Day() == 1 && to.Day() == 1 && from.Before(to) {
		months := 12*(to.Year()-from.Year()) + int(to.Month()-from.Month())
		return fraction{52 * months, 12}
	}
	return fraction{int(to.Sub(from) / (24 * time.Hour)), 7}
}

// nearestDay is the day, at midnight of UTC, that begins next to a time by the clocks of a zone. An input begins at midnight by
// the clocks of its topic, which may be others.
func nearestDay(at time.Time, zone *time.Location) time.Time {
	year, month, day := at.In(zone).Add(12 * time.Hour).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func (p Per) weeks() fraction {
	switch p {
	case EachMonth:
		return fraction{52, 12}
	case EachYear:
		return fraction{52, 1}
	}
	return fraction{1, 1}
}
