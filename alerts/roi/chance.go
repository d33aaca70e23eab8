package roi

import (
	"math"
)

// sure gives a combination its interval, and the probability of a loss. What was paid is no sample.
func (l Ledger) sure(c *Combination, s *sampler, columns map[int][]float64) {
	c.Low, c.High = c.ROI, c.ROI
	if c.ROI < 0 {
		c.Loss = 1
	}
	on := s.resting(l.made(c.Lines))
	if len(on) == 0 {
		return
	}
	all := l.together(c.Lines, c.Cost.Amount, columns, s.size)
	c.Loss = below(all)
	if len(on) > 1 {
		c.Low, c.High = s.middle(all)
		return
	}
	r := newReader(s.in)
	c.Low, c.High = s.interval(r, c.ROI, on, func() float64 { return l.at(r, c.Lines, c.Cost.Amount) })
}

// below is the part of all that is less than 0.
func below(all []float64) float64 {
	var count int
	for _, x := range all {
		if x < 0 {
			count++
		}
	}
	return float64(count) / float64(len(all))
}

// together is the return at every point.
func (l Ledger) together(lines []int, cost float64, columns map[int][]float64, points int) []float64 {
	all := make([]float64, points)
	for _, n := range lines {
		column := columns[n]
		for p := range all {
			if column != nil {
				all[p] += column[p]
			} else {
				all[p] += l.Lines[n-1].Worth.Value
			}
		}
	}
	for p, benefit := range all {
		all[p] = returned(benefit, cost)
	}
	return all
}

// at is the return of lines with what r tries; not a number where it is not known.
func (l Ledger) at(r *reader, lines []int, cost float64) (benefit float64) {
	for _, n := range lines {
		benefit += r.worth(n).number()
	}
	return returned(benefit, cost)
}

// columns are the worth of lines at every point, of those that rest on a sample.
func (l Ledger) columns(s *sampler, lines []int) map[int][]float64 {
	all := map[int][]float64{}
	r := newReader(s.in)
	for _, n := range lines {
		if on := s.resting(l.Lines[n-1].Inputs); len(on) > 0 {
			r.untry()
			all[n] = s.column(r, on, func() float64 { return r.worth(n).number() })
		}
	}
	return all
}

// number is the value; not a number where it is not known.
func (g Reading) number() float64 {
	if !g.Known {
		return math.NaN()
	}
	return g.Value
}
