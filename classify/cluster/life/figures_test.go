package life

import (
	"testing"
)

// score counts what Judge called rising.
type score struct {
	days, falseDays       int // of months with bursts: complaints and days
	alarms, falseAlarms   int // runs of such days, gaps of up to a week bridged
	bursts, found, atOnce int // found while they lasted; on the first day
	months, quiet, loud   int // months without bursts, alarms in them, months with more than three
}

func (s *score) add(o score) {
	s.days, s.falseDays, s.alarms, s.falseAlarms = s.days+o.days, s.falseDays+o.falseDays, s.alarms+o.alarms, s.falseAlarms+o.falseAlarms
	s.bursts, s.found, s.atOnce = s.bursts+o.bursts, s.found+o.found, s.atOnce+o.atOnce
	s.months, s.quiet, s.loud = s.months+o.months, s.quiet+o.quiet, s.loud+o.loud
}

// watch follows one history day by day.
func (s *score) watch(d drawn) {
	var now score
	last, found := make([]int, d.many), make([]bool, d.many)
	for day := d.burnIn; day < d.days; day++ {
		for i, v := range Judge(d.on(day)) {
			if v.State != Rising {
				continue
			}
			in := d.bursting(i, day)
			now.days++
			now.falseDays += one(!in)
			if last[i] == 0 || day-last[i] > 7 {
				now.alarms++
				now.falseAlarms += one(!in)
			}
			now.atOnce += one(day == d.begun[i])
			found[i] = found[i] || in
			last[i] = day
		}
	}
	for i := range found {
		now.bursts += one(d.begun[i] >= 0)
		now.found += one(found[i])
	}
	if d.quiet {
		now = score{months: 1, quiet: now.alarms, loud: one(now.alarms > 3)}
	}
	s.add(now)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestFigures simulates what nobody can label: which rises are real. With -v it takes longer and prints the table of
// doc.go.
func TestFigures(t *testing.T) {
	seeds := uint64(1)
	if testing.Verbose() {
		seeds = 8
	}
	var all score
	t.Logf("%-14s %6s %5s %7s %10s %12s %13s %6s", "", "bursts", "found", "at once", "false days", "false alarms", "a quiet month", "loud")
	for _, row := range []struct {
		name   string
		change func(*world)
	}{
		{"0.2 to 30", func(*world) {}},
		{"0.5 to 20", func(w *world) { w.size = [2]float64{.5, 20} }},
		{"0.2 a day", func(w *world) { w.size = [2]float64{.2, .2} }},
		{"1 a day", func(w *world) { w.size = [2]float64{1, 1} }},
		{"3 a day", func(w *world) { w.size = [2]float64{3, 3} }},
		{"10 a day", func(w *world) { w.size = [2]float64{10, 10} }},
		{"30 a day", func(w *world) { w.size = [2]float64{30, 30} }},
		{"at noon", func(w *world) { w.hour = 12 }},
		{"at six", func(w *world) { w.hour = 6 }},
		{"weekends 0.3", func(w *world) { w.weekend = .3 }},
		{"shocks 0.4", func(w *world) { w.shock = .4 }},
		{"sources down", func(w *world) { w.down = .1 }},
		{"uneven", func(w *world) { w.uneven = true }},
		{"wandering", func(w *world) { w.wander = .05 }},
		{"from day 10", func(w *world) { w.burnIn, w.days = 10, 40 }},
		{"from day 5", func(w *world) { w.burnIn, w.days = 5, 35 }},
		{"six in all", func(w *world) { w.many, w.singles, w.size = 6, 3, [2]float64{.2, 5} }},
		{"600 small", func(w *world) { w.many, w.size = 600, [2]float64{.02, 5} }},
	} {
		s := simulate(row.change, seeds)
		t.Logf("%-14s %6d %4.0f%% %6.0f%% %9.1f%% %11.1f%% %13.2f %3d/%d", row.name, s.bursts, percent(s.found, s.bursts), percent(s.atOnce, s.bursts),
			percent(s.falseDays, s.days), percent(s.falseAlarms, s.alarms), float64(s.quiet)/float64(s.months), s.loud, s.months)
		all.add(s)
		if row.name == "0.5 to 20" && (percent(s.found, s.bursts) < 72 || percent(s.falseDays, s.days) > 8 || percent(s.falseAlarms, s.alarms) > 9) {
			t.Errorf("%s: %+v", row.name, s)
		}
	}
	if percent(all.found, all.bursts) < 50 || percent(all.falseDays, all.days) > 6 || all.loud*50 > all.months {
		t.Errorf("all: %+v", all)
	}
}

// simulate judges months with bursts, and as many without.
func simulate(change func(*world), seeds uint64) (s score) {
	for seed := range seeds {
		w := world{size: [2]float64{.2, 30}, many: 120, days: 60, burnIn: 28, seed: seed}
		change(&w)
		s.watch(w.draw())
		w.quiet, w.days, w.seed = true, w.burnIn+30, seed+100
		w.many = min(w.many, 100)
		s.watch(w.draw())
	}
	return s
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
