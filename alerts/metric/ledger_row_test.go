package metric

import (
	"slices"
	"strings"
	"testing"

	"molva/ingest"
)

// TestBenefit: each line by itself, what lacks of the others, and a return of each largest choice of lines; nothing sums lines up.
func TestBenefit(t *testing.T) {
	r := reader(t, openStore(t, ingest.Note{Inputs: []ingest.Input{
		week(t, "spend", "zarya", 900, "RUB"), week(t, "labour_hours", "zarya", 1, ""), week(t, "labour_rate", "zarya", 100, "RUB"),
		week(t, "ugc_articles", "zarya", 26, ""), week(t, "article_price", "zarya", 90, "RUB"),
		week(t, "leads", "zarya", 210, ""), week(t, "lead_to_customer", "zarya", .08, ""), week(t, "average_cheque", "zarya", 65, "RUB"), week(t, "lifetime_value", "zarya", 240, "RUB"),
		week(t, "social_clicks", "zarya", 10, ""), week(t, "cpc", "zarya", 3, "RUB"), week(t, "call_price", "zarya", 3, "USD"), week(t, "support_requests", "zarya", 10, ""), week(t, "self_solved", "zarya", .5, ""),
		week(t, "event_mentions", "zarya", 5, ""), week(t, "event_price", "zarya", 5, "RUB"), week(t, "mentions_per_event", "zarya", 0, ""), week(t, "event_positive", "zarya", 1, "")}}), "zarya")
	got := spell(t, r, "benefit", "")
	for _, want := range []string{
		"line_1 lacks input:cpi", "line_2=30; what it would cost as advertising; in no return", "line_3 lacks input:search_clicks",
		"line_7=2340", "line_12=1092", "line_13=4032", "line_8 lacks input:ugc_photos", "roi_7+12=2.432 (2432/1000)", "roi_7+13=5.372 (5372/1000)",
		"line_6 lacks ; mentions that such an event brings: 0, and there is nothing to divide by",
		"line_11 lacks ; USD does not add up with RUB: enter an exchange rate or a tax rate",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if len(got) != 14+2 {
		t.Errorf("there are %d values: %q", len(got), got)
	}
	m, _ := ByID("benefit")
	values, err := r.Compute(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		if name := m.PartOf(v, "ru"); name == v.Part || v.Known && strings.HasPrefix(v.Part, partROI) != (v.Unit == ingest.UnitShare) {
			t.Errorf("%s is called %q, in %q", v.Part, name, v.Unit)
		}
		if v.Missing != "" && !slices.Contains(m.Needs(), v.Missing) {
			t.Errorf("%s lacks %s, which the row does not need", v.Part, v.Missing)
		}
	}
}

// TestBenefitInterval: the registry says what holds in nine of ten cases, and the ledger in nineteen of twenty.
func TestBenefitInterval(t *testing.T) {
	rate := week(t, "lead_to_customer", "zarya", 0, "")
	rate.Value, rate.K, rate.N = nil, new(17), new(210)
	r := reader(t, openStore(t, ingest.Note{Inputs: []ingest.Input{week(t, "leads", "zarya", 210, ""), rate, week(t, "average_cheque", "zarya", 65, "RUB")}}), "zarya")
	values, err := benefit(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	v, worth := values[11], ledgerOf(t, r, LedgerTerms{}).Lines[11].Worth
	if v.Interval == nil || v.Interval.Low <= worth.Low || v.Interval.High >= worth.High || v.Interval.Low >= v.Value || v.Interval.High <= v.Value {
		t.Errorf("%+v in the registry, %v to %v in the ledger", v.Interval, worth.Low, worth.High)
	}
	if last := values[len(values)-1]; last.Known || last.Missing != "input:spend" || last.Part != partROI {
		t.Errorf("without costs the return is %+v", last)
	}
}
