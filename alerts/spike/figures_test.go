package spike

import (
	"flag"
	"slices"
	"testing"
	"time"
)

// How many worlds are asked for each row, and from which on: the figures were tuned on the first 60 and are
// told of others.
var (
	worlds = flag.Int("worlds", 8, "worlds for each row of the figures")
	first  = flag.Uint64("first", 0, "seed of the first world")
)

// row is what a row of the figures counts.
type row struct {
	worlds, before, after, over int
	thresholds                  []float64
}

// try calibrates on the first 90 days of the world and counts on the next.
func (r *row) try(w world, b Budget) Calibration {
	s := w.series()
	c := b.Threshold(Replay(s, hourOf(0), hourOf(90*24), time.Hour))
	n := len(Episodes(Replay(s, hourOf(90*24), hourOf(180*24), time.Hour), c.Threshold))
	r.worlds++
	r.before += c.Episodes
	r.count(n, 3*b.PerMonth)
	r.thresholds = append(r.thresholds, c.Threshold)
	return c
}

func (r *row) count(n int, most float64) {
	r.after += n
	if float64(n) > most {
		r.over++
	}
}

func (r *row) median() float64 {
	slices.Sort(r.thresholds)
	return r.thresholds[len(r.thresholds)/2]
}

// floor is under what is found, as far as few worlds may err; the goal of 0.8 is missed at 20 a day (FIGURES.md).
const floor = 0.7

// TestFigures prints the first table of FIGURES.md and holds the goals: in 19 of 20 worlds at most six false alerts
// in 90 days that the threshold has not seen. Threefold days are to be found within the day.
func TestFigures(t *testing.T) {
	budget := Budget{PerMonth: 2}
	t.Logf("%7s %9s %6s %6s %9s %5s %5s %5s %5s", "a day", "threshold", "before", "after", "over six", "×2", "×3", "×5", "tone")
	for _, level := range []float64{5, 20, 100, 1000} {
		var r row
		var found [4]hits
		for seed := range uint64(*worlds) {
			w := ordinary(*first+seed, level, 180)
			c := r.try(w, budget)
			for i, p := range []plant{{times: 2, tones: 1}, {times: 3, tones: 1}, {times: 5, tones: 1}, {times: 1, tones: 2}} {
				found[i].add(find(w, p, 3, c.Threshold))
			}
		}
		n := float64(r.worlds)
		t.Logf("%7g %9.2f %6.1f %6.1f %4d/%-4d %5.2f %5.2f %5.2f %5.2f", level, r.median(), float64(r.before)/n, float64(r.after)/n,
			r.over, r.worlds, found[0].share(), found[1].share(), found[2].share(), found[3].share())
		if level < 20 {
			continue
		}
		if r.over > max(1, r.worlds/20) {
			t.Errorf("%g a day: %d of %d worlds over six false alerts", level, r.over, r.worlds)
		}
		if found[1].share() < floor {
			t.Errorf("%g a day: %.2f of the threefold days found", level, found[1].share())
		}
	}
}

// hits counts incidents that were planted and found.
type hits struct{ found, planted int }

func (h *hits) add(g hits) { h.found += g.found; h.planted += g.planted }

func (h hits) share() float64 { return float64(h.found) / float64(max(h.planted, 1)) }

// find plants p for so many days, spread over days 90 to 180, and counts those that alarm before they are over, as
// the kind they are. A day in which the world could not be heard is not counted.
func find(w world, p plant, times int, threshold float64) (h hits) {
	w.plants = nil
	for k := range times {
		p.from, p.hours = (93+k*87/times)*24+(7*k+5*int(w.seed))%24, 24
		w.plants = append(w.plants, p)
	}
	kind := Spike
	if p.tones > 1 {
		kind = Tone
	}
	s := w.series()
	for _, p := range w.plants {
		day := Span{hourOf(p.from), hourOf(p.from + p.hours)}
		if s.deaf(day) {
			continue
		}
		h.planted++
		if rises(Replay(s, day.From.Add(time.Hour), day.To.Add(time.Hour), time.Hour), kind, threshold) {
			h.found++
		}
	}
	return h
}

func (s Series) deaf(day Span) bool {
	return slices.ContainsFunc(s.Deaf, func(d Span) bool { return d.From.Before(day.To) && d.To.After(day.From) })
}

func rises(moments []Moment, kind string, threshold float64) bool {
	for _, m := range moments {
		for _, s := range m.Signs {
			if s.Kind == kind && s.Score >= threshold {
				return true
			}
		}
	}
	return false
}

// TestRepeats: ten incidents in the history must not hide the next.
func TestRepeats(t *testing.T) {
	var r row
	var fresh, again hits
	for seed := range uint64(*worlds) {
		w := ordinary(*first+seed, 100, 180)
		c := r.try(w, Budget{PerMonth: 2})
		fresh.add(find(w, plant{times: 3, tones: 1}, 3, c.Threshold))
		again.add(find(w, plant{times: 3, tones: 1}, 10, c.Threshold))
	}
	t.Logf("a threefold day: one a month %.2f, ten in three months %.2f", fresh.share(), again.share())
	if again.share() < 0.7 {
		t.Errorf("%.2f found", again.share())
	}
}

// TestTopicsShareTheBudget: ten topics of all sizes, two false alerts a month for all of them, on average.
func TestTopicsShareTheBudget(t *testing.T) {
	levels := []float64{2, 5, 5, 10, 20, 50, 100, 200, 500, 1000}
	var r row
	var found hits
	for group := range uint64(max(*worlds/4, 1)) {
		var histories, later [][]Moment
		var all []world
		for i, level := range levels {
			w := ordinary(*first+1000+group*10+uint64(i), level, 180)
			s := w.series()
			all = append(all, w)
			histories = append(histories, Replay(s, hourOf(0), hourOf(90*24), time.Hour))
			later = append(later, Replay(s, hourOf(90*24), hourOf(180*24), time.Hour))
		}
		c := Budget{PerMonth: 2}.Threshold(histories...)
		n := 0
		for i := range later {
			n += len(Episodes(later[i], c.Threshold))
			if levels[i] >= 20 {
				found.add(find(all[i], plant{times: 3, tones: 1}, 3, c.Threshold))
			}
		}
		r.worlds, r.thresholds = r.worlds+1, append(r.thresholds, c.Threshold)
		r.count(n, 6)
	}
	t.Logf("ten topics: threshold %.2f, %.1f false alerts in 90 days, over six in %d of %d, ×3 found from 20 a day %.2f",
		r.median(), float64(r.after)/float64(r.worlds), r.over, r.worlds, found.share())
	if r.after > 6*r.worlds {
		t.Errorf("%d false alerts in %d times 90 days", r.after, r.worlds)
	}
}

// TestLittleHistory: three weeks old, the threshold is assumed and keeps the budget on average.
func TestLittleHistory(t *testing.T) {
	for _, level := range []float64{20, 1000} {
		n := 0
		for seed := range uint64(*worlds) {
			s := ordinary(*first+seed, level, 60).series()
			c := Budget{PerMonth: 2}.Threshold(Replay(s, hourOf(0), hourOf(21*24), time.Hour))
			if c.Note != Assumed {
				t.Fatalf("three weeks of history: threshold is %s", c.Note)
			}
			n += len(Episodes(Replay(s, hourOf(21*24), hourOf(51*24), time.Hour), c.Threshold))
		}
		each := float64(n) / float64(*worlds)
		t.Logf("%g a day, three weeks old: %.1f false alerts in the next 30 days", level, each)
		if each > 2 {
			t.Errorf("%.1f false alerts", each)
		}
	}
}
