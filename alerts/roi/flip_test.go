package roi

import (
	"math"
	"slices"
	"testing"
)

func flipOf(c Combination, input string) (Flip, bool) {
	at := slices.IndexFunc(c.Flips, func(f Flip) bool { return f.Input == input })
	if at < 0 {
		return Flip{}, false
	}
	return c.Flips[at], true
}

// By hand: 4,709.47 of support leave 4,290.53 of the cost to leads of $65.
func TestBreakEvenByHand(t *testing.T) {
	in := sample()
	in.Given["lead_to_customer"] = countedOf(17, 210)
	c := find(t, Compute(in), 11, 12)
	left := 9000 - 1300*52./12*0.22*3.8
	for input, want := range map[string]float64{
		"lead_to_customer": left / (210 * 65),
		"average_cheque":   left / 17,
		"leads":            left / (17. / 210 * 65),
		"labour_rate":      (4709.4667 + 1105 - 8000) / 10,
	} {
		f, ok := flipOf(c, input)
		if want < 0 {
			if ok {
				t.Errorf("%s turns the sign at %v, which it cannot be", input, f.BreakEven)
			}
			continue
		}
		if !ok || !near(f.BreakEven, want, 1e-6*want) || f.Inside {
			t.Errorf("%s: %+v, want %v", input, f, want)
		}
	}
}

// Whatever a flip says, computing the ledger of that value gives a return of 0.
func TestFlipsLeadToNothing(t *testing.T) {
	in := sample()
	rate := 0.2
	in.TaxRate, in.Exchange = &rate, map[string]Money{"EUR": {1.1, dollars}}
	price := in.Given["call_price"]
	price.Terms = Terms{"EUR", Gross}
	in.Given["call_price"] = price
	in.Given["deflection"] = Input{Value: 0.9}
	l := Compute(in)
	tried := 0
	for _, c := range l.Combinations {
		for i, f := range c.Flips {
			if i > 0 && f.factor() < c.Flips[i-1].factor() {
				t.Errorf("%v: %s is nearer than what comes before it", c.Lines, f.Input)
			}
			tried++
			again, _ := compute(changed(in, f), Level, 1)
			if roi := returned(again.worth(c.Lines), again.Costs.Sum.Amount); math.Abs(roi) > 1e-6 {
				t.Errorf("%v with %s at %v: %v", c.Lines, f.Input, f.BreakEven, roi)
			}
		}
	}
	if tried < 100 {
		t.Errorf("%d flips were tried", tried)
	}
}

// changed is a ledger with the value of a flip.
func changed(in Inputs, f Flip) Inputs {
	given := map[string]Input{}
	for name, one := range in.Given {
		given[name] = one
	}
	switch f.Input {
	case "exchange/eur":
		in.Exchange = map[string]Money{"EUR": {f.BreakEven, dollars}}
	case "tax_rate":
		in.TaxRate = &f.BreakEven
	default:
		one := given[f.Input]
		one.Value, one.K, one.N = f.BreakEven, 0, 0
		given[f.Input] = one
	}
	in.Given = given
	return in
}

// Revenue of which nobody stated the margin stands for itself; at which margin the work stops paying is told all the same.
func TestWhatNobodyStatedMayTurnTheSign(t *testing.T) {
	c := find(t, Compute(sample()), 11, 14)
	f, ok := flipOf(c, "margin")
	if want := (9000 - 4709.4667) / 9450; !ok || f.Now != 1 || !near(f.BreakEven, want, 1e-5) {
		t.Errorf("margin: %+v, want %v", f, want)
	}
	if _, ok := flipOf(c, "deflection"); ok {
		t.Error("9,450 of sales are more than the cost, and still fewer calls turn the sign")
	}
}

func TestASampleMayAllowTheTurn(t *testing.T) {
	in := costed(month(with(led, map[string]float64{"spend/ads": 1000, "labour_hours": 1, "labour_rate": 50})))
	in.Given["lead_to_customer"] = countedOf(17, 210)
	c := find(t, Compute(in), 12)
	if f, ok := flipOf(c, "lead_to_customer"); !ok || !f.Inside {
		t.Errorf("%+v", f)
	}
	if !(c.Low < 0 && c.High > 0 && c.Loss > 0.2 && c.Loss < 0.5) {
		t.Errorf("the interval %v to %v, loss %v", c.Low, c.High, c.Loss)
	}
}
