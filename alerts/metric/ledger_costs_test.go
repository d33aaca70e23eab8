package metric

import (
	"math"
	"slices"
	"testing"

	"molva/ingest"
)

// TestLedgerBrands: costs stand by topic, each product's labour at its own price, and a brand has what is below it.
func TestLedgerBrands(t *testing.T) {
	l := asked(t, "zarya", LedgerTerms{},
		week(t, "spend/ads", "zarya", 100, "RUB"), week(t, "spend/ads", "lumen", 40, "RUB"), week(t, "labour_hours", "zarya", 2, ""),
		week(t, "labour_hours", "lumen", 3, ""), week(t, "labour_rate", "zarya", 10, "RUB"), week(t, "labour_rate", "lumen", 20, "RUB"), week(t, "spend", "boreal", 999, "RUB"))
	if !l.Costs.Known || l.Costs.Sum.Amount != 100+40+2*10+3*20 {
		t.Errorf("costs are %+v", l.Costs)
	}
	var names []string
	for _, item := range l.Items {
		names = append(names, item.Topic+" "+string(item.Cost)+" "+item.Spent+item.Hours+" "+item.Rate)
	}
	want := []string{"zarya ads spend/ads ", "lumen ads lumen:spend/ads ", "zarya labour labour_hours labour_rate", "lumen labour lumen:labour_hours lumen:labour_rate"}
	if !slices.Equal(names, want) {
		t.Errorf("items are %q, want %q", names, want)
	}
	if len(l.Brands) != 2 || l.Brands[0].Topic.ID != "zarya" || l.Brands[1].Topic.ID != "lumen" || l.Brands[1].Costs.Sum.Amount != 100 || l.Brands[0].Costs.Sum.Amount != 220 {
		t.Errorf("brands are %+v", l.Brands)
	}
	if from := l.Given["lumen:spend/ads"]; from.Called.EN != "spend: adverts (Lumen)" || from.Topic != "lumen" || from.Kind != "spend/ads" {
		t.Errorf("from %+v", from)
	}
}

// TestLedgerCover: an advert of two days is all that it cost. Of labour in two days nobody knows what the others cost, but where
// somebody worked all week, an editor who was there for two days did not work in the others.
func TestLedgerCover(t *testing.T) {
	costs := []ingest.Input{entry(t, "spend/ads", "zarya", 0, 2, 100, "RUB"), week(t, "labour_rate", "zarya", 10, "RUB"), entry(t, "labour_hours/editor", "zarya", 0, 2, 3, "")}
	l := asked(t, "zarya", LedgerTerms{}, costs...)
	if l.Costs.Known {
		t.Errorf("an editor's two days of seven cost %+v", l.Costs)
	}
	if got := refusal(l.Costs.Refused); got.EN != "hours of labour: editor: entered for 2 of 7 days" {
		t.Errorf("it is refused because %q", got)
	}
	if l := asked(t, "zarya", LedgerTerms{}, append(costs, week(t, "labour_hours", "zarya", 2, ""))...); !l.Costs.Known || l.Costs.Sum.Amount != 150 {
		t.Errorf("with all of the week they cost %+v", l.Costs)
	}
}

// TestLedgerAgreesWithCosts: a cost per lead times the leads is the cost of the ledger.
func TestLedgerAgreesWithCosts(t *testing.T) {
	r := buying(t, week(t, "spend/ads", "zarya", 1000, "RUB"), week(t, "spend", "kestrel", 50, "RUB"), entry(t, "labour_hours/editor", "kestrel", -7, 14, 4, ""),
		week(t, "labour_hours", "zarya", 1, ""), week(t, "labour_rate/editor", "kestrel", 400, "RUB"), week(t, "labour_rate", "zarya", 200, "RUB"))
	m, _ := ByID("cost_per_lead")
	values, err := r.Compute(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	l := ledgerOf(t, r, LedgerTerms{})
	for _, v := range values {
		if v.Part == "lead" && (!l.Costs.Known || math.Abs(v.Value*l.Inputs.Given["leads"].Value-l.Costs.Sum.Amount) > 1e-9 || l.Costs.Sum.Amount != 1000+50+2*400+200) {
			t.Errorf("%v a lead, and costs of %+v", v.Value, l.Costs)
		}
	}
}
