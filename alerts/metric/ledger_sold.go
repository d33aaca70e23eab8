package metric

import (
	"context"

	"molva/alerts/roi"
)

// leads gives how many a CRM told of, in the place of what was entered.
func (g *gathering) leads(ctx context.Context) error {
	f, err := g.Funnel(ctx)
	if err == nil && f.Told {
		v := f.count("lead")
		g.counted("leads", v.Value, v.Evidence, v.Caveat)
	}
	return err
}

// rate gives of how many leads how many bought, as a CRM told, in the place of what was entered.
func (g *gathering) rate(ctx context.Context) error {
	f, err := g.Funnel(ctx)
	if err != nil {
		return err
	}
	if k, n := f.After("lead", "customer"); n > 0 {
		v := f.rate("lead", "customer")
		g.put("lead_to_customer", roi.Input{Value: v.Value, K: k, N: n}, g.measured("lead_to_customer", v.Evidence, Text{}))
	}
	return nil
}

// cheque gives the mean of what purchases were worth, as a CRM told. It does not tell whether tax is in that; where the ledger's
// money says so, an average that was entered and says so too stays, and so does one that is on the ledger's very terms.
func (g *gathering) cheque(ctx context.Context) error {
	bought, err := g.purchases(ctx)
	if err != nil || len(bought) == 0 {
		return err
	}
	terms := func(v Value) roi.Terms { return roi.Terms{Currency: v.Currency} }
	v := fitting(bought, terms, g.Terms)
	entered := g.Inputs.Given["average_cheque"].Terms // money always has a currency
	taxed := entered.Tax != roi.Unstated && g.Terms.Tax != roi.Unstated
	if taxed || entered == g.Terms && terms(v) != g.Terms {
		return nil
	}
	in := roi.Input{Value: v.Value, Terms: terms(v)}
	if v.Interval != nil {
		in.Range = &roi.Range{Low: max(v.Interval.Low, 0), High: v.Interval.High}
	}
	g.put("average_cheque", in, g.measured("average_cheque", v.Evidence, v.Caveat))
	return nil
}
