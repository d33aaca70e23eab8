package quantify

import (
	"math"
	"testing"
)

func TestNothingIsSaidOfNothing(t *testing.T) {
	if e := Calibrate(nil, "zarya").Estimate(Cell{}); e != (Estimates{}) {
		t.Errorf("of nothing: %+v", e)
	}
}

func TestFiguresAreWhole(t *testing.T) {
	w := newWorld(4, 0.4, 0.35, 0.25)
	for _, labels := range []int{0, 150} {
		c := Calibrate(w.labels("zarya", labels), "zarya")
		for _, n := range []int{1, 2, 3, 10, 50, 400, 100_000} {
			cell, _ := w.cell(min(n, 1000))
			for tone := range cell.Tones {
				cell.Tones[tone] *= max(1, n/1000)
			}
			for _, known := range [][3]int{{}, {1, 0, 0}, {3, 2, 5}} {
				cell.Known = known
				checkWhole(t, c.Estimate(cell))
				if c.Estimate(cell) != c.Estimate(cell) {
					t.Error("asked twice, it answers twice")
				}
			}
		}
	}
}

func checkWhole(t *testing.T, e Estimates) {
	t.Helper()
	if sum := e.Negative.Value + e.Neutral.Value + e.Positive.Value; math.Abs(sum-1) > 1e-9 {
		t.Errorf("of %d: shares add up to %v", e.N, sum)
	}
	if d := e.Net.Value - (e.Positive.Value - e.Negative.Value); math.Abs(d) > 1e-9 {
		t.Errorf("of %d: net is off by %v", e.N, d)
	}
	for name, f := range map[string]Figure{"negative": e.Negative, "neutral": e.Neutral, "positive": e.Positive, "net": e.Net,
		"opinion": e.Opinion, "favour": e.Favour, "ratio": e.Ratio} {
		if !(f.Low <= f.Value && f.Value <= f.High) || math.IsInf(f.High, 0) || math.IsNaN(f.Value) || !f.Known && f != (Figure{}) {
			t.Errorf("of %d: %s is %+v", e.N, name, f)
		}
	}
}

// What people labelled is taken at their word; by hand.
func TestKnownIsTruth(t *testing.T) {
	e := Calibrate(nil, "zarya").Estimate(Cell{Known: [3]int{20, 50, 30}})
	checkWhole(t, e)
	for name, pair := range map[string][2]float64{
		"negative": {e.Negative.Value, 0.2}, "net": {e.Net.Value, 0.1}, "opinion": {e.Opinion.Value, 0.2},
		"favour": {e.Favour.Value, 0.6}, "ratio": {e.Ratio.Value, 1.5},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
	if exact := Of(20, 100); math.Abs(e.Negative.Low-exact.Low) > 0.02 || math.Abs(e.Negative.High-exact.High) > 0.02 {
		t.Errorf("negative is %+v, for a plain count %+v", e.Negative, exact)
	}
}

func TestUndefinedIsSaid(t *testing.T) {
	c := Calibrate(nil, "zarya")
	if e := c.Estimate(Cell{Known: [3]int{0, 12, 0}}); e.Favour.Known || e.Opinion.Known || e.Ratio.Known || !e.Net.Known {
		t.Errorf("no opinions: %+v", e)
	}
	if e := c.Estimate(Cell{Known: [3]int{0, 2, 9}}); !e.Favour.Known || e.Ratio.Known {
		t.Errorf("nothing negative: %+v", e)
	}
	if e := c.Estimate(Cell{Known: [3]int{1, 0, 60}}); !e.Ratio.Known || !e.Ratio.Open || math.Abs(e.Ratio.Value-60) > 1e-9 {
		t.Errorf("hardly anything negative: %+v", e.Ratio)
	}
}

// Cells of a world that is as the built-in figures expect: the truth of the cell lies inside nine times of ten, however
// few its mentions.
func TestIntervalCoversSmallCells(t *testing.T) {
	for _, n := range []int{3, 5, 10, 20, 50, 200} {
		const worlds = 300
		var inside float64
		for seed := range uint64(worlds) {
			w := newWorld(100+seed, 0, 0, 0)
			w.shares = dirichlet(w.random, [3]int{0, 1, 0})
			c := Calibrate(w.labels("zarya", 100), "zarya")
			cell, truth := w.cell(n)
			if e := c.Estimate(cell); e.Net.Low <= net(truth)+1e-9 && net(truth)-1e-9 <= e.Net.High {
				inside++
			}
		}
		if inside/worlds < 0.88 {
			t.Errorf("cells of %d: %.0f %% covered", n, 100*inside/worlds)
		}
		t.Logf("cells of %d: %.0f %% covered", n, 100*inside/worlds)
	}
}

func BenchmarkEstimate(b *testing.B) {
	w := newWorld(6, 0.4, 0.4, 0.2)
	c := Calibrate(w.labels("zarya", 200), "zarya")
	cell, _ := w.cell(5000)
	for b.Loop() {
		c.Estimate(cell)
	}
}
