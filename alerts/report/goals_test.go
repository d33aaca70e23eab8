package report

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/ingest"
	"molva/store"
)

func onDay(month, d int) time.Time {
	return time.Date(2026, time.Month(month), d, 0, 0, 0, 0, time.UTC)
}

// The way from 100 to 200 takes a hundred days from 1 January on; it is judged on the fiftieth.
func TestJudge(t *testing.T) {
	interval := func(low, high float64) *metric.Interval { return &metric.Interval{Low: low, High: high} }
	for name, c := range map[string]struct {
		baseline, target float64
		value            metric.Value
		progress, pace   float64
		reaches          Answer
	}{
		"half of the way in half of the time": {100, 200, metric.Value{Known: true, Value: 150}, 0.5, 1, Yes},
		"too slow":                            {100, 200, metric.Value{Known: true, Value: 149}, 0.49, 0.98, No},
		"backwards":                           {100, 200, metric.Value{Known: true, Value: 90}, -0.1, -0.2, No},
		"surely":                              {100, 200, metric.Value{Known: true, Value: 170, Interval: interval(151, 180)}, 0.7, 1.4, Yes},
		"surely not":                          {100, 200, metric.Value{Known: true, Value: 130, Interval: interval(120, 149)}, 0.3, 0.6, No},
		"perhaps":                             {100, 200, metric.Value{Known: true, Value: 150, Interval: interval(140, 160)}, 0.5, 1, CannotTell},
		"no upper end":                        {100, 200, metric.Value{Known: true, Value: 120, Interval: &metric.Interval{Low: 110, Open: true}}, 0.2, 0.4, CannotTell},
		"downwards":                           {0.10, 0.05, metric.Value{Known: true, Value: 0.07, Interval: interval(0.065, 0.074)}, 0.6, 1.2, Yes},
		"downwards and unsure":                {0.10, 0.05, metric.Value{Known: true, Value: 0.07, Interval: interval(0.04, 0.09)}, 0.6, 1.2, CannotTell},
		"nothing known":                       {100, 200, metric.Value{Missing: "reach"}, 0, 0, CannotTell},
		"no way to go":                        {100, 100, metric.Value{Known: true, Value: 100}, 0, 0, CannotTell},
	} {
		g := Goal{Goal: metric.Goal{Baseline: c.baseline, Target: c.target, From: onDay(1, 1), By: onDay(1, 101)}, Value: c.value}
		g.judge(onDay(1, 51))
		if *rounded(g.Progress.Value) != c.progress || *rounded(g.Pace.Value) != c.pace || g.Reaches != c.reaches {
			t.Errorf("%s: progress %v, pace %v, %s", name, g.Progress.Value, g.Pace.Value, g.Reaches)
		}
	}
}

// Before the first day nobody can tell; after the last there is no more pace than progress.
func TestJudgeOutsideOfTheTime(t *testing.T) {
	g := Goal{Goal: metric.Goal{Baseline: 0, Target: 10, From: onDay(3, 1), By: onDay(6, 1)}, Value: metric.Value{Known: true, Value: 9}}
	for _, now := range []time.Time{onDay(1, 1), onDay(3, 1)} {
		if g.judge(now); g.Reaches != CannotTell || g.Pace.Known || g.Progress.Known {
			t.Errorf("on %v, before anything began: %+v", now, g)
		}
	}
	if g.judge(onDay(9, 1)); g.Reaches != No || g.Pace.Value != 0.9 {
		t.Errorf("after the last day: %+v", g)
	}
}

func someGoals() Goals {
	share := metric.Value{Metric: "response_rate", Topic: "zarya", Known: true, Value: 0.72, Interval: &metric.Interval{Low: 0.68, High: 0.76},
		Of: &metric.Of{Num: 72, Den: 100}, Evidence: "/threads?topic=zarya"}
	before := share
	before.Value, before.Interval = 0.64, &metric.Interval{Low: 0.6, High: 0.68}
	answers := Goal{Goal: metric.Goal{ID: "answers", Name: "Answer more <b>", Topic: "zarya", Metric: "response_rate", Baseline: 0.6, Target: 0.9,
		From: onDay(7, 1), By: onDay(12, 31), Owner: "=Anna|"}, Value: share,
		History: []Past{{store.Period{From: onDay(8, 1), To: onDay(9, 1)}, before}, {store.Period{From: onDay(9, 1), To: onDay(10, 1)}, share}}}
	answers.judge(onDay(10, 1))
	vain := Goal{Goal: metric.Goal{ID: "fans", Topic: "zarya", Metric: "followers", Target: 1e6, Owner: "Boris"}, Refused: errors.New("vanity")}
	return Goals{Topic: ingest.Topic{ID: "zarya", Name: "Zarya"}, Period: store.Period{From: onDay(9, 1), To: onDay(10, 1)}, Goals: []Goal{answers, vain}}
}

func TestGoalsInEveryFormat(t *testing.T) {
	en, ru := printers(t)
	for name, g := range map[string]Goals{"goals": someGoals(), "no-goals": {Topic: ingest.Topic{ID: "x", Name: "X"}, Period: someGoals().Period}} {
		for _, format := range Formats {
			for _, p := range []*phrase.Printer{en, ru} {
				var b bytes.Buffer
				if err := Write(&b, g, format, p, alerts.Links{Base: "https://molva.test"}); err != nil {
					t.Fatal(err)
				}
				phrasetest.Golden(t, name+"."+p.Language()+"."+format, b.String())
			}
		}
	}
}

func TestBeneath(t *testing.T) {
	tree := []ingest.Topic{{ID: "zarya"}, {ID: "kestrel", Parent: "zarya"}, {ID: "air", Parent: "kestrel"}, {ID: "boreal"}, {ID: "lost", Parent: "gone"}}
	for pair, want := range map[[2]string]bool{{"zarya", "zarya"}: true, {"air", "zarya"}: true, {"zarya", "air"}: false, {"boreal", "zarya"}: false,
		{"lost", "zarya"}: false, {"gone", "zarya"}: false} {
		if _, got := beneath(tree, pair[0], pair[1]); got != want {
			t.Errorf("%s beneath %s: %v", pair[0], pair[1], got)
		}
	}
}
