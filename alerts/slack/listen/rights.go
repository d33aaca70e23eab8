package listen

import (
	"slices"
	"time"
)

// allowed reports whether somebody is on a list; an empty one lets everybody in.
func allowed(list []string, user string) bool {
	return len(list) == 0 || slices.Contains(list, user)
}

// rate is when people asked in the last minute. Only one goroutine asks.
type rate map[string][]time.Time

const (
	mostAsked  = 10 // questions of a person in a minute
	mostAskers = 1_000
)

// take counts a question and reports whether it may be answered. The first one too many is told apart, so that it is
// refused with a word and those after it in silence.
func (r rate) take(user string, now time.Time) (ok, first bool) {
	if len(r) >= mostAskers {
		clear(r)
	}
	recent := slices.DeleteFunc(r[user], func(at time.Time) bool { return now.Sub(at) >= time.Minute || at.After(now) })
	n := len(recent) + 1
	if n <= mostAsked+1 {
		recent = append(recent, now)
	}
	r[user] = recent
	return n <= mostAsked, n == mostAsked+1
}
