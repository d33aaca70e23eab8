package service

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Wait is how long somebody waited, and whether an answer ended that. Where none did the wait is censored: all that is known is
// that it is longer.
type Wait struct {
	For      time.Duration
	Answered bool
}

// Curve is what is known of waiting times: the share that still waits after so long. The estimate is by Kaplan and Meier 1958,
// "Nonparametric estimation from incomplete observations", JASA 53. Who waits without an answer counts among those who wait for
// as long as that was seen, so that leaving questions unanswered never makes the figures better.
type Curve struct {
	drops []drop
	waits []Wait        // from the shortest
	last  time.Duration // the longest one that was seen, answered or not
}

// drop is a wait after which answers came, with the share that still waits then and its 90 % interval.
type drop struct {
	at               time.Duration
	still, low, high float64
}

// normal90 is the normal quantile of a 90 % interval; dust is what products of shares may be off by.
const (
	normal90 = 1.6448536269514722
	dust     = 1e-9
)

// Survive estimates the curve; the order of the waits does not matter. Who was answered after exactly as long as another was seen
// to wait was answered first.
func Survive(waits []Wait) Curve {
	waits = slices.SortedFunc(slices.Values(waits), func(a, b Wait) int { return cmp.Compare(a.For, b.For) })
	c := Curve{waits: waits}
	still, greenwood := 1.0, 0.0
	for at := 0; at < len(waits); {
		atRisk, answered, all := float64(len(waits)-at), 0.0, 0
		for ; at+all < len(waits) && waits[at+all].For == waits[at].For; all++ {
			if waits[at+all].Answered {
				answered++
			}
		}
		c.last = waits[at].For
		if answered > 0 {
			still *= 1 - answered/atRisk
			greenwood += answered / (atRisk * (atRisk - answered))
			low, high := around(still, greenwood)
			c.drops = append(c.drops, drop{c.last, still, low, high})
		}
		at += all
	}
	return c
}

// around is the interval of a share that still waits. It is symmetric on the scale of log(−log S), as Brookmeyer and Crowley 1982,
// "A confidence interval for the median survival time", Biometrics 38, can take it, and so stays between 0 and 1; the variance is
// Greenwood's (1926), whose sum over the drops is given. Where nobody waits any more it says nothing of how high the share may be.
func around(still, greenwood float64) (low, high float64) {
	if still < dust {
		return 0, 1
	}
	theta := normal90 * math.Sqrt(greenwood) / math.Abs(math.Log(still))
	return math.Pow(still, math.Exp(theta)), math.Pow(still, math.Exp(-theta))
}

// Quantile is a waiting time that a share of people do not exceed, with its 90 % interval.
type Quantile struct {
	At   time.Duration
	Over bool          // it is longer than At: that many were not answered yet for as long as anybody was seen to wait
	Low  time.Duration // 0 where nothing is known of the lower end
	High time.Duration
	Open bool // nothing is known of the upper end
}

// Quantile is the shortest wait after which at least so much of all were answered: 0.5 is the median. Its interval holds the waits
// at which the curve's own interval holds that share (Brookmeyer and Crowley). ok is false where nobody waited.
func (c Curve) Quantile(share float64) (q Quantile, ok bool) {
	if len(c.waits) == 0 {
		return Quantile{}, false
	}
	reach := func(of func(drop) float64) (at time.Duration, reached bool) {
		for _, d := range c.drops {
			if of(d) <= 1-share+dust {
				return d.at, true
			}
		}
		return c.last, false
	}
	var reached, ends bool
	q.At, reached = reach(func(d drop) float64 { return d.still })
	q.Low, _ = reach(func(d drop) float64 { return d.low })
	q.High, ends = reach(func(d drop) float64 { return d.high })
	q.Over, q.Open = !reached, !ends
	if !slices.ContainsFunc(c.drops, func(d drop) bool { return d.still > dust }) {
		q.Low = 0 // the curve has one step at most, and no variance
	}
	return q, true
}
