package roi

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Check names the first input that is impossible, such as a price without a currency. A ledger is computed only of inputs that pass.
// What lacks is not wrong: lines and costs say it.
func (in Inputs) Check() error {
	if in.Span.Weeks() == 0 {
		return fmt.Errorf("the span is %q, want day, week, month, quarter or year", string(in.Span))
	}
	return cmp.Or(in.checkTerms(), in.checkRates(), in.checkGiven(), in.checkItems())
}

func (in Inputs) checkTerms() error {
	if in.Terms.Currency == "" && in.Terms.Tax.known() { // nothing has a price yet
		return nil
	}
	return in.Terms.check("the ledger")
}

func (in Inputs) checkRates() error {
	if in.TaxRate != nil {
		if err := checkNumber(string(taxName), *in.TaxRate, 1); err != nil {
			return err
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(in.Exchange)) {
		if err := checkExchange(currency, in.Exchange[currency]); err != nil {
			return err
		}
	}
	return nil
}

func checkExchange(currency string, m Money) error {
	name := exchangeOf(currency)
	switch {
	case !isCurrency(currency):
		return fmt.Errorf("an exchange rate is of %q, want three capital letters such as RUB", currency)
	case m.Currency == currency:
		return fmt.Errorf("%q is in its own currency, want another", name)
	case m.Amount == 0:
		return fmt.Errorf("%q is 0, want a number above it", name)
	}
	return cmp.Or(checkNumber(name, m.Amount, math.MaxFloat64), m.Terms.check(name))
}

func (in Inputs) checkGiven() error {
	for _, name := range slices.Sorted(maps.Keys(in.Given)) {
		given := in.Given[name]
		u, known := units[name]
		if known {
			if err := given.checkUnit(name, u); err != nil {
				return err
			}
		}
		if err := given.check(name, u); err != nil {
			return err
		}
	}
	return nil
}

func (in Inputs) checkItems() error {
	paid := map[string]bool{}
	for _, item := range in.Items {
		if err := in.checkItem(item); err != nil {
			return err
		}
		what := cmp.Or(item.Spent, item.Hours)
		if paid[what] {
			return fmt.Errorf("%q stands among the costs twice", what)
		}
		paid[what] = true
	}
	return nil
}

func (in Inputs) checkItem(item CostItem) error {
	spent, worked := item.Spent != "", item.Hours != "" || item.Rate != ""
	switch {
	case !slices.Contains([]Cost{Labour, Tools, Ads, Content, Agency, Other}, item.Cost):
		return fmt.Errorf("a cost is of kind %q, want labour, tools, ads, content, agency or other", string(item.Cost))
	case spent == worked:
		return fmt.Errorf("a cost of kind %s wants either an amount or hours and a rate", item.Cost)
	case worked && (item.Hours == "" || item.Rate == ""):
		return fmt.Errorf("a cost of kind %s wants both hours and a rate", item.Cost)
	}
	for _, is := range []struct {
		name string
		unit Unit
	}{{item.Spent, Spent}, {item.Hours, Counted}, {item.Rate, Priced}} {
		if given, ok := in.Given[is.name]; ok && is.name != "" {
			if err := given.checkUnit(is.name, is.unit); err != nil {
				return err
			}
		}
	}
	return nil
}
