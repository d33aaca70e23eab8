package quantify

import (
	"math"
	"testing"
)

func TestChangeIsTold(t *testing.T) {
	bad, good := newWorld(7, 0.6, 0.3, 0.1), newWorld(8, 0.1, 0.3, 0.6)
	c := Calibrate(append(bad.labels("zarya", 100), good.labels("zarya", 100)...), "zarya")
	low, _ := bad.cell(300)
	high, _ := good.cell(300)
	same, _ := bad.cell(300)
	few, _ := bad.cell(2)
	for _, x := range []struct {
		name        string
		now, before Cell
		want        Direction
	}{
		{"better", high, low, Up},
		{"worse", low, high, Down},
		{"the same", low, low, Unclear},
		{"chance", same, low, Unclear},
		{"too few now", few, low, Unknown},
		{"nothing before", low, Cell{}, Unknown},
		{"labelled", Cell{Known: [3]int{5, 10, 85}}, Cell{Known: [3]int{60, 20, 20}}, Up},
	} {
		ch := c.Change(x.now, x.before)
		if ch.Direction != x.want || !(ch.Low <= ch.Delta && ch.Delta <= ch.High) {
			t.Errorf("%s: %+v, want %s", x.name, ch, x.want)
		}
		if ch != c.Change(x.now, x.before) {
			t.Errorf("%s: asked twice, it answers twice", x.name)
		}
	}
}

// Told the other way round, a change is the same with another sign.
func TestChangeTurnsRound(t *testing.T) {
	w, v := newWorld(9, 0.4, 0.4, 0.2), newWorld(10, 0.3, 0.4, 0.3)
	c := Calibrate(w.labels("zarya", 100), "zarya")
	now, _ := v.cell(150)
	before, _ := w.cell(150)
	there, back := c.Change(now, before), c.Change(before, now)
	if math.Abs(there.Delta+back.Delta) > 1e-9 || math.Abs(there.Better+back.Better-1) > 0.1 ||
		math.Abs(there.Low+back.High) > 0.06 || math.Abs(there.High+back.Low) > 0.06 {
		t.Errorf("there %+v, back %+v", there, back)
	}
}

// The classifier's mistakes are in both cells: a change is known better than its two ends.
func TestSharedMistakesCancel(t *testing.T) {
	w := newWorld(11, 0.4, 0.4, 0.2)
	c := Calibrate(nil, "zarya")
	now, _ := w.cell(2000)
	before, _ := w.cell(2000)
	ch, alone := c.Change(now, before), c.Estimate(now).Net
	if ch.High-ch.Low > 0.8*width(alone) {
		t.Errorf("the change is %+v, one end %+v", ch, alone)
	}
}

// When nothing changes, "better" and "worse" are each said of one change in twenty.
func TestProvenIsRarelyWrong(t *testing.T) {
	const pairs = 200
	var up, down float64
	for seed := range uint64(pairs) {
		w := newWorld(1000+seed, 0.4, 0.4, 0.2)
		c := Calibrate(w.labels("zarya", 60), "zarya")
		now, _ := w.cell(100)
		before, _ := w.cell(60)
		switch c.Change(now, before).Direction {
		case Up:
			up++
		case Down:
			down++
		}
	}
	if up/pairs > 0.07 || down/pairs > 0.07 {
		t.Errorf("%.0f of %d are called better, %.0f worse", up, pairs, down)
	}
}

func BenchmarkChange(b *testing.B) {
	w := newWorld(6, 0.4, 0.4, 0.2)
	c := Calibrate(w.labels("zarya", 200), "zarya")
	now, _ := w.cell(500)
	before, _ := w.cell(500)
	for b.Loop() {
		c.Change(now, before)
	}
}
