package roi

import (
	"math"
	"testing"
)

// The intervals of metrics.md, at 95 %.
func TestWorkedIntervals(t *testing.T) {
	in := sample()
	in.Given["quality/photos"] = countedOf(25, 100)
	in.Given["lead_to_customer"] = countedOf(17, 210)
	in.Given["conversion"], in.Given["conversion/before"] = countedOf(276, 12000), countedOf(240, 12000)
	l := Compute(in)
	for _, c := range []struct {
		line                 int
		value, low, high, by float64
	}{
		{8, 2625, 1842, 3602, 0.5},
		{12, 1105, 698, 1717, 0.5},
		{14, 9450, -2000, 23200, 300}, // there by Monte Carlo, and "about"
	} {
		if g := l.Lines[c.line-1].Worth; !near(g.Value, c.value, 0.005) || !near(g.Low, c.low, c.by) || !near(g.High, c.high, c.by) {
			t.Errorf("line %d: %.2f (%.2f to %.2f), want %.2f (%.0f to %.0f)", c.line, g.Value, g.Low, g.High, c.value, c.low, c.high)
		}
	}
	if g := l.Lines[7]; !near(g.Literal.Low, 7*g.Worth.Low, 1e-6) || !near(g.Corrected.High, g.Worth.High, 1e-9) {
		t.Errorf("the readings of line 8 have intervals of their own: %+v", g)
	}
}

// With a cost that its expected benefit covers exactly, formula 14 alone loses in about 5 of 100 cases where the benefit is below 0.
func TestChanceOfAFall(t *testing.T) {
	in := costed(month(with(sold, map[string]float64{"spend/ads": 1e-9, "labour_hours": 0, "labour_rate": 0})))
	in.Given["conversion"], in.Given["conversion/before"] = countedOf(276, 12000), countedOf(240, 12000)
	if c := find(t, Compute(in), 14); !near(c.Loss, 0.054, 0.005) {
		t.Errorf("the chance of a fall is %.4f, want about 0.05", c.Loss)
	}
}

// Independent normals add up to a normal: the points must find its quantiles.
func TestPointsFindKnownQuantiles(t *testing.T) {
	s := &sampler{level: Level}
	for d := 2; d <= 8; d++ {
		sum := make([]float64, enough)
		for i := range d {
			base := primes(d)[i]
			for p := range sum {
				sum[p] += normal(mirror(p+1, base))
			}
		}
		low, high := s.middle(sum)
		if want := 1.959964 * math.Sqrt(float64(d)); !near(low, -want, 0.012*want) || !near(high, want, 0.012*want) {
			t.Errorf("%d normals add up to %.3f … %.3f, want ±%.3f", d, low, high, want)
		}
	}
}

func TestASampleThatLinesShareMovesThemTogether(t *testing.T) {
	in := sample()
	in.Given["margin"] = countedOf(30, 100)
	l := Compute(in)
	line, c := l.Lines[11].Worth, find(t, l, 12)
	if got := returned(line.Low, 9000); !near(got, c.Low, 1e-9) {
		t.Errorf("the return begins at %v, its line at %v", c.Low, got)
	}
	both := find(t, l, 11, 12)
	if want := returned(l.Lines[10].Worth.Value+line.High, 9000); !near(both.High, want, 1e-9) {
		t.Errorf("11 and 12 reach %v, want %v", both.High, want)
	}
}

func TestARangeIsNineOfTen(t *testing.T) {
	in := month(event)
	in.Given["event_positive"] = Input{Value: 0.6, Range: &Range{0.5, 0.68}}
	g := Largest(in, 0.9).Lines[5].Worth
	each := g.Value / 0.6
	if !near(g.Low, 0.5*each, 1e-6) || !near(g.High, 0.68*each, 1e-6) {
		t.Errorf("%+v", g)
	}
	if wider := Compute(in).Lines[5].Worth; wider.Low >= g.Low || wider.High <= g.High {
		t.Errorf("95 %% is %v to %v, 90 %% %v to %v", wider.Low, wider.High, g.Low, g.High)
	}
}

func TestMoreIsNarrower(t *testing.T) {
	width := func(n int) float64 {
		in := month(led)
		in.Given["lead_to_customer"] = countedOf(n/10, n)
		g := Compute(in).Lines[11].Worth
		return g.High - g.Low
	}
	for n := 10; n < 10000; n *= 10 {
		if width(10*n) >= width(n) {
			t.Errorf("of %d the interval is %v wide, of %d %v", n, width(n), 10*n, width(10*n))
		}
	}
}
