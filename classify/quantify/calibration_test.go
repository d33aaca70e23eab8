package quantify

import (
	"math"
	"slices"
	"testing"
)

func TestOrderOfLabelsMakesNoDifference(t *testing.T) {
	w := newWorld(1, 0.5, 0.3, 0.2)
	list := append(w.labels("zarya", 80), append(w.labels("kestrel", 150), w.labels("lumen", 40)...)...)
	cell, _ := w.cell(120)
	want := Calibrate(list, "zarya").Estimate(cell)
	slices.Reverse(list)
	if got := Calibrate(list, "zarya").Estimate(cell); got != want {
		t.Errorf("turned round, the labels say %+v, want %+v", got, want)
	}
}

// A world that leans is read rightly once labels say how it leans.
func TestLabelsCorrectALean(t *testing.T) {
	w := newWorld(2, 0.2, 0.6, 0.2)
	w.lean = 1.5
	cell, truth := w.cell(3000)
	miss := func(labels []Labelled) float64 {
		return math.Abs(Calibrate(labels, "zarya").Estimate(cell).Net.Value - net(truth))
	}
	before, after := miss(nil), miss(w.labels("zarya", 300))
	if before < 0.1 || after > 0.06 {
		t.Errorf("misses by %.3f without labels, by %.3f with 300", before, after)
	}
}

// Labels of another topic help where there are none of one's own, and less than one's own do.
func TestLabelsOfOtherTopicsHelp(t *testing.T) {
	w := newWorld(3, 0.6, 0.3, 0.1)
	cell, _ := w.cell(300)
	none := Calibrate(nil, "zarya").Estimate(cell)
	other := Calibrate(w.labels("kestrel", 300), "zarya").Estimate(cell)
	own := Calibrate(w.labels("zarya", 300), "zarya").Estimate(cell)
	if !(width(none.Net) > width(other.Net) && width(other.Net) > width(own.Net)) {
		t.Errorf("the intervals are %.2f, %.2f and %.2f wide", width(none.Net), width(other.Net), width(own.Net))
	}
	if other.Labels != 0 || other.Calibrated || own.Labels != 300 || !own.Calibrated {
		t.Errorf("rests on %d and %d labels", other.Labels, own.Labels)
	}
}

func width(f Figure) float64 { return f.High - f.Low }

func TestMoreLabelsNeverWidenOnAverage(t *testing.T) {
	last := math.Inf(1)
	for _, n := range []int{0, 30, 100, 300, 1000} {
		var sum float64
		for seed := range uint64(8) {
			w := newWorld(10+seed, 0.4, 0.4, 0.2)
			cell, _ := w.cell(200)
			sum += width(Calibrate(w.labels("zarya", n), "zarya").Estimate(cell).Net) / 8
		}
		if sum > last {
			t.Errorf("%d labels: %.3f wide, fewer gave %.3f", n, sum, last)
		}
		last = sum
	}
}

// By hand: a prior of variance 1 around 0 and one look at 1 with noise of variance 1 meet in the middle.
func TestLearnByHand(t *testing.T) {
	var b belief
	b.loosen(1)
	log := b.learn([3]float64{1, 0, 0}, pair{1, 1}, round(1))
	if b.mean[0] != 0.5 || b.mean[1] != 0.5 || b.cov[0][0] != 0.5 || b.cov[2][2] != 1 {
		t.Errorf("learned %+v", b)
	}
	// two independent normals of variance 2, both at a distance of 1: −½·(½ + ½ + ln 4)
	if want := -0.5 * (1 + math.Log(4)); math.Abs(log-want) > 1e-12 {
		t.Errorf("log density is %v, want %v", log, want)
	}
}

func TestVary(t *testing.T) {
	// two Dirichlets with as much variance as a throw of two and of three have one like 1/(1/3 + 1/4) throws
	if got, want := vary(2, 3), 12.0/7-1; math.Abs(got-want) > 1e-12 {
		t.Errorf("vary(2, 3) is %v, want %v", got, want)
	}
}
