package quantify

import (
	"math"
	"testing"
)

// By hand: the exact ends of all or none are 0.05^(1/n) and 1−0.05^(1/n); Wilson's follow from its closed formula.
func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		hits, of  int
		low, high float64
	}{
		{0, 3, 0, 0.63160},
		{3, 3, 0.36840, 1},
		{1, 2, 0.02532, 0.97468},
		{4, 5, 0.34259, 0.98979},
		{0, 50, 0, 0.05133},
		{50, 100, 0.41888, 0.58112},
		{100, 100, 0.97366, 1},
	} {
		e := Of(c.hits, c.of)
		if !near(e.Low, c.low) || !near(e.High, c.high) {
			t.Errorf("%d of %d: %.5f–%.5f, want %.5f–%.5f", c.hits, c.of, e.Low, e.High, c.low, c.high)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 5e-5 }

func TestNothingIsUnknown(t *testing.T) {
	e := Of(0, 0)
	if e.Known() || e.Low != 0 || e.High != 1 {
		t.Errorf("of nothing: %+v", e)
	}
	if _, _, _, ok := e.Odds(); ok {
		t.Error("nothing has a ratio")
	}
}

// The exact interval must hold what it promises for every share; Wilson's does so on average over the shares.
func TestCoverage(t *testing.T) {
	for _, n := range []int{1, 3, 10, 20, 21, 40} {
		worst, sum, steps := 1.0, 0.0, 0
		for p := 0.005; p < 1; p += 0.005 {
			c := coverage(n, p)
			worst, sum, steps = min(worst, c), sum+c, steps+1
		}
		if n <= exact && worst < 0.9 {
			t.Errorf("n=%d: covers %.3f at worst", n, worst)
		}
		if mean := sum / float64(steps); mean < 0.895 {
			t.Errorf("n=%d: covers %.3f on average", n, mean)
		}
	}
}

func coverage(n int, p float64) float64 {
	sum := 0.0
	for k := range n + 1 {
		if e := Of(k, n); e.Low <= p && p <= e.High {
			sum += choose(n, k) * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
		}
	}
	return sum
}

func TestOrder(t *testing.T) {
	for n := 1; n <= 200; n++ {
		last := Estimate{Low: -1, High: -1}
		for k := range n + 1 {
			e := Of(k, n)
			if e.Low > e.Share || e.High < e.Share || e.Low < last.Low || e.High < last.High {
				t.Fatalf("%d of %d: %+v after %+v", k, n, e, last)
			}
			last = e
		}
	}
}

func TestOdds(t *testing.T) {
	ratio, low, high, ok := Of(30, 50).Odds()
	if !ok || ratio != 1.5 || low >= ratio || high <= ratio {
		t.Errorf("30 of 50: %v (%v–%v) %v", ratio, low, high, ok)
	}
	if _, _, _, ok := Of(5, 5).Odds(); ok {
		t.Error("five to none has a ratio")
	}
	if ratio, low, _, ok := Of(0, 5).Odds(); !ok || ratio != 0 || low != 0 {
		t.Error("none to five is zero to one")
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name        string
		now, before Estimate
		want        Direction
	}{
		{"too few now", Of(2, 2), Of(50, 100), Unknown},
		{"too few before", Of(50, 100), Of(0, 0), Unknown},
		{"chance", Of(6, 10), Of(5, 10), Unclear},
		{"clearly up", Of(80, 100), Of(50, 100), Up},
		{"clearly down", Of(10, 50), Of(30, 50), Down},
		{"three to none is enough to see", Of(8, 8), Of(0, 8), Up},
	} {
		if got := Compare(c.now, c.before); got.Direction != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
	// Newcombe 1998, table II, column (a), method 10 at 95 %: 56/70 − 48/80 is 0.0524 to 0.3339; at 90 % it lies inside.
	if c := Compare(Of(56, 70), Of(48, 80)); !near(c.Delta, 0.2) || c.Low < 0.0524 || c.High > 0.3339 {
		t.Errorf("56/70 − 48/80: %+v", c)
	}
}
