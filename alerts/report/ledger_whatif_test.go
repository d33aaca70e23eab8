package report

import (
	"testing"

	"molva/ingest"
)

// TestParseChange: a value is of its input's unit, or it is refused.
func TestParseChange(t *testing.T) {
	for _, c := range []struct {
		text     string
		value    float64
		k, n     int
		currency string
		per      ingest.Per
	}{
		{text: "lead_to_customer=12%", value: 0.12},
		{text: "lead_to_customer=0.12", value: 0.12},
		{text: "lead_to_customer=17/200", value: 0.085, k: 17, n: 200},
		{text: "ctr/before=1/50", value: 0.02, k: 1, n: 50},
		{text: "quality/photos=25/100", value: 0.25, k: 25, n: 100},
		{text: "margin=100%", value: 1},
		{text: "tax_rate=20%", value: 0.2},
		{text: "cpm=500", value: 500},
		{text: "cpm=500 RUB", value: 500, currency: "RUB"},
		{text: "cpm=0.5USD", value: 0.5, currency: "USD"},
		{text: "exchange/usd=81.3", value: 81.3},
		{text: "spend/ads=9000 RUB/month", value: 9000, currency: "RUB", per: ingest.EachMonth},
		{text: "support_requests=1300/week", value: 1300, per: ingest.EachWeek},
		{text: "units_sold/before=1500", value: 1500},
		{text: "lumen:labour_rate/editor=900", value: 900},
		{text: "lumen:labour_hours=10/week", value: 10, per: ingest.EachWeek},
		{text: "views=1000", value: 1000}, // only molva counts them
		{text: "views_per_mention=640.5", value: 640.5},
	} {
		changes, err := ParseChanges([]string{c.text})
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		in := changes[0].in
		if *in.Value != c.value || in.Currency != c.currency || in.Per != c.per {
			t.Errorf("%s: %v %s %s", c.text, *in.Value, in.Currency, in.Per)
		}
		if counted := in.N != nil; counted != (c.n > 0) || counted && (*in.K != c.k || *in.N != c.n) {
			t.Errorf("%s: %v of %v", c.text, in.K, in.N)
		}
	}
}

func TestParseChangeRefuses(t *testing.T) {
	for _, text := range []string{
		"", "cpm", "=5", "cpm=", "cpm=cheap", "cpm=-5", "cpm=5e3", "cpm=NaN", "cpm=1 000", "cpm=1,5",
		"cpm=12%", "cpm=1/2", "cpm=500/week", "cpm=500 rub", "cpm=500 RUBLES",
		"lead_to_customer=101%", "lead_to_customer=1.2", "lead_to_customer=3/2", "lead_to_customer=0/0", "lead_to_customer=8% RUB",
		"lead_to_customer=12%/week", "margin=1/3", "leads=12%", "leads=1/2", "leads=5 RUB", "leads=5/day", "views=5/week",
		"exchange/usd=0", "exchange/usd=81.3 EUR",
	} {
		if changes, err := ParseChanges([]string{text}); err == nil {
			t.Errorf("%q is %+v", text, changes)
		}
	}
	if _, err := ParseChanges([]string{"cpm=1", "cpm=2"}); err == nil {
		t.Error("one input is tried twice")
	}
}
