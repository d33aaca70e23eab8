package spike

import "math"

// spread is how much more a window's count varies than a Poisson's: its variance is mean + burst·mean +
// wander·mean². Mentions that bring others with them add to the first, a level that wanders to the second
// (the two kinds of negative binomial of Cameron and Trivedi, Regression Analysis of Count Data, 3.3).
type spread struct{ burst, wander float64 }

func (s spread) count(mean float64) count {
	return count{mean, mean + s.burst*mean + s.wander*mean*mean}
}

// block is one past window: what was usual, told from before it, and what came.
type block struct{ usual, seen float64 }

// blocks cuts the days into windows of so many hours and leaves out those that were not heard whole, and the
// first week, when the level was not yet known, if there are three.
func blocks(g grid, days [][2]int, usual []float64, hours int) []block {
	var out []block
	from := 0
	if len(g.total) >= 3*week {
		from = week
	}
	for _, day := range days {
		for i := day[0]; i+hours <= day[1]; i += hours {
			if i < from {
				continue
			}
			if b, ok := cut(g, usual, i, i+hours); ok {
				out = append(out, b)
			}
		}
	}
	return out
}

func cut(g grid, usual []float64, from, to int) (b block, ok bool) {
	for i := from; i < to; i++ {
		if !g.whole[i] {
			return block{}, false
		}
		b.usual += usual[i]
		b.seen += g.total[i]
	}
	return b, b.usual > 0
}

// What is believed of a topic before it was heard: a window's rate differs by a third from what was foretold. It
// weighs as much as so many windows.
const (
	beliefWander = 0.1
	beliefBlocks = 10
)

// wild is how many deviations a window counts for at most when the spread is measured, or past incidents would
// make the next one look usual.
const wild = 3.0

// measure finds the spread by the method of moments, window by window in units of the usual, with the wild ones
// held back. The bound depends on the result; it starts from what is believed, which is narrow, and grows.
func measure(bs []block) spread {
	s := spread{wander: beliefWander}
	for range 3 {
		s = moments(bs, s)
	}
	return s
}

// moments fits the line excess = burst + wander·usual, where excess is (seen - usual)²/usual - 1. Its height
// comes from all windows and its slope, between flat and proportional, from how they differ.
func moments(bs []block, bound spread) spread {
	mean := 0.0
	for _, b := range bs {
		mean += b.usual
	}
	mean /= max(float64(len(bs)), 1)
	height, n := beliefBlocks*beliefWander*mean, float64(beliefBlocks)
	for _, b := range bs {
		height, n = height+excess(b, bound), n+1
	}
	height = max(height/n, 0.01)
	sxx, sxy := float64(beliefBlocks), beliefBlocks*height/2
	for _, b := range bs {
		x := min(b.usual/max(mean, 1e-9), 3) - 1
		sxx, sxy = sxx+x*x, sxy+x*(excess(b, bound)-height)
	}
	slope := min(max(sxy/sxx, 0), height)
	return spread{burst: height - slope, wander: slope / max(mean, 1e-9)}
}

func excess(b block, bound spread) float64 {
	e := math.Abs(b.seen - b.usual)
	e = min(e, wild*math.Sqrt(bound.count(b.usual).variance)+1)
	return e*e/b.usual - 1
}
