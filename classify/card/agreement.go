package card

import (
	"math"
	"slices"

	"molva/classify"
)

// Pair is what two different people said of the same text. One person asked twice is no pair: that tells how steady
// somebody is, not whether the labels mean anything.
type Pair struct{ One, Other classify.Sentiment }

// Agreement is how far people agree. Alpha is Krippendorff's: 1 for always, 0 for no better than chance; it is nil where
// nothing could have disagreed.
type Agreement struct {
	N     int     `json:"n"`
	Same  *Figure `json:"same"`
	Alpha *Figure `json:"alpha"`
}

// Agree compares people.
func Agree(pairs []Pair) Agreement {
	same := 0
	for _, p := range pairs {
		if p.One == p.Other {
			same++
		}
	}
	return Agreement{N: len(pairs), Same: of(same, len(pairs)), Alpha: alphaOf(pairs)}
}

// alphaOf has a percentile interval over pairs drawn anew; those in which nothing could disagree are passed over.
func alphaOf(pairs []Pair) *Figure {
	value, ok := alpha(pairs)
	if !ok {
		return nil
	}
	random := newRandom()
	again := make([]Pair, len(pairs))
	var drawn []float64
	for range rounds {
		for i := range again {
			again[i] = pairs[random.IntN(len(pairs))]
		}
		if a, ok := alpha(again); ok {
			drawn = append(drawn, a)
		}
	}
	slices.Sort(drawn)
	return &Figure{value, math.Min(quantile(drawn, tail), value), math.Max(quantile(drawn, 1-tail), value)}
}

// alpha is 1 − observed / expected disagreement, expected from all labels given, whoever gave them.
func alpha(pairs []Pair) (float64, bool) {
	var counts [3]float64
	differ := 0.0
	for _, p := range pairs {
		counts[p.One+1]++
		counts[p.Other+1]++
		if p.One != p.Other {
			differ++
		}
	}
	all := counts[0] + counts[1] + counts[2]
	expected := (all*all - counts[0]*counts[0] - counts[1]*counts[1] - counts[2]*counts[2]) / (all * (all - 1))
	if !(expected > 0) {
		return 0, false
	}
	return 1 - differ/float64(len(pairs))/expected, true
}
