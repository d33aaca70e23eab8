package spike

import (
	"math"
	"testing"
)

// TestCountAgainstSum compares the tails with the sum of the negative binomial's terms.
func TestCountAgainstSum(t *testing.T) {
	for _, c := range []count{{0.3, 0.3}, {0.3, 0.9}, {4, 9}, {20, 60}, {150, 4000}} {
		sum := 0.0
		for k := 0.0; k < 2000; k++ {
			if got := math.Exp(c.atLeast(k)); math.Abs(got-(1-sum)) > 1e-6 {
				t.Fatalf("%v: chance of %g or more is %g, the terms give %g", c, k, got, 1-sum)
			}
			sum += term(c, k)
			if got := math.Exp(c.atMost(k)); math.Abs(got-sum) > 1e-6 {
				t.Fatalf("%v: chance of %g or fewer is %g, the terms give %g", c, k, got, sum)
			}
		}
	}
}

func term(c count, k float64) float64 {
	r := c.shape()
	return math.Exp(lnGamma(k+r) - lnGamma(r) - lnGamma(k+1) + r*math.Log(r/(c.mean+r)) + k*math.Log(c.mean/(c.mean+r)))
}

// TestFarTail: what is too improbable for a float still compares.
func TestFarTail(t *testing.T) {
	c := count{5, 6}
	last := 0.0
	for k := 10.0; k < 5000; k *= 2 {
		now := c.atLeast(k)
		if !(now < last) || math.IsInf(now, 0) {
			t.Fatalf("the chance of %g or more is e^%g after e^%g", k, now, last)
		}
		last = now
	}
}

func TestShareAgainstSum(t *testing.T) {
	for _, s := range []share{{1, 0.5, 0.1}, {12, 0.2, 0.02}, {300, 0.25, 0.05}, {40, 0.9, 0.3}} {
		sum := 0.0
		for k := s.n; k >= 0; k-- {
			sum += math.Exp(s.term(k))
			if got := math.Exp(s.atLeast(k)); math.Abs(got-sum) > 1e-6 {
				t.Fatalf("%v: chance of %g or more is %g, the terms give %g", s, k, got, sum)
			}
		}
	}
}

func TestQuantiles(t *testing.T) {
	for _, u := range []usual{count{3, 5}, count{400, 9000}, share{50, 0.3, 0.05}, share{20000, 0.5, 0.001}} {
		lo, mid, hi := u.quantile(0.05), u.quantile(0.5), u.quantile(0.95)
		if lo > mid || mid > hi || math.Abs(mid-u.expected()) > 0.1*u.expected()+1 {
			t.Errorf("%v: nine of ten lie from %g to %g about %g", u, lo, hi, mid)
		}
	}
}
