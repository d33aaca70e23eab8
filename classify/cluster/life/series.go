package life

import "time"

const (
	day    = 24 * time.Hour
	memory = 63 // days before today that may say what is usual
)

// series is one complaint on the days of the crowd. The last day is today.
type series struct {
	watched int       // the first day that the crowd was watched
	from    int       // the first day that says what is usual
	y       []float64 // people
	x       []float64 // exposure: 1 where others wrote as much as on an average whole day
	u       []float64 // relative variance of x, others being a sample too
	part    []float64 // the volume's, shared
	out     []bool    // days of a burst: no part of what is usual
	rate    float64   // usual people for an exposure of 1
	phi     float64   // overdispersion of a day: its variance is m + phi m² around a mean of m
}

// newSeries are n empty ones in few allocations.
func newSeries(n, days int) []series {
	numbers, flags := make([]float64, 3*n*days), make([]bool, n*days)
	all := make([]series, n)
	for i := range all {
		s := &all[i]
		for _, f := range []*[]float64{&s.y, &s.x, &s.u} {
			*f, numbers = numbers[:days:days], numbers[days:]
		}
		s.out, flags = flags[:days:days], flags[days:]
	}
	return all
}

// read lays the days of c along those of the crowd.
func (s *series) read(c Course, v *volume, now time.Time) {
	n, today := len(s.y), midnight(now)
	for d := max(n-len(c.Days), 0); d < n; d++ {
		s.y[d] = float64(max(c.Days[len(c.Days)-n+d], 0))
	}
	s.watched, s.part, s.phi = v.first, v.part, usualPhi
	s.from = max(v.first, n-1-memory)
	if !c.First.IsZero() {
		s.from = max(s.from, n-1-daysBetween(c.First, today))
	}
	s.from = min(s.from, max(n-1, 0))
}

func midnight(t time.Time) time.Time { return t.UTC().Truncate(day) }

// daysBetween counts the midnights from a day to a later one.
func daysBetween(a, b time.Time) int { return int(midnight(b).Sub(midnight(a)) / day) }

// expose weighs the days by what others wrote on them.
func (s *series) expose(v *volume) {
	var own float64
	for d := v.first; d < len(s.y); d++ {
		own += s.calm(d)
	}
	mean := max(v.sum-own, 0) / v.parts
	for d := v.first; d < len(s.y); d++ {
		others := trust + max(v.people[d]-s.calm(d), 0)
		s.u[d] = 1 / others
		s.x[d] = v.part[d] * others / (trust + mean*v.part[d])
	}
}

// calm is the complaint's part of a day's crowd, which is without bursts.
func (s *series) calm(d int) float64 {
	if s.out[d] {
		return min(s.y[d], s.rate*s.x[d])
	}
	return s.y[d]
}

// sums add up days.
type sums struct {
	y, x, part float64
	xx         float64 // x² times its relative variance and that of a day
}

func (t *sums) add(s *series, d int, sign float64) {
	t.y += sign * s.y[d]
	t.x += sign * s.x[d]
	t.part += sign * s.part[d]
	t.xx += sign * s.x[d] * s.x[d] * (s.phi + s.u[d])
}
