package quantify

import (
	"math"
	"math/rand/v2"
	"slices"
)

// What a change is called by the probability that it is one for the better.
const (
	proven   = 0.95
	probable = 0.8
)

// The grid of two cells told together, and how many points stand for what they may be.
const (
	coarseSteps = 20
	ways        = 40 // of the earlier cell
	picks       = 16 // of the later one, for each
)

// Change says how net sentiment changed between two cells of the calibration's topic. The classifier makes the same
// mistakes in both: what one way of reading the earlier cell would teach of them applies to the later one, so that
// they mostly cancel.
func (c *Calibration) Change(now, before Cell) Change {
	if now.N() < Enough || before.N() < Enough {
		return Change{Low: -1, High: 1, Direction: Unknown}
	}
	list := c.differences(&now, &before)
	ch := Change{Delta: c.Estimate(now).Net.Value - c.Estimate(before).Net.Value}
	low, high := quantiles(list, net)
	ch.Low, ch.High = min(low, ch.Delta), max(high, ch.Delta)
	ch.Better = better(list)
	ch.Direction = direction(ch.Better)
	return ch
}

// better is the probability of a rise; no change counts half.
func better(list []point) (p float64) {
	for _, x := range list {
		switch d := net(x.shares); {
		case d > 0:
			p += x.weight
		case d == 0:
			p += x.weight / 2
		}
	}
	return p
}

func direction(better float64) Direction {
	switch {
	case better >= proven:
		return Up
	case better >= probable:
		return ProbablyUp
	case better <= 1-proven:
		return Down
	case better <= 1-probable:
		return ProbablyDown
	}
	return Unclear
}

// differences are ways in which the shares may have changed, by their probability.
func (c *Calibration) differences(now, before *Cell) []point {
	random := rand.New(rand.NewPCG(2, 2))
	middle := before.middle(&c.places)
	judged, _ := c.posterior(c.guesses[:], middle, before.judged(), coarseSteps)
	first := picker(judged)
	list := make([]point, 0, ways*picks)
	logs := make([]float64, ways)
	for i := range logs {
		way := first(rank(i, ways))
		var after []point
		after, logs[i] = c.posterior(c.after(way, middle, before.judged()), now.middle(&c.places), now.judged(), coarseSteps)
		second := picker(after)
		for j := range picks {
			list = append(list, subtract(now.with(second(rank(j, picks)), random), before.with(way, random)))
		}
	}
	all, _ := weights(logs)
	for i, w := range all {
		for j := range picks {
			list[i*picks+j].weight = w / picks
		}
	}
	return list
}

// rank is the middle of the i-th of n equal parts of what lies between 0 and 1.
func rank(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }

func subtract(a, b [3]float64) point {
	for y := range a {
		a[y] -= b[y]
	}
	return point{shares: a}
}

// after is what the guesses become if the shares of n mentions, seen at their middle, were these.
func (c *Calibration) after(shares [3]float64, middle pair, n int) []guess {
	guesses := slices.Clone(c.guesses[:])
	if n == 0 {
		return guesses
	}
	logs := make([]float64, len(guesses))
	for i := range guesses {
		g := &guesses[i]
		mean, _ := g.mix(shares)
		logs[i] = math.Log(g.weight) + g.learn(shares, middle, g.noise(shares, mean, n))
		g.settle(&c.within)
	}
	all, _ := weights(logs)
	for i, w := range all {
		guesses[i].weight = w
	}
	return guesses
}
