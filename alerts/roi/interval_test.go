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

// Beyond its range an estimated share goes on to all, and no farther.
func TestNoEndOfAShareIsMoreThanAll(t *testing.T) {
	in := month(event)
	in.Given["event_positive"] = Input{Value: 0.95, Range: &Range{0.9, 1}}
	g := Compute(in).Lines[5]
	if !near(g.Worth.High, g.Literal.Value, 1e-9) {
		t.Errorf("up to %v, all mentions come to %v", g.Worth.High, g.Literal.Value)
	}
	if !(g.Worth.Low < 0.9/0.95*g.Worth.Value) {
		t.Errorf("%+v", g.Worth)
	}
}

func TestSmallSamples(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{0, 1, 0, 0.793450}, {1, 1, 0.206550, 1}, {0, 10, 0, 0.277533}, {10, 10, 0.722467, 1}, {1, 2, 0.094531, 0.905469}, {0, 7, 0, 0.354330}, {7, 7, 0.645670, 1},
	} {
		in := month(led)
		in.Given["lead_to_customer"] = countedOf(c.k, c.n)
		g := Compute(in).Lines[11].Worth
		if c.low == 0 && g.Low != 0 || c.k == c.n && g.High != g.Value {
			t.Errorf("%d of %d: %+v is not exact", c.k, c.n, g)
		}
		if each := 210. * 65; !near(g.Low, c.low*each, 1e-6*each) || !near(g.High, c.high*each, 1e-6*each) {
			t.Errorf("%d of %d: %v to %v, want %v to %v", c.k, c.n, g.Low/each, g.High/each, c.low, c.high)
		}
	}
}

// A rate before that may be 0 as well as 0.02 leaves no end to the rise since.
func TestAnIntervalWithoutEndIsRefused(t *testing.T) {
	in := sample()
	in.Given["conversion/before"] = Input{Value: 0.02, Range: &Range{0, 0.03}}
	for _, other := range []Input{{Value: 42, Terms: dollars}, {Value: 42, Range: &Range{40, 44}, Terms: dollars}} { // alone, and with another
		in.Given["receipts_per_unit"] = other
		l := Compute(in)
		if g := l.Lines[13].Worth; g.Known || g.Value != 0 || g.Low != 0 || g.High != 0 || g.Refused != ErrInfinite {
			t.Errorf("%+v", g)
		}
		if len(l.Combinations) != 95 {
			t.Errorf("%d combinations, want 2⁵ × 3 − 1", len(l.Combinations))
		}
	}
}

// What no formula reads moves no interval.
func TestAnInputThatNothingReadsChangesNothing(t *testing.T) {
	in := month(sold)
	in.Given["conversion"], in.Given["conversion/before"] = countedOf(276, 12000), countedOf(240, 12000)
	was := Compute(in).Lines[13]
	in.Given["a note"] = Input{Value: 5, Range: &Range{1, 9}}
	if is := Compute(in).Lines[13]; is.Worth.Low != was.Worth.Low || is.Worth.High != was.Worth.High {
		t.Errorf("%+v, was %+v", is.Worth, was.Worth)
	}
}

// Points at which a rate before is 0 lie above all others, and hide none of them.
func TestPointsWithoutAValueAreTheHighest(t *testing.T) {
	in := month(sold)
	in.Given["conversion/before"] = Input{Value: 0.02, Range: &Range{0.007, 0.03}} // 0 at 2.5 standard deviations
	want := Compute(in).Lines[13].Worth
	in.Given["receipts_per_unit"] = Input{Value: 42, Range: &Range{42, 42}, Terms: dollars}
	got := Compute(in).Lines[13].Worth
	if by := 0.01 * (want.High - want.Low); !got.Known || !near(got.Low, want.Low, by) || !near(got.High, want.High, 5*by) {
		t.Errorf("%+v, want about %+v", got, want)
	}
}
