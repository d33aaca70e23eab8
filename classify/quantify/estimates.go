package quantify

import (
	"cmp"
	"slices"
)

// Figure is an estimate with its 90 % interval, Low ≤ Value ≤ High. Where Known is false nothing can be said, and the
// numbers are zero. Open means that the interval has no upper end: High then repeats Value.
type Figure struct {
	Value, Low, High float64
	Known, Open      bool
}

// Estimates is how people feel, by a cell and a calibration. The intervals hold for what people would find if they
// labelled every mention of the cell, and for the mentions that could have been written in its place.
type Estimates struct {
	N                           int    // mentions
	Negative, Neutral, Positive Figure // shares of all mentions
	Net                         Figure // (positive − negative) / all, −1 to 1
	Opinion                     Figure // (positive − negative) / (positive + negative), −1 to 1
	Favour                      Figure // positive / (positive + negative), 0 to 1
	Ratio                       Figure // positive / negative
	Labels                      int    // of this topic's random sample, on which the estimate rests
	Calibrated                  bool   // whether these are Sampled or more
}

// Sampled is how many labels of a topic's random sample make its estimates rest on the topic itself.
const Sampled = 100

// Bounds of what is said of opinions.
const (
	fewest   = 1.0  // opinions, or for a ratio negative ones, that must be expected before anything is said
	openFrom = 0.99 // the share of positive opinions from which on a ratio has no upper end
)

// fineSteps is the grid of an estimate: net sentiment in steps of two points.
const fineSteps = 50

// Estimate says how people feel in a cell. The same calibration and cell give the same answer to the last bit.
func (c *Calibration) Estimate(cell Cell) Estimates {
	e := Estimates{N: cell.N(), Labels: c.labels, Calibrated: c.labels >= Sampled}
	if e.N == 0 {
		return e
	}
	judged, _ := c.posterior(c.guesses[:], cell.middle(&c.places), cell.judged(), fineSteps)
	e.tell(expected(&cell, judged), joined(&cell, judged))
	return e
}

// expected is the mean of the shares; what people labelled counts as they labelled it.
func expected(cell *Cell, judged []point) (shares [3]float64) {
	n := float64(cell.N())
	for y, known := range cell.Known {
		shares[y] = float64(known) / n
	}
	rest := float64(cell.judged()) / n
	for _, p := range judged {
		for y := range shares {
			shares[y] += rest * p.weight * p.shares[y]
		}
	}
	return shares
}

func (e *Estimates) tell(mean [3]float64, list []point) {
	neg, neu, pos := mean[0], mean[1], mean[2]
	e.Negative = figure(neg, list, func(p [3]float64) float64 { return p[0] })
	e.Neutral = figure(neu, list, func(p [3]float64) float64 { return p[1] })
	e.Positive = figure(pos, list, func(p [3]float64) float64 { return p[2] })
	e.Net = figure(pos-neg, list, net)
	if float64(e.N)*(pos+neg) < fewest {
		return
	}
	e.Favour = figure(pos/(pos+neg), list, func(p [3]float64) float64 { return p[2] / (p[0] + p[2]) })
	e.Opinion = Figure{2*e.Favour.Value - 1, 2*e.Favour.Low - 1, 2*e.Favour.High - 1, true, false}
	if float64(e.N)*neg < fewest {
		return
	}
	e.Ratio = Figure{odds(e.Favour.Value), odds(e.Favour.Low), odds(e.Favour.High), true, false}
	if e.Favour.High > openFrom {
		e.Ratio.High, e.Ratio.Open = e.Ratio.Value, true
	}
}

func net(p [3]float64) float64 { return p[2] - p[0] }

// figure takes the interval from the points: what lies between their quantiles at tail and 1 − tail.
func figure(value float64, list []point, of func([3]float64) float64) Figure {
	low, high := quantiles(list, of)
	return Figure{Value: value, Low: min(low, value), High: max(high, value), Known: true}
}

// dust is the probability of a point that moves no quantile: all of a grid's together have less than a thousandth.
const dust = 5e-7

// quantiles of a function of the points, between which the interval lies.
func quantiles(list []point, of func([3]float64) float64) (low, high float64) {
	type at struct{ value, weight float64 }
	line := make([]at, 0, len(list))
	for _, p := range list {
		if p.weight > dust {
			line = append(line, at{of(p.shares), p.weight})
		}
	}
	slices.SortFunc(line, func(a, b at) int { return cmp.Compare(a.value, b.value) })
	low, high = line[0].value, line[len(line)-1].value
	below := 0.0
	for _, a := range line {
		if below < tail {
			low = a.value
		}
		if below += a.weight; below >= 1-tail {
			high = a.value
			break
		}
	}
	return low, high
}
