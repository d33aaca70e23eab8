package roi

import (
	"math"
	"strings"
	"testing"
)

func TestCheckNamesWhatIsWrong(t *testing.T) {
	input := func(name string, given Input) func(*Inputs) {
		return func(in *Inputs) { in.Given[name] = given }
	}
	item := func(i CostItem) func(*Inputs) { return func(in *Inputs) { in.Items = append(in.Items, i) } }
	tax := func(v float64) func(*Inputs) { return func(in *Inputs) { in.TaxRate = &v } }
	exchange := func(of string, v float64, currency string) func(*Inputs) {
		return func(in *Inputs) { in.Exchange = map[string]Money{of: {v, Terms{Currency: currency}}} }
	}
	for _, c := range []struct {
		name string
		make func(*Inputs)
		says string // "" where nothing is wrong
	}{
		{"as it is", func(*Inputs) {}, ""},
		{"unknown span", func(in *Inputs) { in.Span = "fortnight" }, `"fortnight"`},
		{"no currency yet", func(in *Inputs) { in.Terms = Terms{} }, ""},
		{"currency in small letters", func(in *Inputs) { in.Terms.Currency = "usd" }, "the ledger"},
		{"unknown tax", func(in *Inputs) { in.Terms.Tax = "some" }, `"some"`},
		{"no number", input("leads", Input{Value: math.NaN()}), `"leads"`},
		{"infinite", input("leads", Input{Value: math.Inf(1)}), `"leads"`},
		{"below 0", input("leads", Input{Value: -1}), `"leads"`},
		{"zero", input("leads", Input{}), ""},
		{"a share above 1", input("margin", Input{Value: 1.01}), `"margin"`},
		{"a count above 1", input("leads", Input{Value: 1.01}), ""},
		{"a price without a currency", input("cpc", Input{Value: 1}), `"cpc"`},
		{"money of the period without a currency", input("influencer_spend", Input{Value: 1}), `"influencer_spend"`},
		{"a count with a currency", input("leads", Input{Value: 1, Terms: dollars}), `"leads"`},
		{"a share with a tax", input("margin", Input{Value: 1, Terms: Terms{Tax: Net}}), `"margin"`},
		{"more than all", input("self_solved", Input{Value: 1, K: 3, N: 2}), "3 of 2"},
		{"k without n", input("self_solved", Input{Value: 1, K: 3}), "3 of 0"},
		{"n below 0", input("self_solved", Input{Value: 1, N: -1}), "0 of -1"},
		{"k of n of a count", input("leads", Input{Value: 1, K: 1, N: 2}), "no share"},
		{"k of n beside another share", input("self_solved", Input{Value: 0.6, K: 1, N: 2}), "1 of 2"},
		{"k of n", input("self_solved", Input{Value: 0.5, K: 1, N: 2}), ""},
		{"more days than there are", input("leads", Input{Value: 1, Days: 31, Of: 30}), "31 of 30 days"},
		{"days of nothing", input("leads", Input{Value: 1, Days: 1}), "1 of 0 days"},
		{"outside its range", input("leads", Input{Value: 5, Range: &Range{1, 4}}), `"leads"`},
		{"a range without end", input("leads", Input{Value: 5, Range: &Range{1, math.Inf(1)}}), `"leads"`},
		{"a range of no numbers", input("leads", Input{Value: 5, Range: &Range{math.NaN(), 6}}), `"leads"`},
		{"a share's range above 1", input("margin", Input{Value: 0.9, Range: &Range{0.8, 1.1}}), `"margin"`},
		{"within its range", input("leads", Input{Value: 3, Range: &Range{1, 4}}), ""},
		{"tax rate above 1", tax(20), `"tax_rate"`},
		{"tax rate", tax(0.2), ""},
		{"exchange for nothing", exchange("EUR", 0, "USD"), `"exchange/eur"`},
		{"exchange into itself", exchange("EUR", 1, "EUR"), `"exchange/eur"`},
		{"exchange of no currency", exchange("euro", 1, "USD"), `"euro"`},
		{"exchange in no currency", exchange("EUR", 1, ""), `"exchange/eur"`},
		{"exchange", exchange("EUR", 1.1, "USD"), ""},
		{"a cost of an unknown kind", item(CostItem{Cost: "fun", Spent: "spend"}), `"fun"`},
		{"a cost of nothing", item(CostItem{Cost: Tools}), "either"},
		{"a cost of both", item(CostItem{Cost: Labour, Spent: "spend", Hours: "labour_hours", Rate: "labour_rate"}), "either"},
		{"hours without a rate's name", item(CostItem{Cost: Labour, Hours: "labour_hours"}), "both"},
		{"hours that cost", item(CostItem{Cost: Labour, Hours: "cheap", Rate: "labour_rate"}), `"cheap"`},
		{"a rate without a currency", item(CostItem{Cost: Labour, Hours: "labour_hours", Rate: "labour_hours"}), `"labour_hours"`},
		{"an amount without a currency", item(CostItem{Cost: Tools, Spent: "labour_hours"}), `"labour_hours"`},
		{"a cost that lacks is not wrong", item(CostItem{Cost: Tools, Spent: "spend/tools"}), ""},
		{"the same amount twice", func(in *Inputs) {
			in.Items = []CostItem{{Cost: Tools, Spent: "cheap"}, {Cost: Ads, Spent: "cheap"}}
		}, `"cheap"`},
		{"the same hours twice", func(in *Inputs) {
			in.Items = []CostItem{{Cost: Labour, Hours: "labour_hours", Rate: "cheap"}, {Cost: Labour, Hours: "labour_hours", Rate: "cheap"}}
		}, `"labour_hours"`},
		{"a rate for two", func(in *Inputs) {
			in.Items = []CostItem{{Cost: Labour, Hours: "labour_hours", Rate: "cheap"}, {Cost: Labour, Hours: "more_hours", Rate: "cheap"}}
		}, ""},
		{"labour", item(CostItem{Cost: Labour, Hours: "labour_hours", Rate: "cheap"}), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := month(led)
			in.Given["labour_hours"], in.Given["cheap"] = Input{Value: 10}, Input{Value: 5, Terms: dollars}
			c.make(&in)
			switch err := in.Check(); {
			case c.says == "" && err != nil:
				t.Errorf("says %v of what is right", err)
			case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
				t.Errorf("says %v, want it to name %s", err, c.says)
			}
		})
	}
}

func TestCheckNamesTheFirstByName(t *testing.T) {
	in := month(nil)
	for _, name := range []string{"videos", "leads", "cpc"} {
		in.Given[name] = Input{Value: -1, Terms: Terms{}}
	}
	for range 20 {
		if err := in.Check(); err == nil || !strings.Contains(err.Error(), `"cpc"`) {
			t.Fatalf("says %v", err)
		}
	}
}
