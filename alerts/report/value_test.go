package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

var (
	someViews = metric.Value{Metric: "engagement_rate_view", Topic: "zarya", Network: "vk", Account: "zarya", Known: true, Value: 0.0421,
		Interval: &metric.Interval{Low: 0.031, High: 0.056}, Of: &metric.Of{Num: 421, Den: 10_000}, Evidence: "/posts?account=zarya",
		Caveat: metric.Text{EN: "Of 12 of 14 posts.", RU: "По 12 постам из 14."}}
	guessed   = metric.Value{Metric: "cost_per_lead", Topic: "zarya", Known: true, Value: 320.5, Currency: "RUB", Basis: metric.Assumed}
	noReach   = metric.Value{Metric: "reach", Topic: "zarya", Network: "vk", Account: "zarya", Missing: "reach"}
	noOpinion = metric.Value{Metric: "positive_negative_ratio", Topic: "zarya", Caveat: metric.Text{EN: "Hardly any opinion is negative.", RU: "Отрицательных почти нет."}}
)

// Whatever a scribe says it can account for: the formula, the missing input and how to supply it, the caveat, the marks.
func TestScribe(t *testing.T) {
	en, ru := printers(t)
	s := newScribe(en, alerts.Links{Base: "https://molva.test"}, map[string][]string{"vk": {"followers"}})
	for _, c := range []struct {
		v    metric.Value
		want string
		url  string
	}{
		{someViews, "4.2% (3.1–5.6%)¹", "https://molva.test/posts?account=zarya"},
		{guessed, "320.50\u00a0RUB, assumed", ""},
		{noReach, "–²", ""},
		{noOpinion, "–³", ""},
		{noReach, "–²", ""},
	} {
		cell := s.cell(c.v)
		if got := cell.Line.String(); got != c.want || cell.Line[0].URL != c.url {
			t.Errorf("%s: %q to %q, want %q", c.v.Metric, got, cell.Line[0].URL, c.want)
		}
		if m := registry()[c.v.Metric]; !strings.HasPrefix(cell.Hint, m.Formula.EN) || cell.Hint == "" {
			t.Errorf("%s: the hint is %q", c.v.Metric, cell.Hint)
		}
	}
	var foot []string
	for _, l := range s.foot() {
		foot = append(foot, l.String())
	}
	for i, want := range []string{"¹ Of 12 of 14 posts.", "² ", "³ Hardly any opinion is negative.", "Assumed numbers",
		"Engagement per view (ERview) = ", "Cost per lead, cost per customer = ", "Reach = ", "Positive to negative = "} {
		if i >= len(foot) || !strings.HasPrefix(foot[i], want) {
			t.Fatalf("the foot is %q, want %q in place %d", foot, want, i)
		}
	}
	if len(foot) != 8 || len(foot[1]) < 10 {
		t.Errorf("the foot is %q", foot)
	}
	russian := newScribe(ru, alerts.Links{}, nil)
	if got := russian.line(someViews); got.String() != "4,2\u00a0% (3,1–5,6\u00a0%)¹" || got[0].URL != "" {
		t.Errorf("in Russian: %+v", got)
	}
}

func TestVanityIsMarked(t *testing.T) {
	en, _ := printers(t)
	s := newScribe(en, alerts.Links{}, nil)
	for id, m := range registry() {
		if got := strings.HasSuffix(s.name(m).Line.String(), " (V)"); got != (m.Class == metric.Vanity) {
			t.Errorf("%s of class %s: marked %v", id, m.Class, got)
		}
	}
	if notes := s.notes(); len(notes) != 1 || !strings.HasPrefix(notes[0].String(), "(V) is vanity") {
		t.Errorf("notes: %v", notes)
	}
}

// A CSV of values has its formula in every row, and nothing in it that a spreadsheet would run.
func TestCSVOfValues(t *testing.T) {
	evil := someViews
	evil.Account, evil.Part, evil.Caveat = "=cmd()", "+1\n@x", metric.Text{EN: "-2+3"}
	var b bytes.Buffer
	if err := writeCSV(&b, values{someViews, guessed, noReach, evil}, alerts.Links{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		if row[at["formula"]] == "" || row[at["inputs"]] == "" {
			t.Errorf("no formula: %q", row)
		}
		for _, cell := range row {
			if formula(cell) && !numeral.MatchString(cell) {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
	for column, want := range map[string]string{"row": "38", "value": "0.0421", "low": "0.031", "high": "0.056", "numerator": "421", "denominator": "10000",
		"basis": "measured", "missing": "", "evidence": "/posts?account=zarya", "class": "K", "caveat": "Of 12 of 14 posts."} {
		if got := rows[1][at[column]]; got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if rows[3][at["value"]] != "" || rows[3][at["missing"]] != "reach" {
		t.Errorf("what lacks: %q", rows[3])
	}
}

// values is a report of nothing else.
type values []metric.Value

func (v values) Values() []metric.Value                              { return v }
func (v values) Data() any                                           { return jsonOfAll(v) }
func (v values) Document(_ *phrase.Printer, _ alerts.Links) Document { return Document{} }
