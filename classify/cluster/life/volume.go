package life

import (
	"math"
	"time"
)

// trust is how many people a day's volume is taken to be usual with, before any were seen: a gamma prior of that shape.
// A crowd of many more decides by itself; with a small brand, three people more or less say little about the day.
const trust = 10

// volume is how much was written on each day, by the crowd without its bursts.
type volume struct {
	first  int       // the first day that was watched
	people []float64 // by day
	part   []float64 // what the calendar and the clock let expect: 1 on an average whole day
	sum    float64   // of people
	parts  float64   // of part
}

func watch(c Crowd, now time.Time) *volume {
	v := &volume{people: make([]float64, len(c.Days)), part: make([]float64, len(c.Days))}
	for d, n := range c.Days {
		v.people[d] = float64(max(n, 0))
		v.part[d] = 1
	}
	for v.first < len(v.people) && v.people[v.first] == 0 {
		v.first++
	}
	if n := len(v.part); n > 0 {
		v.weekdays()
		v.part[n-1] *= max(passed(now), 1./48)
	}
	v.total()
	return v
}

// passed is the share of the UTC day that is over.
func passed(now time.Time) float64 {
	now = now.UTC()
	return float64(now.Sub(midnight(now))) / float64(day)
}

// weekdays gives each day the part of its weekday, which starts at 1 and follows the crowd as weeks go by.
func (v *volume) weekdays() {
	whole := len(v.people) - 1
	var people, days [7]float64
	var all float64
	for d := v.first; d < whole; d++ {
		people[d%7] += v.people[d]
		days[d%7]++
		all += v.people[d]
	}
	if all == 0 {
		return
	}
	mean := all / float64(whole-v.first)
	for d := range v.part {
		v.part[d] = (people[d%7]/mean + 1) / (days[d%7] + 1)
	}
}

func (v *volume) total() {
	v.sum, v.parts = 0, 0
	for d := v.first; d < len(v.people); d++ {
		v.sum += v.people[d]
		v.parts += v.part[d]
	}
}

// without takes a burst out of the crowd, or every other complaint would seem to fade under it. Whole people, so that
// the sum is exact in any order.
func (v *volume) without(s *series) {
	for d := s.from; d < len(s.y); d++ {
		if s.out[d] {
			v.people[d] -= math.Round(max(s.y[d]-s.rate*s.x[d], 0))
		}
	}
}
