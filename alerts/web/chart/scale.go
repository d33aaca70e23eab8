package chart

import (
	"math"
	"strconv"
)

// scale turns values into places between the bottom, 0, and the top, 1.
type scale struct {
	low, high float64
	log       bool
	ticks     []float64
}

// at is the place of a value. What is beyond the scale stands at its end.
func (s scale) at(v float64) float64 {
	low, high := s.low, s.high
	if s.log {
		v, low, high = math.Log(v), math.Log(low), math.Log(high)
	}
	return min(max((v-low)/(high-low), 0), 1)
}

// mostTicks is how many levels an axis names, so that they are read at a glance.
const mostTicks = 5

// mostSteps is the same where each tick is about twice the one below it.
const mostSteps = 7

// linear is a scale whose ends and ticks are round numbers.
func linear(low, high float64) scale {
	if !(low < high) {
		low, high = min(low, 0), max(high, 0)
		if low == high {
			high = 1
		}
	}
	step := round((high - low) / (mostTicks - 1))
	s := scale{low: step * math.Floor(low/step), high: step * math.Ceil(high/step)}
	for i := 0; i <= int(math.Round((s.high-s.low)/step)); i++ {
		s.ticks = append(s.ticks, s.low+float64(i)*step)
	}
	return s
}

// whole is a linear scale of counts from zero.
func whole(most int) scale {
	s := linear(0, float64(max(most, 1)))
	if most < mostTicks-1 {
		s.ticks, s.high = nil, float64(max(most, 1))
		for v := 0; v <= max(most, 1); v++ {
			s.ticks = append(s.ticks, float64(v))
		}
	}
	return s
}

// round is the least of 1, 2, 5, 10, 20, … and their tenths that is no less than x.
func round(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, n := range []float64{1, 2, 5} {
		if n*unit >= x*(1-1e-9) {
			return n * unit
		}
	}
	return 10 * unit
}

// logarithmic is a scale from about low to about high, both above zero, that always shows one and something on both sides of it.
func logarithmic(low, high float64) scale {
	low, high = min(low, 0.5), max(high, 2)
	s := scale{low: 1 / round(1/low), high: round(high), log: true}
	for decade := math.Floor(math.Log10(s.low)); decade <= math.Ceil(math.Log10(s.high)); decade++ {
		for _, n := range []float64{1, 2, 5} {
			if v := n * math.Pow(10, decade); v >= s.low*(1-1e-9) && v <= s.high*(1+1e-9) {
				s.ticks = append(s.ticks, v)
			}
		}
	}
	s.ticks = thinned(s.ticks)
	return s
}

// thinned keeps powers of ten where there are too many ticks for an axis, and then every second, third, … of those, one among them.
func thinned(ticks []float64) []float64 {
	for every := 1; len(ticks) > mostSteps; every++ {
		var some []float64
		for _, v := range ticks {
			power := math.Log10(v)
			if whole := math.Round(power); math.Abs(power-whole) < 1e-9 && int(whole)%every == 0 {
				some = append(some, v)
			}
		}
		ticks = some
	}
	return ticks
}

func plain(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }
