package metric

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"molva/ingest"
)

// Cost is what the work cost in one currency, with tax or without: what was spent and what labour cost. Labour is a cost and is
// entered as one: without it the sum is not cheaper, it is unknown.
type Cost struct {
	Entry  // the sum
	Spend  float64
	Labour float64
}

// Costs are the costs of the period, by currency and tax; lack is the input without which they cannot be told, "" when nothing lacks.
func (r *Reader) Costs(ctx context.Context) (all []Cost, lack string, err error) {
	spent, err := r.InputsOf(ctx, "spend/")
	if err != nil || len(spent) == 0 {
		return nil, "input:spend", err
	}
	for _, e := range spent {
		all = append(all, Cost{Entry: e, Spend: e.Value})
	}
	worked, err := r.labour(ctx)
	if err != nil || len(worked) == 0 {
		return nil, "input:labour_hours", err
	}
	for _, hours := range worked {
		if hours.rate.Kind == "" {
			return nil, "input:labour_rate", nil
		}
		all = paidFor(all, hours.Entry, hours.rate)
	}
	return apart(all), "", nil
}

// kindsOf are the kinds of entries, sorted.
func kindsOf(entries []ingest.Input) []string {
	var names []string
	for _, in := range entries {
		names = append(names, in.Kind)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// paidFor adds labour to the costs that are in the currency of its rate, with the same tax.
func paidFor(all []Cost, hours, rate Entry) []Cost {
	at := slices.IndexFunc(all, func(c Cost) bool { return c.terms() == rate.terms() })
	if at < 0 {
		at = len(all)
		all = append(all, Cost{Entry: Entry{Currency: rate.Currency, Tax: rate.Tax, Basis: Entered, Evidence: hours.Evidence}})
	}
	c := &all[at]
	worth := hours.Value * rate.Value
	c.Labour, c.Value = c.Labour+worth, c.Value+worth
	c.rest(hours)
	c.rest(rate)
	return all
}

// rest makes a cost rest on an entry too. What it says already it does not say twice.
func (c *Cost) rest(on Entry) {
	if strings.Contains(c.Caveat.EN, on.Caveat.EN) {
		on.Caveat = c.Caveat
	}
	c.Entry = c.with(on)
}

// apart says of costs in several currencies, or with tax and without, that each is only a part.
func apart(all []Cost) []Cost {
	if len(all) < 2 {
		return all
	}
	slices.SortFunc(all, func(a, b Cost) int { return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Tax, b.Tax)) })
	others := Text{"costs in other currencies stand apart", "расходы в других валютах стоят отдельно"}
	if all[0].Currency == all[len(all)-1].Currency {
		others = Text{"costs with other tax stand apart", "расходы с иным учётом налога стоят отдельно"}
	}
	for i := range all {
		all[i].Caveat = Value{Caveat: all[i].Caveat}.but(others).Caveat
	}
	return all
}

// Per is a cost divided among people.
func (c Cost) Per(people Value) Value {
	if !people.Known {
		return missing(people.Missing)
	}
	v := ratio(c.Value, people.Value).but(c.taxText()).but(c.Caveat)
	v.Currency, v.Basis = c.Currency, weaker(c.Basis, people.Basis)
	return v.from(c.Evidence)
}

// costs are what a contact, a lead and a customer cost, in each currency.
func costs(ctx context.Context, r *Reader) ([]Value, error) {
	paid, lack, err := r.Costs(ctx)
	if err != nil {
		return nil, err
	}
	var all []Value
	for _, stage := range []string{"contact", "lead", "customer"} {
		people, err := r.atStage(ctx, stage)
		if err != nil {
			return nil, err
		}
		if lack != "" {
			all = append(all, missing(lack).as(stage))
		}
		for _, c := range paid {
			all = append(all, c.Per(people).as(stage))
		}
	}
	return all, nil
}
