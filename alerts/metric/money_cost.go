package metric

import (
	"context"
	"slices"
	"strings"

	"molva/ingest"
)

// Cost is what the work cost in one currency: what was spent and what labour cost. Labour is a cost and is entered as one:
// without it the sum is not cheaper, it is unknown.
type Cost struct {
	Entry  // the sum
	Spend  float64
	Labour float64
}

// Costs are the costs of the period, by currency; lack is the input without which they cannot be told, "" when nothing lacks.
func (r *Reader) Costs(ctx context.Context) (all []Cost, lack string, err error) {
	spent, err := r.InputsOf(ctx, "spend/")
	if err != nil || len(spent) == 0 {
		return nil, "input:spend", err
	}
	for _, e := range spent {
		all = append(all, Cost{Entry: e, Spend: e.Value})
	}
	hours, err := r.entries(ctx, "labour_hours/")
	if err != nil {
		return nil, "", err
	}
	lack = "input:labour_hours"
	for _, kind := range kindsOf(hours) {
		worked, ok, err := r.Input(ctx, kind)
		if err != nil {
			return nil, "", err
		}
		if !ok {
			continue
		}
		rate, ok, err := r.rateFor(ctx, kind)
		if err != nil || !ok {
			return nil, "input:labour_rate", err
		}
		all, lack = paidFor(all, worked, rate), ""
	}
	if lack != "" {
		return nil, lack, nil
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

// rateFor is what an hour of that labour costs: the rate of the same part or, where it has none, that of all.
func (r *Reader) rateFor(ctx context.Context, hours string) (Entry, bool, error) {
	_, part, parted := strings.Cut(hours, "/")
	if parted {
		if rate, ok, err := r.Input(ctx, "labour_rate/"+part); ok || err != nil {
			return rate, ok, err
		}
	}
	return r.Input(ctx, "labour_rate")
}

// paidFor adds labour to the costs in the currency of its rate.
func paidFor(all []Cost, hours, rate Entry) []Cost {
	at := slices.IndexFunc(all, func(c Cost) bool { return c.Currency == rate.Currency })
	if at < 0 {
		at = len(all)
		all = append(all, Cost{Entry: Entry{Currency: rate.Currency, Basis: Entered, Evidence: hours.Evidence}})
	}
	c := &all[at]
	worth := hours.Value * rate.Value
	c.Labour, c.Value = c.Labour+worth, c.Value+worth
	c.Entry = c.with(hours).with(rate)
	return all
}

// apart says of costs in several currencies that each is only a part.
func apart(all []Cost) []Cost {
	if len(all) < 2 {
		return all
	}
	slices.SortFunc(all, func(a, b Cost) int { return strings.Compare(a.Currency, b.Currency) })
	for i := range all {
		all[i].Caveat = Value{Caveat: all[i].Caveat}.but(Text{"costs in other currencies stand apart", "расходы в других валютах стоят отдельно"}).Caveat
	}
	return all
}

// Per is a cost divided among people.
func (c Cost) Per(people Value) Value {
	if !people.Known {
		return missing(people.Missing)
	}
	v := ratio(c.Value, people.Value).but(c.Caveat)
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
