package alerts

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/phrase"
	"molva/store"
)

// TestSteps: each day of the chart has what its list has, and days before the first mention are not known.
func TestSteps(t *testing.T) {
	db, week := world(t)
	d := digestOf(t, db, "zarya", week)
	if len(d.Steps) != 14 || !d.Steps[0].From.Equal(week.From.AddDate(0, 0, -7)) || !d.Steps[13].To.Equal(week.To) {
		t.Fatalf("%d steps from %v", len(d.Steps), d.Steps[0].From)
	}
	var sum Counts
	for i, s := range d.Steps {
		n, err := db.Count(t.Context(), counted("zarya", s.Period))
		if err != nil || n != s.Total() || s.Known != (i >= 4) {
			t.Errorf("step %d: %+v, known %v; listed %d, %v", i, s.Counts, s.Known, n, err)
		}
		if i >= 7 {
			sum = Counts{sum.Negative + s.Negative, sum.Neutral + s.Neutral, sum.Positive + s.Positive}
		}
	}
	if sum != d.Now.Counts {
		t.Errorf("the days make %+v, the week has %+v", sum, d.Now.Counts)
	}
}

// TestStepsOf: every period that a digest can be of makes steps that end with it, meet each other and have names of their
// own, also where the clocks change.
func TestStepsOf(t *testing.T) {
	berlin, santiago := zone(t, "Europe/Berlin"), zone(t, "America/Santiago")
	for name, c := range map[string]struct {
		period store.Period
		n      int
	}{
		"a day":                    {store.Day(time.Date(2026, 3, 29, 12, 0, 0, 0, berlin), berlin), 14},
		"a week with a change":     {store.Week(time.Date(2026, 3, 29, 12, 0, 0, 0, berlin), berlin), 14},
		"the week after":           {store.Week(time.Date(2026, 10, 27, 12, 0, 0, 0, berlin), berlin), 14},
		"clocks at midnight":       {store.Week(time.Date(2026, 9, 8, 12, 0, 0, 0, santiago), santiago), 14},
		"a day without a midnight": {store.Day(time.Date(2026, 9, 6, 12, 0, 0, 0, santiago), santiago), 14},
		"a month":                  {store.Month(time.Date(2026, 3, 5, 0, 0, 0, 0, berlin), berlin), 9},
		"more than a chart can do": {store.Period{From: time.Date(2025, 1, 1, 0, 0, 0, 0, berlin), To: time.Date(2026, 1, 1, 0, 0, 0, 0, berlin)}, 0},
	} {
		d := Digest{Period: c.period, Previous: Previous(c.period)}
		d.Steps = stepsOf(d)
		if len(d.Steps) != c.n {
			t.Errorf("%s: %d steps, want %d", name, len(d.Steps), c.n)
			continue
		}
		for i, s := range d.Steps {
			if !s.From.Equal(store.Day(s.From, s.From.Location()).From) || i > 0 && !s.From.Equal(d.Steps[i-1].To) {
				t.Errorf("%s: step %d is %v", name, i, s.Period)
			}
			d.Steps[i].Known, d.Steps[i].Negative = true, 1
		}
		for _, language := range []string{"en", "ru"} {
			labels(t, name, d, language)
		}
	}
}

// labels checks what charts may be labelled with: all different, at most 20 characters.
func labels(t *testing.T, name string, d Digest, language string) {
	t.Helper()
	p, err := phrase.New(language, Texts)
	if err != nil {
		t.Fatal(err)
	}
	chart := teller{d, p, Links{}}.chart()
	if chart == nil {
		if len(d.Steps) > 0 {
			t.Errorf("%s: no chart", name)
		}
		return
	}
	seen := map[string]bool{}
	for _, label := range chart.Labels {
		if seen[label] || utf8.RuneCountInString(label) > 20 {
			t.Errorf("%s: label %q in %q", name, label, chart.Labels)
		}
		seen[label] = true
	}
}

func TestChartLines(t *testing.T) {
	chart := &Chart{Title: "By day", Labels: []string{"1 Sep", "2 Sep", "3 Sep", "4 Sep"}, Series: []Series{
		{"positive", []*int{nil, new(0), new(1), new(100)}},
		{"negative", []*int{nil, new(50), new(25), new(0)}},
		{"unheard", []*int{nil, nil, nil, nil}},
	}}
	want := []string{"By day: 1 Sep – 4 Sep", "positive ·▁▂█ 0–100", "negative ·▅▃▁ 0–50", "unheard"}
	var got []string
	for _, l := range chart.Lines() {
		got = append(got, l.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if (*Chart)(nil).Lines() != nil {
		t.Error("no chart has lines")
	}
}

func TestSpark(t *testing.T) {
	for _, c := range []struct {
		want   string
		values []int
	}{{"", nil}, {"", []int{0, 0}}, {"▁█", []int{0, 1}}, {"▂▅█", []int{1, 4, 7}}, {"█▁", []int{1 << 30, -5}}} {
		if got := Spark(c.values); got != c.want {
			t.Errorf("%v is drawn as %q, want %q", c.values, got, c.want)
		}
	}
	if strings.Contains(Spark([]int{1}), "·") {
		t.Error("what is known is drawn as unknown")
	}
}
