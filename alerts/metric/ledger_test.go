package metric

import (
	"math"
	"strings"
	"testing"

	"molva/alerts/roi"
	"molva/ingest"
)

// TestLedgerNames: all that a formula may read has a name in both languages and a unit of its kind.
func TestLedgerNames(t *testing.T) {
	for n := 1; n <= 14; n++ {
		if name := LineName(n); name.EN == "" || name.RU == "" || name.EN == name.RU {
			t.Errorf("line %d is called %q", n, name)
		}
		for _, input := range roi.Reads(n) {
			name := InputName(input)
			if name.EN == "" || name.RU == input || name.EN == name.RU {
				t.Errorf("%s is called %q", input, name)
			}
			dimension, _ := roi.Dimension(input)
			if money := dimension == roi.Priced || dimension == roi.Spent; money != inMoney(unitOf(ledgerKind(input))) {
				t.Errorf("%s is %v to the formulas, and %s to those who enter it", input, dimension, unitOf(ledgerKind(input)))
			}
		}
	}
	if LineName(0) != (Text{}) || LineName(15) != (Text{}) {
		t.Error("there are more lines than fourteen")
	}
	for name, want := range map[string]Text{
		"ctr/before":            {"click-through rate in search (CTR), the period before", "кликабельность в поиске (CTR), прошлый период"},
		"spend/ads":             {"spend: adverts", "расходы: реклама"},
		"labour_hours/edi\ntor": {"hours of labour: edi tor", "часы труда: edi tor"},
		"exchange/usd":          {"exchange rate: USD", "курс обмена: USD"},
		"lumen:labour_rate":     {"price of an hour of labour (lumen)", "ставка за час труда (lumen)"},
	} {
		if got := InputName(name); got != want {
			t.Errorf("%s is called %q, want %q", name, got, want)
		}
	}
}

// TestSpan: a period has the span of the nearest length.
func TestSpan(t *testing.T) {
	for days, want := range map[int]roi.Span{1: roi.Day, 2: roi.Day, 6: roi.Week, 7: roi.Week, 10: roi.Week, 28: roi.Month, 31: roi.Month, 90: roi.Quarter, 92: roi.Quarter, 366: roi.Year, 900: roi.Year} {
		p := theWeek(t)
		p.To = p.From.AddDate(0, 0, days)
		if got := (&Reader{Period: p}).Span(); got != want {
			t.Errorf("%d days are a %s, want a %s", days, got, want)
		}
	}
}

// asked is the ledger of a topic with what was entered.
func asked(t *testing.T, topic string, terms LedgerTerms, inputs ...ingest.Input) Ledger {
	t.Helper()
	return ledgerOf(t, reader(t, openStore(t, ingest.Note{Inputs: inputs}), topic), terms)
}

func ledgerOf(t *testing.T, r *Reader, terms LedgerTerms) Ledger {
	t.Helper()
	l, err := r.Ledger(t.Context(), roi.Week, terms)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// week is what was entered for the fixture's week.
func week(t *testing.T, kind, topic string, value float64, currency string) ingest.Input {
	return entry(t, kind, topic, 0, 7, value, currency)
}

// TestLedgerSaysWhereFrom: each input says what it rests on, whose it is, since when, and what it is not.
func TestLedgerSaysWhereFrom(t *testing.T) {
	clicks, price, foreign := week(t, "social_clicks", "zarya", 30, ""), week(t, "cpc", "zarya", 12, "RUB"), week(t, "cpc", "zarya", 1, "USD")
	clicks.Source, price.Source, price.Assumed = "counter", "price list", true
	more := week(t, "social_clicks", "kestrel", 10, "")
	more.Source = "counter of the shop"
	rate := week(t, "self_solved", "zarya", 0, "")
	rate.Value, rate.K, rate.N = nil, new(17), new(210)
	l := asked(t, "zarya", LedgerTerms{}, clicks, more, price, foreign, rate, week(t, "spend/ads", "zarya", 100, "RUB"))

	if got := l.Given["social_clicks"]; got.Source != "counter of the shop; counter" || got.Basis != Entered || got.Topic != "zarya" || got.Kind != "social_clicks" || got.Unit != ingest.UnitCount || !strings.HasPrefix(string(got.Evidence), "/inputs?kind=social_clicks") || !got.From.Equal(theWeek(t).From) {
		t.Errorf("clicks are from %+v", got)
	}
	if got := l.Given["cpc"]; got.Basis != Assumed || got.Source != "price list" || got.Caveat.EN != "entered in USD too, which is left out" {
		t.Errorf("the price is from %+v", got)
	}
	if got := l.Inputs.Given["social_clicks"]; got.Value != 40 || got.Days != 7 || got.Of != 7 {
		t.Errorf("clicks are %+v", got)
	}
	if got := l.Inputs.Given["cpc"]; got.Value != 12 || got.Terms != (roi.Terms{Currency: "RUB"}) {
		t.Errorf("the price is %+v", got)
	}
	if got := l.Inputs.Given["self_solved"]; got.K != 17 || got.N != 210 || math.Abs(got.Value-17./210) > 1e-12 {
		t.Errorf("the share is %+v", got)
	}
	if line := l.Lines[1]; !line.Worth.Known || line.Worth.Value != 480 {
		t.Errorf("line 2 is worth %+v", line.Worth)
	}
}

// TestLedgerTerms: what is wished for, else what the configuration says, else what the costs are in.
func TestLedgerTerms(t *testing.T) {
	roubles, dollars := week(t, "spend/ads", "zarya", 100, "RUB"), week(t, "spend/tools", "zarya", 5, "USD")
	net := roubles
	net.Tax = ingest.TaxExcluded
	for _, test := range []struct {
		name   string
		kept   Bookkeeping
		wished LedgerTerms
		inputs []ingest.Input
		want   roi.Terms
	}{
		{"no costs", Bookkeeping{}, LedgerTerms{}, nil, roi.Terms{}},
		{"of the costs", Bookkeeping{}, LedgerTerms{}, []ingest.Input{net}, roi.Terms{Currency: "RUB", Tax: roi.Net}},
		{"the first by name", Bookkeeping{}, LedgerTerms{}, []ingest.Input{dollars, net}, roi.Terms{Currency: "RUB", Tax: roi.Net}},
		{"as kept", Bookkeeping{Currency: "USD"}, LedgerTerms{}, []ingest.Input{dollars, net}, roi.Terms{Currency: "USD"}},
		{"as wished", Bookkeeping{Currency: "USD", Tax: ingest.TaxExcluded}, LedgerTerms{"EUR", roi.Gross}, []ingest.Input{dollars, net}, roi.Terms{Currency: "EUR", Tax: roi.Gross}},
	} {
		r := reader(t, openStore(t, ingest.Note{Inputs: test.inputs}), "zarya")
		r.Business.Ledger = test.kept
		if l := ledgerOf(t, r, test.wished); l.Terms != test.want {
			t.Errorf("%s: in %v, want %v", test.name, l.Terms, test.want)
		}
	}
}

// TestLedgerExchanges: a rate that was entered converts costs, and has a place among the inputs, though that of another currency is
// of a product's own; without one they are refused.
func TestLedgerExchanges(t *testing.T) {
	costs := []ingest.Input{week(t, "spend/tools", "zarya", 5, "USD"), week(t, "spend/ads", "zarya", 100, "RUB"), week(t, "labour_hours", "zarya", 1, ""), week(t, "labour_rate", "zarya", 200, "RUB")}
	if l := asked(t, "zarya", LedgerTerms{}, costs...); l.Costs.Known || l.Costs.Refused == nil {
		t.Errorf("dollars without a rate: %+v", l.Costs)
	}
	l := asked(t, "zarya", LedgerTerms{}, append(costs, week(t, "exchange/eur", "lumen", 99, "RUB"), week(t, "exchange/usd", "zarya", 90, "RUB"))...)
	if !l.Costs.Known || l.Costs.Sum.Amount != 750 {
		t.Errorf("costs are %+v", l.Costs)
	}
	if from := l.Given["exchange/usd"]; from.Name != "exchange/usd" || from.Basis != Entered || from.Called.RU != "курс обмена: USD" {
		t.Errorf("the rate is from %+v", from)
	}
	for _, name := range []string{"exchange", "exchange/", "exchange/rub", "exchange/dollar", "quality", "lamps"} {
		if _, err := l.With(map[string]roi.Input{name: {Value: 2}}); err == nil || !strings.Contains(err.Error(), "there is no input") {
			t.Errorf("%s was tried: %v", name, err)
		}
	}
	tried, err := l.With(map[string]roi.Input{"exchange/usd": {Value: 100}})
	if err != nil || tried.Costs.Sum.Amount != 800 || l.Costs.Sum.Amount != 750 {
		t.Errorf("at 100 roubles: %+v, %v", tried.Costs, err)
	}
}

// TestLedgerBefore: the period before is held against this one, unless one entry covers both.
func TestLedgerBefore(t *testing.T) {
	now, past := week(t, "ctr", "zarya", .03, ""), entry(t, "ctr", "zarya", -7, 7, .02, "")
	both := entry(t, "ctr", "zarya", -7, 14, .025, "")
	for _, test := range []struct {
		name   string
		inputs []ingest.Input
		want   float64
		absent bool
	}{
		{"two entries", []ingest.Input{now, past}, .02, false},
		{"one entry for both", []ingest.Input{both}, 0, true},
		{"one for both, and one of before", []ingest.Input{both, past}, .02, false},
		{"only this period's", []ingest.Input{now}, 0, false},
	} {
		l := asked(t, "zarya", LedgerTerms{}, test.inputs...)
		if _, absent := l.Absent["ctr/before"]; absent != test.absent || l.Inputs.Given["ctr/before"].Value != test.want {
			t.Errorf("%s: %v, %v", test.name, l.Inputs.Given["ctr/before"], l.Absent)
		}
		if from, there := l.Given["ctr/before"]; there && (from.Kind != "ctr" || !from.To.Equal(theWeek(t).From)) {
			t.Errorf("%s: from %+v", test.name, from)
		}
	}
	sold := asked(t, "zarya", LedgerTerms{}, entry(t, "units_sold", "zarya", -7, 7, 70, ""), week(t, "units_sold", "zarya", 80, ""))
	if got := sold.Inputs.Given["units_sold/before"]; got.Value != 70 || got.Days != 7 {
		t.Errorf("sold before: %+v", got)
	}
}
