package roi

import (
	"errors"
	"math"
	"testing"
)

func TestMoneyIsConvertedOnlyByStatedRates(t *testing.T) {
	rate := 0.2
	rouble := map[string]Money{"USD": {90, Terms{Currency: "RUB"}}}
	both := map[string]Money{"USD": {90, Terms{Currency: "RUB"}}, "RUB": {0.01, Terms{Currency: "USD"}}}
	chain := map[string]Money{"USD": {90, Terms{Currency: "RUB"}}, "EUR": {1.1, Terms{Currency: "USD"}}}
	for _, c := range []struct {
		name     string
		from, to Terms
		exchange map[string]Money
		tax      *float64
		want     float64 // of 180; 0: refused
	}{
		{"the same", Terms{"USD", Net}, Terms{"USD", Net}, nil, nil, 180},
		{"as stated", Terms{"USD", Net}, Terms{"RUB", Net}, rouble, nil, 16200},
		{"the other way", Terms{"RUB", Net}, Terms{"USD", Net}, rouble, nil, 2},
		{"both ways stated, the money's own counts", Terms{"RUB", ""}, Terms{"USD", ""}, both, nil, 1.8},
		{"no rate", Terms{"USD", Net}, Terms{"RUB", Net}, nil, nil, 0},
		{"a rate for another currency", Terms{"EUR", Net}, Terms{"RUB", Net}, rouble, nil, 0},
		{"rates are not chained", Terms{"EUR", Net}, Terms{"RUB", Net}, chain, nil, 0},
		{"tax put on", Terms{"USD", Net}, Terms{"USD", Gross}, nil, &rate, 216},
		{"tax taken off", Terms{"USD", Gross}, Terms{"USD", Net}, nil, &rate, 150},
		{"no tax rate", Terms{"USD", Gross}, Terms{"USD", Net}, nil, nil, 0},
		{"unstated tax is not without tax", Terms{"USD", Unstated}, Terms{"USD", Net}, nil, &rate, 0},
		{"unstated tax is not with tax", Terms{"USD", Unstated}, Terms{"USD", Gross}, nil, &rate, 0},
		{"nor the other way", Terms{"USD", Gross}, Terms{"USD", Unstated}, nil, &rate, 0},
		{"both", Terms{"USD", Net}, Terms{"RUB", Gross}, rouble, &rate, 19440},
		{"both, of which one is not stated", Terms{"USD", Net}, Terms{"RUB", Gross}, rouble, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newReader(&Inputs{Terms: c.to, Exchange: c.exchange, TaxRate: c.tax})
			got, err := r.convert(Money{180, c.from})
			if c.want == 0 {
				if refused := (*TermsError)(nil); !errors.As(err, &refused) || *refused != (TermsError{c.from, c.to}) || got != (Money{}) {
					t.Errorf("got %v, %v; want a refusal of %v", got, err, c.from)
				}
				return
			}
			if err != nil || math.Abs(got.Amount-c.want) > 1e-9 || got.Terms != c.to {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestALineOnOtherTermsIsRefusedAndKeepsItsReadings(t *testing.T) {
	in := month(led)
	in.Terms = Terms{Currency: "RUB", Tax: Net}
	l := newReader(&in).line(12)
	if refused := (*TermsError)(nil); !errors.As(l.Worth.Refused, &refused) || l.Worth.Known || l.Worth.Value != 0 {
		t.Errorf("worth is %+v", l.Worth)
	}
	if !l.Corrected.Known || l.Corrected.Terms != dollars {
		t.Errorf("corrected is %+v, want it in dollars", l.Corrected)
	}
}

func TestAnExchangeRateMayBeTried(t *testing.T) {
	in := month(led)
	in.Terms = Terms{Currency: "RUB", Tax: Net}
	in.Exchange = map[string]Money{"USD": {90, Terms{Currency: "RUB"}}}
	r := newReader(&in)
	r.try("exchange/usd", 100)
	if got := r.worth(12).Value; math.Abs(got-109200) > 1e-6 {
		t.Errorf("worth %v at 100 roubles, want 109200", got)
	}
	if v, ok := in.value("exchange/usd"); v != 90 || !ok {
		t.Errorf("the rate is %v, %v", v, ok)
	}
	if _, ok := in.value("tax_rate"); ok {
		t.Error("a tax rate that nobody stated is there")
	}
}

func TestMoneyAddsUpOnlyOnTheSameTerms(t *testing.T) {
	for _, other := range []Terms{{"RUB", Net}, {"USD", Gross}, {"USD", Unstated}} {
		if sum, err := (Money{1, dollars}).Plus(Money{1, other}); err == nil || sum != (Money{}) {
			t.Errorf("a dollar and one of %v are %v", other, sum)
		}
	}
	if sum, err := (Money{1, dollars}).Plus(Money{2, dollars}); err != nil || sum.Amount != 3 {
		t.Errorf("1 and 2 are %v, %v", sum, err)
	}
}

func TestAWeekDoesNotAddUpWithAMonth(t *testing.T) {
	week, month := Flow{Money{1086.80, dollars}, Week}, Flow{Money{100, dollars}, Month}
	if sum, err := week.Plus(month); err == nil || sum != (Flow{}) {
		t.Errorf("a week and a month are %v", sum)
	}
	for span, want := range map[Span]float64{Week: 1086.80, Month: 4709.47, Quarter: 14128.40, Year: 56513.60} {
		if got := week.In(span); math.Abs(got.Amount-want) > 0.005 || got.Per != span {
			t.Errorf("in a %s: %.2f a %s, want %.2f", span, got.Amount, got.Per, want)
		}
	}
	sum, err := week.In(Month).Plus(month)
	if err != nil || math.Abs(sum.Amount-4809.47) > 0.005 {
		t.Errorf("in a month they are %v, %v", sum, err)
	}
}
