package naming

import (
	"math"
	"testing"
)

// TestTail: with one yes and one no, each number of people from 0 to n is as probable as any; and with very many, the tail
// is the binomial's.
func TestTail(t *testing.T) {
	for k := range 11 {
		if got, want := tail(k, 10, 1, 1), float64(11-k)/11; math.Abs(got-want) > 1e-12 {
			t.Errorf("tail of %d of 10 is %g, want %g", k, got, want)
		}
	}
	if got, want := tail(9, 10, 5e7, 5e7), 11.0/1024; math.Abs(got-want) > 1e-6 {
		t.Errorf("tail of 9 of 10 at a half is %g, want %g", got, want)
	}
}

// TestDiscoveries takes the example of Benjamini and Hochberg (1995): of 15 tests at q = .05 the first four stand.
func TestDiscoveries(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	if got := discoveries(p, 0.05); got != 4 {
		t.Errorf("%d discoveries, want 4", got)
	}
	if got := discoveries(nil, 0.05); got != 0 {
		t.Errorf("%d discoveries among none", got)
	}
}
