package quantify

import "math"

const (
	tail  = 0.05               // left out on each side of a 90 % interval
	z     = 1.6448536269514722 // the normal quantile at 1 − tail
	exact = 20                 // up to so many mentions the exact interval is used
)

// Estimate is a share, Hits of Of, with its 90 % interval. Share, Low and High are fractions between 0 and 1. With
// nothing counted the share is unknown, which is not zero: Low is 0, High is 1, and Known reports false.
type Estimate struct {
	Hits, Of         int
	Share, Low, High float64
}

// Of estimates the share of hits among of. Up to 20 the interval is exact, so that it never promises more than it holds
// where a normal approximation is at its worst; above that it is Wilson's, which is shorter and right on average.
func Of(hits, of int) Estimate {
	e := Estimate{Hits: hits, Of: of, High: 1}
	if of <= 0 {
		return e
	}
	e.Share = float64(hits) / float64(of)
	if of <= exact {
		e.Low, e.High = clopperPearson(hits, of)
	} else {
		e.Low, e.High = wilson(hits, of)
	}
	return e
}

// Known reports whether anything was counted.
func (e Estimate) Known() bool { return e.Of > 0 }

// Odds is the share as a ratio of hits to the others, with its interval: 0.6 becomes 1.5 to 1. It is undefined, and ok is
// false, when there are no others.
func (e Estimate) Odds() (ratio, low, high float64, ok bool) {
	if e.Of <= e.Hits {
		return 0, 0, 0, false
	}
	return float64(e.Hits) / float64(e.Of-e.Hits), odds(e.Low), odds(e.High), true
}

func odds(share float64) float64 { return share / (1 - share) }

// wilson inverts the score test: the shares that the observation would not contradict.
func wilson(hits, of int) (low, high float64) {
	n, p := float64(of), float64(hits)/float64(of)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = max(middle-half, 0), min(middle+half, 1)
	if hits == 0 {
		low = 0 // where rounding leaves a grain of dust
	}
	if hits == of {
		high = 1
	}
	return low, high
}

// clopperPearson finds the shares at which the observation, or a more extreme one, has probability tail.
func clopperPearson(hits, of int) (low, high float64) {
	high = 1
	if hits > 0 {
		low = bisect(func(p float64) bool { return atLeast(hits, of, p) < tail })
	}
	if hits < of {
		high = bisect(func(p float64) bool { return 1-atLeast(hits+1, of, p) > tail })
	}
	return low, high
}

// bisect returns the share at which below turns from true to false.
func bisect(below func(p float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 60 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// atLeast is the probability of k or more hits among n when each is one with probability p.
func atLeast(k, n int, p float64) float64 {
	sum := 0.0
	for i := k; i <= n; i++ {
		sum += choose(n, i) * math.Pow(p, float64(i)) * math.Pow(1-p, float64(n-i))
	}
	return sum
}

func choose(n, k int) float64 {
	c := 1.0
	for i := range k {
		c = c * float64(n-i) / float64(i+1)
	}
	return c
}
