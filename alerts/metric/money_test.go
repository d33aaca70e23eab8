package metric

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
)

// TestACSIExample is the published example: answers of 8.1, 7.4 and 6.9.
func TestACSIExample(t *testing.T) {
	x := [3]float64{8.1, 7.4, 6.9}
	for _, test := range []struct {
		w    weights
		want float64
	}{{equal, 71.9}, {published, 72.5}} {
		if got := test.w.index(x); math.Abs(got-test.want) > .05 {
			t.Errorf("weights %v: %.2f, want %.1f", test.w, got, test.want)
		}
	}
	if lowest, highest := equal.index([3]float64{1, 1, 1}), equal.index([3]float64{10, 10, 10}); lowest != 0 || math.Abs(highest-100) > 1e-9 {
		t.Errorf("the scale is %v to %v", lowest, highest)
	}
}

// TestNPSInterval: 60 promoters and 15 detractors of 100 are 45 points; by hand, of 103 with ¾ and ¾ more, p is .5898, d .1529,
// and the interval 43.7 ± 11.9.
func TestNPSInterval(t *testing.T) {
	in := npsInterval(.6, .15, 100)
	if math.Abs(in.Low-31.8) > .2 || math.Abs(in.High-55.6) > .2 {
		t.Errorf("interval is %.2f to %.2f", in.Low, in.High)
	}
	for n := 1.0; n < 50; n++ {
		up, down := npsInterval(1, 0, n), npsInterval(0, 1, n)
		if up.Low > 95 || up.High != 100 || down.Low != -100 || down.High < -95 {
			t.Errorf("%g who agree: %.2f to %.2f, %.2f to %.2f, which is too sure or is not where they are", n, up.Low, up.High, down.Low, down.High)
		}
	}
}

// entry is what was entered of a kind for some days of the fixture's week, which begins on the day 0.
func entry(t *testing.T, kind, topic string, from, days int, value float64, currency string) ingest.Input {
	start := theWeek(t).From.AddDate(0, 0, from)
	return ingest.Input{Kind: kind, Topic: topic, From: start, To: start.AddDate(0, 0, days), Value: &value, Currency: currency}
}

// TestEntered: sums and their days, currencies apart, levels from above, what the configuration says before what was imported.
func TestEntered(t *testing.T) {
	one := func(kind, topic string, from, days int, value float64) ingest.Input {
		return entry(t, kind, topic, from, days, value, "")
	}
	money := func(kind, topic string, from, days int, value float64, currency string) ingest.Input {
		return entry(t, kind, topic, from, days, value, currency)
	}
	guess := one("orders", "zarya", 0, 7, 4)
	guess.Assumed = true
	for _, test := range []struct {
		name, kind string
		imported   []ingest.Input
		configured []ingest.Input
		want       []string
	}{
		{"nothing", "leads", nil, nil, nil},
		{"the week", "leads", []ingest.Input{one("leads", "zarya", 0, 7, 14)}, nil, []string{" 14 entered"}},
		{"the topics below", "leads", []ingest.Input{one("leads", "zarya", 0, 7, 14), one("leads", "kestrel", 0, 7, 3), one("leads", "boreal", 0, 7, 99)}, nil, []string{" 17 entered"}},
		{"a month by its days", "leads", []ingest.Input{one("leads", "zarya", -3, 28, 56)}, nil,
			[]string{" 14 entered; by the share of days, since an entry is of other days too"}},
		{"a month beside its days", "leads", []ingest.Input{one("leads", "zarya", -3, 28, 56), one("leads", "zarya", 0, 2, 10)}, nil,
			[]string{" 20 entered; by the share of days, since an entry is of other days too"}},
		{"some days", "leads", []ingest.Input{one("leads", "zarya", 0, 2, 6), one("leads", "zarya", 4, 1, 1)}, nil, []string{" 7 entered; entered for 3 of 7 days"}},
		{"outside", "leads", []ingest.Input{one("leads", "zarya", 7, 7, 6)}, nil, nil},
		{"parts and currencies", "spend/", []ingest.Input{money("spend/ads", "zarya", 0, 7, 70, "RUB"), money("spend/tools", "zarya", 0, 7, 5, "USD"), money("spend", "kestrel", 0, 7, 30, "RUB")}, nil,
			[]string{"RUB 100 entered", "USD 5 entered"}},
		{"one part", "spend/ads", []ingest.Input{money("spend/ads", "zarya", 0, 7, 70, "RUB"), money("spend/tools", "zarya", 0, 7, 5, "RUB")}, nil, []string{"RUB 70 entered"}},
		{"the configuration first", "leads", []ingest.Input{one("leads", "zarya", 0, 7, 14)}, []ingest.Input{one("leads", "zarya", 0, 7, 15)}, []string{" 15 entered"}},
		{"the weakest decides", "orders", []ingest.Input{one("orders", "kestrel", 0, 7, 6)}, []ingest.Input{guess}, []string{" 10 assumed"}},
		{"the latest level", "margin", []ingest.Input{one("margin", "zarya", -20, 21, .2), one("margin", "zarya", 1, 3, .3), one("margin", "zarya", 9, 3, .4)}, nil, []string{" 0.3 entered"}},
		{"a level of below is another's", "margin", []ingest.Input{one("margin", "kestrel", 0, 7, .2)}, nil, nil},
	} {
		db := openStore(t, ingest.Note{Source: "import", At: theWeek(t).To, Inputs: test.imported})
		r := reader(t, db, "zarya")
		r.Business.Inputs = test.configured
		all, err := r.InputsOf(t.Context(), test.kind)
		if err != nil {
			t.Fatal(err)
		}
		if got := tellEntries(all); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func tellEntries(all []Entry) (lines []string) {
	for _, e := range all {
		line := e.Currency + " " + fmt.Sprint(e.Value) + " " + string(e.Basis)
		if e.Caveat.EN != "" {
			line += "; " + e.Caveat.EN
		}
		lines = append(lines, line)
	}
	return lines
}

// TestALevelOfAbove: a product without a rate of its own has the company's, and says so.
func TestALevelOfAbove(t *testing.T) {
	db := openStore(t, ingest.Note{Source: "import", At: theWeek(t).To, Inputs: []ingest.Input{entry(t, "labour_rate", "zarya", 0, 7, 900, "RUB")}})
	r := reader(t, db, "kestrel")
	e, ok, err := r.Input(t.Context(), "labour_rate")
	if err != nil || !ok || e.Value != 900 || e.Caveat.EN != "entered for Заря" {
		t.Errorf("%+v, %v, %v", e, ok, err)
	}
}

// TestMoneyMissing: where nothing was entered or told, each row says what lacks; nothing is zero.
func TestMoneyMissing(t *testing.T) {
	r := reader(t, openStore(t), "zarya")
	for id, want := range map[string][]string{
		"acsi_style_index":  {" lacks input:acsi_satisfaction", "published_weights lacks input:acsi_satisfaction"},
		"survey_scores":     {"csat lacks input:csat", "nps lacks input:nps_promoters", "positive lacks input:survey_positive"},
		"orders":            {"completed lacks input:orders_completed", "completed_share lacks input:orders_completed", "return_rate lacks input:returns", "refusal_rate lacks input:refusals"},
		"social_clicks":     {" lacks input:social_clicks"},
		"contacts":          {" lacks steps", "contact_rate lacks steps"},
		"sales":             {"leads lacks steps", "lead_to_customer lacks input:lead_to_customer", "repeat_rate lacks input:repeat_customers", "average_cheque lacks input:average_cheque", "lifetime_value lacks input:lifetime_value"},
		"cost_per_lead":     {"contact lacks input:spend", "lead lacks input:spend", "customer lacks input:spend"},
		"self_solved_share": {" lacks input:self_solved"},
		"benefit":           {" lacks input:spend"},
	} {
		if got := spell(t, r, id, ""); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	for _, line := range spell(t, r, "stage_rates", "") {
		if !strings.HasSuffix(line, " lacks steps") {
			t.Errorf("stage_rates: %s", line)
		}
	}
}

// step is one of somebody on a day of the week, which begins on the day 0.
func step(key, handle, stage string, day int, consent bool) ingest.Step {
	week := time.Date(2026, 9, 13, 21, 0, 0, 0, time.UTC)
	s := ingest.Step{Key: key, Stage: stage, Topic: "kestrel", At: week.AddDate(0, 0, day).Add(time.Hour), Consent: consent}
	if handle != "" && consent {
		s.Handle = handle
	}
	return s
}

// buying is a database with two people who spoke of the Kestrel in the week, and one who had before. One of the two bought
// twice; two others came without a word, and one did not agree.
func buying(t *testing.T, inputs ...ingest.Input) *Reader {
	t.Helper()
	db := openStore(t)
	pseudonym := func(author string) string {
		name, err := db.Pseudonym(t.Context(), "vk", author)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	key := func(name string) string {
		name, err := db.PseudonymKey(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	first := step(key("anna"), pseudonym("anna"), "customer", 3, true)
	first.Value, first.Currency = new(400.), "RUB"
	again := step(key("anna"), "", "repeat", 5, true)
	again.Value, again.Currency = new(600.), "RUB"
	steps := []ingest.Step{step(key("anna"), pseudonym("anna"), "contact", 1, true), step(key("anna"), "", "lead", 2, true), first, again,
		step(key("boris"), "", "contact", 2, true), step(key("boris"), "", "lead", 3, true), step(key("vera"), "", "contact", 2, false)}
	week := theWeek(t).From
	batch := []classify.Result{says(1, "vk", "clara", week.AddDate(0, 0, -20)), says(2, "vk", "anna", week), says(3, "vk", "dina", week),
		{Item: stream.Item{Seq: 4, Source: "import", Kind: stream.Note}, Note: &ingest.Note{Source: "import", At: theNow, Steps: steps, Inputs: inputs}}}
	if err := db.Save(t.Context(), "RAW", batch); err != nil {
		t.Fatal(err)
	}
	return reader(t, db, "zarya")
}

// TestFunnel: people, agreed or not, shares of those who can be linked, and times from the first mention.
func TestFunnel(t *testing.T) {
	r := buying(t)
	without := "; 1 of 3 without consent; each of their steps counts as somebody"
	for id, want := range map[string][]string{
		"contacts": {"=3" + without, "contact_rate=1.5 (3/2)" + without + "; who acts there is known of 0 of 3 accounts; more than all, since some contacts never acted in public"},
		"stage_rates": {"people_contact=3" + without, "people_lead=2", "people_customer=1", "people_repeat=1",
			"rate_contact=0.5 (1/2)", "rate_lead=1 (2/2)", "rate_customer=0.5 (1/2)", "rate_repeat=1 (1/1)",
			"consent_contact=0.666667 (2/3)", "consent_lead=1 (2/2)", "consent_customer=1 (1/1)", "consent_repeat=1 (1/1)",
			"wait_contact=90000; known of 1 of 3 people", "wait_lead=176400; known of 1 of 2 people", "wait_customer=262800", "wait_repeat=435600"},
		"sales": {"leads=2", "lead_to_customer=0.5 (1/2)", "repeat_rate=1 (1/1)", "average_cheque=500", "lifetime_value lacks input:lifetime_value"},
	} {
		if got := spell(t, r, id, ""); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
}

// TestCosts: labour is a cost by its own rate; without it nothing is cheaper, it is unknown.
func TestCosts(t *testing.T) {
	spent := entry(t, "spend/ads", "zarya", 0, 7, 1000, "RUB")
	hours := []ingest.Input{entry(t, "labour_hours/editor", "zarya", 0, 7, 2, ""), entry(t, "labour_hours", "zarya", 0, 7, 1, "")}
	rates := []ingest.Input{entry(t, "labour_rate/editor", "zarya", 0, 7, 400, "RUB"), entry(t, "labour_rate", "zarya", 0, 7, 200, "RUB")}
	for _, test := range []struct {
		name   string
		inputs []ingest.Input
		want   []string
	}{
		{"all of it", slices.Concat([]ingest.Input{spent}, hours, rates), []string{"contact=666.667 (2000/3)", "lead=1000 (2000/2)", "customer=2000 (2000/1)"}},
		{"no hours", append(rates, spent), []string{"contact lacks input:labour_hours", "lead lacks input:labour_hours", "customer lacks input:labour_hours"}},
		{"no rate", append(hours, spent), []string{"contact lacks input:labour_rate", "lead lacks input:labour_rate", "customer lacks input:labour_rate"}},
		{"no spend", slices.Concat(hours, rates), []string{"contact lacks input:spend", "lead lacks input:spend", "customer lacks input:spend"}},
		{"two currencies", slices.Concat([]ingest.Input{spent, entry(t, "spend/tools", "zarya", 0, 7, 30, "USD")}, hours, rates), []string{
			"contact=666.667 (2000/3); costs in other currencies stand apart", "contact=10 (30/3); costs in other currencies stand apart",
			"lead=1000 (2000/2); costs in other currencies stand apart", "lead=15 (30/2); costs in other currencies stand apart",
			"customer=2000 (2000/1); costs in other currencies stand apart", "customer=30 (30/1); costs in other currencies stand apart"}},
	} {
		if got := spell(t, buying(t, test.inputs...), "cost_per_lead", ""); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestSurveys: our own replies, unless more people were asked elsewhere.
func TestSurveys(t *testing.T) {
	r := buying(t)
	batch := []classify.Result{}
	for i, scores := range []ingest.Scores{{"nps": 10, "csat": 5, "acsi_satisfaction": 10, "acsi_expectations": 10, "acsi_ideal": 10}, {"nps": 3, "csat": 2}, {"nps": 8, "csat": 4}} {
		answer := says(uint64(i+5), "survey", fmt.Sprint("guest", i), theWeek(t).From.Add(time.Hour))
		answer.Tagged.Mention.Kind, answer.Tagged.Mention.Scores = ingest.Survey, scores
		answer.Tagged.Mention.Text += fmt.Sprint(" ", i)
		batch = append(batch, answer)
	}
	if err := r.DB.Save(t.Context(), "RAW", batch); err != nil {
		t.Fatal(err)
	}
	asked := entry(t, "csat", "zarya", 0, 7, 0, "")
	asked.Value, asked.K, asked.N = nil, new(90), new(100)
	want := []string{"csat=0.666667 (2/3)", "nps=0", "positive=0 (0/3)"}
	if got := spell(t, r, "survey_scores", ""); !slices.Equal(got, want) {
		t.Errorf("our own: %q, want %q", got, want)
	}
	if got := spell(t, r, "acsi_style_index", ""); got[0] != "=100; by 1 who answered all three questions" {
		t.Errorf("index: %q", got)
	}
	r.Business.Inputs = []ingest.Input{asked}
	want[0] = "csat=0.9 (90/100)"
	if got := spell(t, r, "survey_scores", ""); !slices.Equal(got, want) {
		t.Errorf("with a larger survey: %q, want %q", got, want)
	}
}

// TestOrders: a rate without its denominator says what lacks.
func TestOrders(t *testing.T) {
	r := buying(t, entry(t, "orders", "zarya", 0, 7, 50, ""), entry(t, "orders_completed", "zarya", 0, 7, 40, ""), entry(t, "returns", "zarya", 0, 7, 2, ""))
	want := []string{"completed=40", "completed_share=0.8 (40/50)", "return_rate=0.05 (2/40)", "refusal_rate lacks input:refusals"}
	if got := spell(t, r, "orders", ""); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
