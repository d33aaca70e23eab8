package service

import (
	"sort"
	"time"
)

// Calendar is business hours laid out over a stretch of time, to measure many waits by.
type Calendar struct {
	always bool
	shifts []worked
}

// worked is a shift, and what was worked in all that come before it.
type worked struct {
	from, to time.Time
	before   time.Duration
}

// Over lays the hours out from one moment to another. Shifts begin and end by the clock on the wall, so that one over which the
// clocks change is an hour longer or shorter.
func (h Hours) Over(from, to time.Time, zone *time.Location) Calendar {
	if h.Always() {
		return Calendar{always: true}
	}
	var c Calendar
	var total time.Duration
	for day := midday(from.In(zone)); midnight(day).Before(to); day = day.AddDate(0, 0, 1) {
		if begins, ends := h.shift(day); begins.Before(ends) {
			c.shifts = append(c.shifts, worked{begins, ends, total})
			total += ends.Sub(begins)
		}
	}
	return c
}

// Within is how much of the time from one moment to another, both inside the calendar, lies in business hours; nothing when it runs
// backwards. Nine hours are nine hours, not a day.
func (c Calendar) Within(from, to time.Time) time.Duration {
	if c.always {
		return max(to.Sub(from), 0)
	}
	return max(c.until(to)-c.until(from), 0)
}

// until is what was worked from the beginning on.
func (c Calendar) until(t time.Time) time.Duration {
	next := sort.Search(len(c.shifts), func(i int) bool { return c.shifts[i].from.After(t) })
	if next == 0 {
		return 0
	}
	last := c.shifts[next-1]
	return last.before + min(t.Sub(last.from), last.to.Sub(last.from))
}
