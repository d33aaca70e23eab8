package roi

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestMoreThanANumberCanHoldIsRefused(t *testing.T) {
	in := month(map[string]float64{"social_clicks": 1e300, "cpc": 1e300})
	l := newReader(&in).line(2)
	if l.Worth.Known || !errors.Is(l.Worth.Refused, ErrInfinite) || l.Worth.Value != 0 {
		t.Errorf("worth is %+v", l.Worth)
	}
}

func TestLinesTellTheirInputsInOrder(t *testing.T) {
	in := month(with(led, map[string]float64{"margin": 0.3}))
	in.Terms = Terms{Currency: "RUB", Tax: Gross}
	in.Exchange = map[string]Money{"USD": {90, Terms{Currency: "RUB"}}}
	tax := 0.2
	in.TaxRate = &tax
	l := newReader(&in).line(12)
	want := []string{"leads", "lead_to_customer", "average_cheque", "margin", "tax_rate", "exchange/usd"}
	if !slices.Equal(l.Inputs, want) || !l.Profit {
		t.Errorf("made of %v, profit %v; want %v", l.Inputs, l.Profit, want)
	}
	if got, want := l.Worth.Value, 1092*0.3*1.2*90; math.Abs(got-want) > 1e-6 {
		t.Errorf("worth %v, want %v", got, want)
	}
}

func TestOtherValuesStandInForInputs(t *testing.T) {
	in := month(supported)
	r := newReader(&in)
	if v := r.worth(11).Value; math.Abs(v-4709.4667) > 1e-3 {
		t.Fatalf("worth %v", v)
	}
	r.try("self_solved", 0.44)
	if v := r.worth(11).Value; math.Abs(v-9418.9333) > 1e-3 {
		t.Errorf("with twice the share: %v", v)
	}
	if in.Given["self_solved"].Value != 0.22 {
		t.Error("the input itself changed")
	}
}

func TestPartialIsTheLeastPartOfThePeriodOfItsInputs(t *testing.T) {
	in := month(led)
	for name, days := range map[string]int{"leads": 10, "average_cheque": 30} {
		given := in.Given[name]
		given.Days, given.Of = days, 30
		in.Given[name] = given
	}
	r := newReader(&in)
	if p := r.line(12).Partial; p == nil || *p != (Partial{10, 30}) {
		t.Errorf("partial is %v, want 10 of 30", p)
	}
	whole := month(led)
	if p := newReader(&whole).line(12).Partial; p != nil {
		t.Errorf("partial is %v, want nothing", *p)
	}
}

func TestEverythingThatAFormulaReadsIsNamed(t *testing.T) {
	for n := 1; n <= len(formulas); n++ {
		reads := Reads(n)
		for _, name := range reads {
			if _, ok := Dimension(name); !ok {
				t.Errorf("line %d reads %q, of which nobody knows what it is", n, name)
			}
		}
		in := month(nil)
		for name, u := range units {
			in.Given[name] = Input{Value: 0.5}
			if u.money() {
				in.Given[name] = Input{Value: 0.5, Terms: dollars}
			}
		}
		l := newReader(&in).line(n)
		if !l.Literal.Known || !l.Corrected.Known || !l.Worth.Known {
			t.Errorf("line %d of everything: %+v", n, l)
		}
		for _, name := range l.Inputs {
			if !slices.Contains(reads, name) {
				t.Errorf("line %d is made of %q, which is not among %v", n, name, reads)
			}
		}
	}
}

func TestReadsNamesAllWays(t *testing.T) {
	want := []string{"mentions", "cpi", "cpm", "impressions", "views", "mentions_not_negative", "views_per_mention"}
	if got := Reads(1); !slices.Equal(got, want) {
		t.Errorf("formula 1 reads %v, want %v", got, want)
	}
	if got, want := Reads(11), []string{"support_requests", "self_solved", "call_price", "deflection"}; !slices.Equal(got, want) {
		t.Errorf("formula 11 reads %v, want %v", got, want)
	}
	if got, want := Reads(12), []string{"leads", "lead_to_customer", "average_cheque", "margin"}; !slices.Equal(got, want) {
		t.Errorf("formula 12 reads %v, want %v", got, want)
	}
}

func TestEveryKeyIsReadByAFormula(t *testing.T) {
	read := map[string]bool{string(taxName): true}
	for n := 1; n <= len(formulas); n++ {
		for _, name := range Reads(n) {
			read[name] = true
		}
	}
	for name := range units {
		if !read[name] {
			t.Errorf("no formula reads %q", name)
		}
	}
}

func TestWorthIsEvaluatedWithoutGarbage(t *testing.T) {
	in := month(with(led, map[string]float64{"margin": 0.3}))
	r := newReader(&in)
	r.try("leads", 200)
	r.worth(12)
	if n := testing.AllocsPerRun(100, func() { r.worth(12) }); n > 0 {
		t.Errorf("%v allocations for each worth", n)
	}
}

func BenchmarkWorth(b *testing.B) {
	in := month(with(led, map[string]float64{"margin": 0.3}))
	r := newReader(&in)
	r.try("leads", 200)
	for b.Loop() {
		r.worth(12)
	}
}
