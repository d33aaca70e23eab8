package metric

import (
	"errors"
	"strings"
	"testing"

	"molva/alerts/roi"
	"molva/ingest"
)

// TestWhatIf: what is tried changes the copy alone, is assumed, and has no list behind it.
func TestWhatIf(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{}, week(t, "social_clicks", "zarya", 30, ""), week(t, "cpc", "zarya", 12, "RUB"),
		week(t, "spend/ads", "zarya", 100, "RUB"), week(t, "labour_hours", "zarya", 2, ""), week(t, "labour_rate", "zarya", 10, "RUB"))
	tried, err := l.With(map[string]roi.Input{"cpc": {Value: 20}, "margin": {K: 1, N: 4, Value: .25}, "spend/agency": {Value: 7}, "labour_rate": {Value: 30}, "labour_hours/editor": {Value: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if got, was := tried.Lines[1].Worth.Value, l.Lines[1].Worth.Value; got != 600 || was != 360 {
		t.Errorf("line 2 is worth %v, was %v", got, was)
	}
	if got, was := tried.Costs.Sum.Amount, l.Costs.Sum.Amount; got != 100+7+2*30+30 || was != 120 {
		t.Errorf("it costs %v, was %v", got, was)
	}
	if got := tried.Brands[0].Costs.Sum.Amount; got != 197 || l.Brands[0].Costs.Sum.Amount != 120 {
		t.Errorf("the brand costs %v, was %v", got, l.Brands[0].Costs.Sum.Amount)
	}
	if got := tried.Inputs.Given["cpc"].Terms; got != l.Terms {
		t.Errorf("the price is in %v", got)
	}
	for _, name := range []string{"cpc", "margin", "spend/agency"} {
		from := tried.Given[name]
		if from.Basis != Assumed || from.Source != WhatIf || from.Evidence != "" || from.Name != name || from.Called == (Text{}) {
			t.Errorf("%s is from %+v", name, from)
		}
	}
	if from := l.Given["cpc"]; from.Basis != Entered || len(l.Items) != 2 {
		t.Errorf("the ledger itself has the price from %+v, and %d costs", from, len(l.Items))
	}
}

// TestWhatIfAnotherWay: a price of a thousand that is tried counts, though the price of one was entered.
func TestWhatIfAnotherWay(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{}, week(t, "impressions", "zarya", 1000, ""), week(t, "cpi", "zarya", 2, "RUB"))
	tried, err := l.With(map[string]roi.Input{"cpm": {Value: 500, Terms: roi.Terms{Currency: "RUB"}}})
	if err != nil || tried.Lines[0].Corrected.Value != 500 || l.Lines[0].Corrected.Value != 2000 {
		t.Errorf("%+v, was %+v, %v", tried.Lines[0].Corrected, l.Lines[0].Corrected, err)
	}
}

// TestWhatIfKeepsTax: a price that is tried in a currency has the tax of what it replaces.
func TestWhatIfKeepsTax(t *testing.T) {
	price := week(t, "cpc", "zarya", 12, "RUB")
	price.Tax = ingest.TaxIncluded
	l := asked(t, "zarya", LedgerTerms{"RUB", roi.Net}, week(t, "social_clicks", "zarya", 30, ""), price)
	tried, err := l.With(map[string]roi.Input{"cpc": {Value: 20, Terms: roi.Terms{Currency: "RUB"}}, "call_price": {Value: 3, Terms: roi.Terms{Currency: "RUB"}}})
	if got := tried.Inputs.Given["cpc"].Terms.Tax; err != nil || got != roi.Gross {
		t.Errorf("the price is %q tax, %v", got, err)
	}
	if got := tried.Inputs.Given["call_price"].Terms.Tax; got != roi.Net {
		t.Errorf("a new price is %q tax", got)
	}
}

// TestWhatIfItCost: costs that nobody entered can be tried.
func TestWhatIfItCost(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{Currency: "RUB"})
	tried, err := l.With(map[string]roi.Input{"spend": {Value: 5}, "labour_hours": {Value: 2}, "labour_rate": {Value: 10}})
	if err != nil || !tried.Costs.Known || tried.Costs.Sum.Amount != 25 || len(tried.Brands) != 1 || tried.Brands[0].Costs.Sum.Amount != 25 || len(l.Brands) != 0 {
		t.Errorf("%+v, %+v, %v", tried.Costs, tried.Brands, err)
	}
}

// TestWhatIfAnEditorCosts: a rate of one part of labour that is tried is of the hours of that part, and of no others.
func TestWhatIfAnEditorCosts(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{}, week(t, "spend", "zarya", 1, "RUB"), week(t, "labour_rate", "zarya", 10, "RUB"),
		week(t, "labour_hours", "zarya", 3, ""), week(t, "labour_hours/editor", "zarya", 2, ""), week(t, "labour_hours/editor", "lumen", 4, ""),
		week(t, "labour_hours/editor", "kestrel", 5, ""), week(t, "labour_rate/editor", "kestrel", 20, "RUB"))
	tried, err := l.With(map[string]roi.Input{"labour_rate/editor": {Value: 100}, "labour_hours/chief": {Value: 1}, "labour_rate/chief": {Value: 500}})
	if want := 1 + 3*10 + (2+4)*100.0 + 5*20 + 500; err != nil || tried.Costs.Sum.Amount != want || l.Costs.Sum.Amount != 1+9*10+5*20 {
		t.Errorf("it costs %v, want %v; was %v; %v", tried.Costs.Sum.Amount, want, l.Costs.Sum.Amount, err)
	}
}

// TestWhatIfRefuses: a name that nobody knows is answered with those that there are, and an impossible number with why.
func TestWhatIfRefuses(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{}, week(t, "spend/ads", "zarya", 100, "RUB"))
	_, err := l.With(map[string]roi.Input{"luck": {Value: 1}})
	var complaint *ingest.Complaint
	if !errors.As(err, &complaint) || !strings.Contains(err.Error(), `"luck"`) || !strings.Contains(err.Error(), "spend/ads, spend") && !strings.Contains(err.Error(), "spend, spend/ads") {
		t.Errorf("luck: %v", err)
	}
	for name, in := range map[string]roi.Input{"margin": {Value: 1.5}, "leads": {Value: -1}, "lead_to_customer": {K: 3, N: 2, Value: 1}, "leads ": {Value: 1}, "lumen:luck": {Value: 1}} {
		if _, err := l.With(map[string]roi.Input{name: in}); err == nil {
			t.Errorf("%s of %+v passes", name, in)
		}
	}
}
