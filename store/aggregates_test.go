package store_test

import (
	"testing"

	"molva/store"
)

func TestRatios(t *testing.T) {
	for _, test := range []struct {
		negative, neutral, positive int
		ratio, net                  float64
		hasRatio, hasNet            bool
	}{
		{0, 0, 0, 0, 0, false, false},
		{0, 5, 3, 0, 0.375, false, true},
		{4, 4, 2, 0.5, -0.2, true, true},
		{1, 0, 0, 0, -1, true, true},
	} {
		a := store.Aggregate{Negative: test.negative, Neutral: test.neutral, Positive: test.positive}
		if r, ok := a.Ratio(); r != test.ratio || ok != test.hasRatio {
			t.Errorf("%v: ratio is %v, %v", a, r, ok)
		}
		if n, ok := a.Net(); n != test.net || ok != test.hasNet {
			t.Errorf("%v: net is %v, %v", a, n, ok)
		}
	}
}
