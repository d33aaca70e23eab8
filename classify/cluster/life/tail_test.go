package life

import (
	"math"
	"testing"
)

// With equal shapes of one, any share is as likely as any other; with large shapes it is the binomial law.
func TestTail(t *testing.T) {
	for _, c := range []struct{ k, n, a, b, want float64 }{
		{0, 10, 2, 3, 1},
		{3, 10, 1, 1, 8. / 11},
		{10, 10, 1, 1, 1. / 11},
		{2, 3, 1e6, 1e6, .5},
		{5, 5, 1e6, 3e6, math.Pow(.25, 5)},
		{1, 1, 2, 6, .25},
	} {
		if got := tail(c.k, c.n, c.a, c.b); math.Abs(got-c.want) > 1e-4*c.want {
			t.Errorf("tail(%v): %v", c, got)
		}
	}
}

func TestDiscoveries(t *testing.T) {
	free := func(p ...float64) (all []chance) {
		for _, x := range p {
			all = append(all, chance{p: x})
		}
		return all
	}
	e := tolerance{any: .05, share: .05}
	for _, c := range []struct {
		name    string
		all     []chance
		allowed tolerance
		want    float64
	}{
		{"none", nil, e, 0},
		{"one", free(.04), e, .04},
		{"one too many", free(.04, .9), e, 0},
		{"Benjamini and Hochberg 1995, table of 15", free(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1), e, .0095},
		{"no one may open", free(.02, .021), e, .021},
		{"opened by none", free(.004, .004), tolerance{any: .005, share: .05}, 0},
		{"opened by one", free(.002, .03), tolerance{any: .005, share: .05}, .03},
		{"those who never could do not count", append(free(.04), chance{1, .2}, chance{1, .5}), e, .04},
	} {
		if got := discoveries(c.all, c.allowed); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
