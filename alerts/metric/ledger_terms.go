package metric

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"molva/alerts/roi"
)

// settle decides what the ledger is in: as wished, else as the configuration says, else as the costs are or, where there are none,
// the prices. Where these differ, the first currency by name decides, and of its money that which says whether tax is in it.
func (g *gathering) settle(ctx context.Context, wished LedgerTerms) error {
	kept := g.Business.Ledger
	money := g.costTerms()
	if len(money) == 0 {
		var err error
		if money, err = g.priceTerms(ctx); err != nil {
			return err
		}
	}
	slices.SortFunc(money, func(a, b roi.Terms) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Tax, b.Tax))
	})
	t := roi.Terms{Currency: cmp.Or(wished.Currency, kept.Currency), Tax: cmp.Or(wished.Tax, taxOf(kept.Tax))}
	for _, m := range money {
		t.Currency = cmp.Or(t.Currency, m.Currency)
	}
	for _, m := range money {
		if m.Currency == t.Currency {
			t.Tax = cmp.Or(t.Tax, m.Tax)
		}
	}
	g.Terms = t
	return nil
}

// costTerms are what the costs are in.
func (g *gathering) costTerms() (all []roi.Terms) {
	for _, item := range g.Items {
		for _, name := range []string{item.Spent, item.Rate} {
			if in, there := g.Inputs.Given[name]; there {
				all = append(all, in.Terms)
			}
		}
	}
	slices.SortFunc(all, func(a, b roi.Terms) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Tax, b.Tax))
	})
	return slices.Compact(all)
}

// priceTerms are what prices are in, entered ones and those of a CRM's purchases.
func (g *gathering) priceTerms(ctx context.Context) (all []roi.Terms, err error) {
	for _, in := range ledgerInputs {
		if !inMoney(unitOf(in.name)) {
			continue
		}
		entered, err := g.InputsOf(ctx, in.name)
		if err != nil {
			return nil, err
		}
		for _, e := range entered {
			all = append(all, e.terms())
		}
	}
	bought, err := g.purchases(ctx)
	for _, v := range bought {
		all = append(all, roi.Terms{Currency: v.Currency})
	}
	return all, err
}

// fitting is the one of several entries, or other things with terms, that needs the least to be on the ledger's.
func fitting[T any](all []T, terms func(T) roi.Terms, want roi.Terms) T {
	rank := func(v T) int {
		switch t := terms(v); {
		case t == want:
			return 0
		case t.Currency == want.Currency:
			return 1
		}
		return 2
	}
	return slices.MinFunc(all, func(a, b T) int { return cmp.Compare(rank(a), rank(b)) })
}

func (e Entry) terms() roi.Terms { return roi.Terms{Currency: e.Currency, Tax: taxOf(e.Tax)} }

// exchanged gives the exchange rates that were entered.
func (g *gathering) exchanged(ctx context.Context) error {
	entries, err := g.entries(ctx, exchangeKind)
	if err != nil {
		return err
	}
	for _, kind := range kindsOf(entries) {
		all, err := g.InputsOf(ctx, kind)
		if err != nil {
			return err
		}
		if len(all) == 0 { // it is of a topic below, and a level is not read from there
			continue
		}
		e := fitting(all, Entry.terms, g.Terms)
		from, err := g.sourced(ctx, e)
		if err != nil {
			return err
		}
		from.Name, from.Called = kind, InputName(kind)
		g.Exchange[currencyOf(kind)] = roi.Money{Amount: e.Value, Terms: roi.Terms{Currency: e.Currency}}
		g.Ledger.Given[kind] = from
	}
	return nil
}

// exchangeKind is asked for exchange rates, exchange/usd and the like.
const exchangeKind = "exchange/"

func currencyOf(exchange string) string {
	return strings.ToUpper(strings.TrimPrefix(exchange, exchangeKind))
}

// taxRate is the input that says how much value added tax is.
const taxRate = "tax_rate"

func (g *gathering) taxed(ctx context.Context) error {
	e, ok, err := g.Input(ctx, taxRate)
	if err != nil || !ok {
		return err
	}
	from, err := g.sourced(ctx, e)
	from.Name, from.Called = taxRate, InputName(taxRate)
	g.TaxRate, g.Ledger.Given[taxRate] = &e.Value, from
	return err
}
