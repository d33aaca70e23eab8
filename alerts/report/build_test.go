package report

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/store"
)

// reading is a reader of kestrel in September 2026, of which something was said, with two accounts that no source has told of.
func reading(t *testing.T, goals ...metric.Goal) *metric.Reader {
	t.Helper()
	now := time.Date(2026, 10, 2, 12, 0, 0, 0, time.UTC)
	b := metric.Business{Goals: goals, Accounts: []metric.Owned{{Topic: "kestrel", Network: "vk", Account: "club"}, {Topic: "kestrel", Network: "telegram", Account: "channel"},
		{Topic: "lumen", Network: "vk", Account: "lumen"}}}
	zone := time.FixedZone("MSK", 3*60*60)
	r, err := metric.NewReader(t.Context(), past(t), b, "kestrel", alerts.Month.Last(now, zone), now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBuildMetrics(t *testing.T) {
	m, err := BuildMetrics(t.Context(), reading(t), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rows) != 119 || m.Computed() == 0 || m.Computed() == 119 {
		t.Errorf("%d rows, of which %d compute", len(m.Rows), m.Computed())
	}
	en, _ := printers(t)
	for _, format := range Formats {
		var once, twice bytes.Buffer
		for _, b := range []*bytes.Buffer{&once, &twice} {
			again, err := BuildMetrics(t.Context(), reading(t), "")
			if err != nil {
				t.Fatal(err)
			}
			if err := Write(b, again, format, en, alerts.Links{Base: "/"}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("%s: two runs differ", format)
		}
	}
	for _, v := range m.Values() {
		if !v.Known && v.Missing == "" && v.Caveat == (metric.Text{}) {
			t.Errorf("%s is not known and does not say why: %+v", v.Metric, v)
		}
	}
}

func TestMetricsOfAnAccount(t *testing.T) {
	m, err := BuildMetrics(t.Context(), reading(t), "vk:club")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range m.Rows {
		for _, v := range row.Values {
			if accountOf(v) != "vk:club" || row.OfAccount == nil {
				t.Errorf("%s of %s stands there", v.Metric, accountOf(v))
			}
		}
	}
	if len(m.Rows) < 50 {
		t.Errorf("only %d rows", len(m.Rows))
	}
	if _, err := BuildMetrics(t.Context(), reading(t), "vk:lumen"); !errors.Is(err, ErrUnknownAccount) {
		t.Errorf("another topic's account: %v", err)
	}
}

func TestBuildGoals(t *testing.T) {
	by := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	goal := func(id, topic, of string, from time.Time) metric.Goal {
		return metric.Goal{ID: id, Topic: topic, Metric: of, Baseline: 0, Target: 1000, From: from, By: by}
	}
	may := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	g, err := BuildGoals(t.Context(), reading(t,
		goal("people", "kestrel", "unique_authors", may), goal("vain", "kestrel", "followers", may), goal("none", "kestrel", "glory", may),
		goal("which account", "kestrel", "churn", may), goal("other", "lumen", "unique_authors", may)))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Goals) != 4 {
		t.Fatalf("%d goals, want those of the topic", len(g.Goals))
	}
	people, vain, none, which := g.Goals[0], g.Goals[1], g.Goals[2], g.Goals[3]
	if people.Refused != nil || !people.Value.Known || people.Reaches != No || people.Progress.Value <= 0 || people.Pace.Value <= people.Progress.Value {
		t.Errorf("people: %+v", people)
	}
	if n := len(people.History); n != 5 || people.History[4].Period != g.Period || people.History[4].Value.Value != people.Value.Value {
		t.Errorf("the history of %d months: %+v", n, people.History)
	}
	if vain.Refused == nil || none.Refused == nil {
		t.Errorf("vanity is a goal: %v, %v", vain.Refused, none.Refused)
	}
	if which.Value.Known || which.Value.Caveat.EN == "" || which.Reaches != CannotTell {
		t.Errorf("a goal that names no account: %+v", which)
	}
	if _, err := metric.NewReader(t.Context(), past(t), metric.Business{}, "lumne", g.Period, by); !errors.Is(err, store.ErrUnknownTopic) {
		t.Error(err)
	}
}
