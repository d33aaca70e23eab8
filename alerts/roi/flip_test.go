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
			if i > 0 && f.distance() < c.Flips[i-1].distance() {
				t.Errorf("%v: %s is nearer than what comes before it", c.Lines, f.Input)
			}
			tried++
			again, _ := compute(changed(in, f), Level, 1)
			if b, err := again.benefit(c.Lines); err != nil || math.Abs(returned(b.Amount, again.Costs.Sum.Amount)) > 1e-6 {
				t.Errorf("%v with %s at %v: %v against %v, %v", c.Lines, f.Input, f.BreakEven, b, again.Costs.Sum, err)
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

// Where nothing was made, free work would bring back nothing either: 0 of 0 is no return, and no turn.
func TestWhatOnlyReachesNothingDoesNotTurnTheSign(t *testing.T) {
	in := costed(month(with(led, map[string]float64{"leads": 0, "spend/ads": 0, "labour_hours": 10, "labour_rate": 100})))
	c := find(t, Compute(in), 12)
	for _, input := range []string{"labour_hours", "labour_rate"} {
		if f, ok := flipOf(c, input); ok {
			t.Errorf("%+v", f)
		}
	}
	if f, ok := flipOf(c, "leads"); !ok || !near(f.BreakEven, 1000/(0.08*65), 1e-9) {
		t.Errorf("leads: %+v", f)
	}
}

// A line's factors are all as far from the turn; they come in the order of the formula, not in that of rounding errors.
func TestFlipsThatAreAsFarComeInTheOrderOfTheFormula(t *testing.T) {
	for leads := 50.0; leads < 90; leads++ {
		in := costed(month(with(led, map[string]float64{"leads": leads, "average_cheque": 61.7, "spend/ads": 700, "labour_hours": 3, "labour_rate": 100})))
		var names []string
		for _, f := range find(t, Compute(in), 12).Flips {
			if units[f.Input] != "" {
				names = append(names, f.Input)
			}
		}
		if want := []string{"leads", "lead_to_customer", "average_cheque"}; !slices.Equal(names, want) {
			t.Fatalf("%v leads: %v, want %v", leads, names, want)
		}
	}
}

// One and the same rate turns money of benefits and of costs. Stated the other way round, it turns the sign at its inverse.
func TestAnExchangeRateOfBothSidesMayTurnTheSign(t *testing.T) {
	euros, roubles := Terms{"EUR", Net}, Terms{"RUB", Net}
	in := costed(month(with(led, map[string]float64{"spend/ads": 800, "labour_hours": 1, "labour_rate": 100})))
	in.Given["average_cheque"] = Input{Value: 65, Terms: euros}
	in.Given["spend/ads"] = Input{Value: 500, Terms: euros}
	in.Given["labour_rate"] = Input{Value: 50000, Terms: roubles}
	in.Terms = roubles
	want := 50000 / (1092. - 500)
	in.Exchange = map[string]Money{"EUR": {90, Terms{Currency: "RUB"}}}
	if f, ok := flipOf(find(t, Compute(in), 12), "exchange/eur"); !ok || !near(f.BreakEven, want, 1e-6*want) {
		t.Errorf("%+v, want %v", f, want)
	}
	in.Exchange = map[string]Money{"RUB": {1. / 90, Terms{Currency: "EUR"}}}
	if f, ok := flipOf(find(t, Compute(in), 12), "exchange/rub"); !ok || !near(f.BreakEven, 1/want, 1e-6/want) {
		t.Errorf("the other way round: %+v, want %v", f, 1/want)
	}
}

func TestCostsMayTurnTheSign(t *testing.T) {
	c := find(t, Compute(sample()), 11, 14) // 14,159.47 against 8,000 and ten hours at 100
	made := 1300*52./12*0.22*3.8 + 9450
	for input, want := range map[string]float64{"spend/ads": made - 1000, "labour_hours": (made - 8000) / 100, "labour_rate": (made - 8000) / 10} {
		if f, ok := flipOf(c, input); !ok || !near(f.BreakEven, want, 1e-6*want) {
			t.Errorf("%s: %+v, want %v", input, f, want)
		}
	}
}

// Nothing can be divided by 0, but by something very small.
func TestADivisorMayTurnTheSign(t *testing.T) {
	f, ok := flipOf(find(t, Compute(sample()), 8), "photos_per_set")
	if want := 420 * 0.25 * 1500 / 9000.; !ok || f.Now != 60 || !near(f.BreakEven, want, 1e-6*want) {
		t.Errorf("%+v, want %v", f, want)
	}
}
