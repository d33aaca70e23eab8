package quantify

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestGrew(t *testing.T) {
	for _, c := range []struct {
		now, before int
		stretch     float64
		want        Direction
	}{
		{0, 0, 1, Unknown},
		{2, 0, 1, Unknown},
		{3, 0, 1, Unclear}, // 90 % of a fair coin: three heads are nothing, …
		{5, 0, 1, Up},      // … five are something: 1/32 is less than 5 %
		{4, 0, 1, Unclear}, // 1/16 is more
		{0, 5, 1, Down},    //
		{12, 10, 1, Unclear},
		{150, 100, 1, Up},        //
		{150, 100, 1.5, Unclear}, // of a month and a half against a month
		{100, 150, 1, Down},
	} {
		g := Grew(c.now, c.before, c.stretch)
		if g.Direction != c.want {
			t.Errorf("%d after %d in %v: %v, want %v", c.now, c.before, c.stretch, g.Direction, c.want)
		}
		if g.Known != (c.before > 0 && c.now+c.before >= Enough) {
			t.Errorf("%d after %d: known is %v", c.now, c.before, g.Known)
		}
		if g.Known && (g.Low > g.Value || !g.Open && g.Value > g.High) {
			t.Errorf("%d after %d: %+v is out of order", c.now, c.before, g.Figure)
		}
	}
	// By hand: 30 of 30+20, Wilson's 90 % interval .48376 to .70598 as odds.
	if g := Grew(30, 20, 1); math.Abs(g.Value-1.5) > 1e-9 || math.Abs(g.Low-0.93706) > 5e-5 || math.Abs(g.High-2.40117) > 5e-4 {
		t.Errorf("30 after 20: %+v", g)
	}
}

// TestGrewCovers draws pairs of Poisson counts: the interval has the true ratio nine times of ten or more.
func TestGrewCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, mean := range []float64{3, 12, 80} {
		for _, truth := range []float64{1, 1.5} {
			covered, known := 0, 0
			for range 4000 {
				g := Grew(poisson(random, truth*mean), poisson(random, mean), 1)
				if g.Direction == Unknown {
					continue
				}
				known++
				if g.Low <= truth && (g.Open || truth <= g.High) {
					covered++
				}
			}
			if share := float64(covered) / float64(known); share < 0.885 {
				t.Errorf("mean %v, ratio %v: covered %.3f", mean, truth, share)
			}
		}
	}
}

// poisson draws by the method of Knuth, The Art of Computer Programming 2, 3.4.1.
func poisson(random *rand.Rand, mean float64) int {
	n, limit := 0, math.Exp(-mean)
	for p := random.Float64(); p > limit; p *= random.Float64() {
		n++
	}
	return n
}
