package spike

import (
	"slices"
	"time"
)

// Hour is what was said within one hour, by tone. It begins at At, a whole hour of UTC.
type Hour struct {
	At                          time.Time
	Negative, Neutral, Positive int
}

// Total is how many mentions the hour has.
func (h Hour) Total() int { return h.Negative + h.Neutral + h.Positive }

// Span is the time from From up to, not including, To.
type Span struct{ From, To time.Time }

// Series is what was heard of one topic.
type Series struct {
	Zone  *time.Location // where the people live who talk: their clock makes the rhythm; nil is UTC
	Hours []Hour         // in order of time; an hour that is missing had no mentions if it was heard
	// From and To bound what is known; To is usually now, and the hour it falls into is still running.
	From, To time.Time
	// Deaf is when nothing could be heard: what is missing then is unknown and not zero.
	Deaf []Span
}

func (s Series) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// midnight is the last midnight of the topic's zone at or before at, to the whole hour of UTC.
func (s Series) midnight(at time.Time) time.Time {
	y, m, d := at.In(s.zone()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, s.zone()).UTC().Truncate(time.Hour)
}

// between is the hours from from up to to.
func (s Series) between(from, to time.Time) []Hour {
	lo, _ := slices.BinarySearchFunc(s.Hours, from, startsAt)
	hi, _ := slices.BinarySearchFunc(s.Hours, to, startsAt)
	return s.Hours[lo:max(lo, hi)]
}

func startsAt(h Hour, t time.Time) int { return h.At.Compare(t) }
