package life

import "time"

// prior is how much the volume of a day is trusted to be the usual one, in people. With a crowd of many more the crowd
// decides; a small brand's three people more or less say nothing about the day.
const prior = 10

// volume is how much was written each day, by the crowd.
type volume struct {
	first  int       // the first day that was watched
	people []float64 // by day
	part   []float64 // of each day that is over and usual: 1 for an average day, today as much as has passed
	sum    float64   // of people
	parts  float64   // of part
}

func newVolume(c Crowd, now time.Time) *volume {
	v := &volume{people: make([]float64, len(c.Days)), part: make([]float64, len(c.Days))}
	for d, n := range c.Days {
		v.people[d] = float64(max(n, 0))
	}
	for v.first < len(c.Days) && c.Days[v.first] <= 0 {
		v.first++
	}
	for d := range v.part {
		v.part[d] = 1
	}
	if n := len(v.part); n > 0 {
		now = now.UTC()
		v.part[n-1] = max(now.Sub(now.Truncate(24*time.Hour)).Hours()/24, 1./48)
	}
	v.weigh()
	v.total()
	return v
}

// weigh gives weekdays their usual part, as far as the crowd shows it.
func (v *volume) weigh() {
	n := len(v.people)
	var people, parts [7]float64
	var all, days float64
	for d := v.first; d < n-1; d++ {
		people[(n-d)%7] += v.people[d]
		parts[(n-d)%7]++
		all += v.people[d]
		days++
	}
	if all == 0 {
		return
	}
	mean := all / days
	for d := range v.part {
		k := (n - d) % 7
		v.part[d] *= (people[k]/mean + 1) / (parts[k] + 1)
	}
}

func (v *volume) total() {
	v.sum, v.parts = 0, 0
	for d := v.first; d < len(v.people); d++ {
		v.sum += v.people[d]
		v.parts += v.part[d]
	}
}

// series is one complaint on the days that were watched.
type series struct {
	from int       // its first day
	y    []float64 // people
	x    []float64 // what was usual: 1 on an average day
	u    []float64 // relative variance of x, since the crowd is a sample too
	out  []bool    // days of a burst, no part of what is usual
}

func (s *series) read(c Course, v *volume, now time.Time) {
	n := len(v.people)
	var own float64
	for d := range n {
		s.y[d] = 0
		if k := len(c.Days) - n + d; k >= 0 {
			s.y[d] = float64(c.Days[k])
		}
	}
	s.from = v.first
	if !c.First.IsZero() {
		day := 24 * time.Hour
		s.from = max(s.from, n-1-int(now.UTC().Truncate(day).Sub(c.First.UTC().Truncate(day))/day))
	}
	s.from = min(s.from, max(n-1, 0))
	_ = own
}

// against fills in what is usual on each day from everybody else.
func (s *series) against(v *volume, theta float64) {
	n := len(v.people)
	own := func(d int) float64 {
		if s.out[d] {
			return min(s.y[d], theta*s.x[d])
		}
		return s.y[d]
	}
	var sum float64
	for d := v.first; d < n; d++ {
		sum += own(d)
	}
	rate := max(v.sum-sum, 0) / v.parts
	for d := v.first; d < n; d++ {
		others := max(v.people[d]-own(d), 0)
		s.u[d] = 1 / (prior + others)
		s.x[d] = v.part[d] * (prior + others) / (prior + rate*v.part[d])
	}
}
