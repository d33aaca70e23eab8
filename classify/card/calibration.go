package card

import (
	"math"
	"slices"
)

// bins is in how many stretches of probability the calibration error is taken.
const bins = 15

// bin adds up answers of about the same probability.
type bin struct{ said, right float64 }

// calibrationError is how far the probability of the answers lies from the share of right ones, averaged over the texts;
// nil without any. A sample drawn anew has a larger error than the one it is drawn from: the lower end is the basic
// bootstrap's, which allows for that, and the upper end the larger of both kinds.
func calibrationError(list []Judgement) *Figure {
	if len(list) == 0 {
		return nil
	}
	random := newRandom()
	value := errorOf(list, func(i int) int { return i })
	drawn := make([]float64, draws(len(list)))
	for i := range drawn {
		drawn[i] = errorOf(list, func(int) int { return random.IntN(len(list)) })
	}
	slices.Sort(drawn)
	low, high := 2*value-quantile(drawn, 1-tail), max(2*value-quantile(drawn, tail), quantile(drawn, 1-tail))
	return &Figure{value, min(max(low, 0), value), high}
}

// draws bounds the work on long lists, whose intervals are narrow anyway.
func draws(n int) int { return min(rounds, max(20_000_000/n, 100)) }

func errorOf(list []Judgement, pick func(i int) int) float64 {
	var all [bins]bin
	for i := range list {
		j := &list[pick(i)]
		p := j.P.Of(j.Said)
		b := &all[min(int(p*bins), bins-1)]
		b.said += p
		if j.Said == j.Truth {
			b.right++
		}
	}
	var sum float64
	for _, b := range all {
		sum += math.Abs(b.said - b.right)
	}
	return sum / float64(len(list))
}
