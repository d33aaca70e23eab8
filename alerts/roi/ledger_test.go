package roi

import (
	"math"
	"reflect"
	"slices"
	"testing"
)

// sample is a ledger of all worked numbers, at a cost of 9,000: 8,000 spent and ten hours at 100.
func sample() Inputs {
	all := map[string]float64{"social_clicks": 3200, "cpc": 0.45, "search_clicks": 1150, "spend/ads": 8000, "labour_hours": 10, "labour_rate": 100}
	for _, some := range []map[string]float64{heard, ranked, speakers, event, written, photographed, filmed, learned, supported, led, sold} {
		all = with(all, some)
	}
	return costed(month(all))
}

// costed is a ledger with items of costs.
func costed(in Inputs) Inputs {
	for _, name := range []string{"spend/ads", "labour_rate"} {
		given := in.Given[name]
		given.Terms = in.Terms
		in.Given[name] = given
	}
	in.Items = []CostItem{{Topic: "kestrel", Cost: Ads, Spent: "spend/ads"}, {Topic: "kestrel", Cost: Labour, Hours: "labour_hours", Rate: "labour_rate"}}
	return in
}

// countedOf is an input that is k of n.
func countedOf(k, n int) Input { return Input{Value: float64(k) / float64(n), K: k, N: n} }

func find(t *testing.T, l Ledger, lines ...int) Combination {
	t.Helper()
	at := slices.IndexFunc(l.Combinations, func(c Combination) bool { return slices.Equal(c.Lines, lines) })
	if at < 0 {
		t.Fatalf("there is no combination of %v", lines)
	}
	return l.Combinations[at]
}

func near(got, want, by float64) bool { return math.Abs(got-want) <= by }

func TestTheChoiceOfLinesTurnsTheSign(t *testing.T) {
	l := Compute(sample())
	if len(l.Combinations) != 127 {
		t.Errorf("%d combinations, want 2⁵ × 4 − 1", len(l.Combinations))
	}
	if first, last := l.Combinations[0].Lines, l.Combinations[126].Lines; !slices.Equal(first, []int{7, 8, 9, 10, 11, 12}) || !slices.Equal(last, []int{14}) {
		t.Errorf("they begin with %v and end with %v", first, last)
	}
	for _, c := range []struct {
		lines        []int
		benefit, roi float64
	}{{[]int{11, 14}, 14159.47, 0.573}, {[]int{11, 13}, 8741.47, -0.029}, {[]int{11, 12}, 5801.47, -0.355}} {
		got := find(t, l, c.lines...)
		if !near(got.Benefit.Amount, c.benefit, 0.005) || !near(got.ROI, c.roi, 0.0005) || got.Cost.Amount != 9000 {
			t.Errorf("%v: %.2f, %.4f of %.2f, want %.2f, %.3f", c.lines, got.Benefit.Amount, got.ROI, got.Cost.Amount, c.benefit, c.roi)
		}
		if loss := map[bool]float64{true: 1}[c.roi < 0]; got.Loss != loss || got.Low != got.ROI || got.High != got.ROI {
			t.Errorf("%v rests on no sample, and has %v to %v, loss %v", c.lines, got.Low, got.High, got.Loss)
		}
		one, err := l.Combine(c.lines...)
		if err != nil || !reflect.DeepEqual(one, got) {
			t.Errorf("%v combined alone: %+v, %v", c.lines, one, err)
		}
	}
}

func TestLargestAreThoseToWhichNoLineCanBeAdded(t *testing.T) {
	l := Largest(sample(), 0.9)
	all := Compute(sample())
	if len(l.Combinations) != 3 {
		t.Fatalf("%d combinations, want one for each way to count buyers", len(l.Combinations))
	}
	for i, c := range l.Combinations {
		want := []int{7, 8, 9, 10, 11, 12 + i}
		if !slices.Equal(c.Lines, want) || c.ROI != find(t, all, want...).ROI {
			t.Errorf("%v: %v, want %v", c.Lines, c.ROI, want)
		}
	}
}

// Adding up all lines is possible by hand only: with 1 read literally it comes to $75,996.28, a return of 744.4 %, and no number of
// the ledger is either of them, nor a sum over a class whose lines overlap.
func TestNobodyAddsUpAllLines(t *testing.T) {
	l := Compute(sample())
	sums := map[string]float64{"all": l.Lines[0].Literal.Value - l.Lines[0].Worth.Value}
	for _, line := range l.Lines {
		sums["all"] += lit(line)
		sums["corrected"] += line.Worth.Value
		if line.Class != Avoided {
			sums[string(line.Class)] += line.Worth.Value
		}
	}
	if !near(sums["all"], 75996.28, 0.01) || !near(returned(sums["all"], 9000), 7.444, 0.0005) {
		t.Errorf("all lines come to %.2f by hand, want 75,996.28", sums["all"])
	}
	for name, sum := range sums {
		for _, forbidden := range []float64{sum, returned(sum, 9000)} {
			walk(reflect.ValueOf(l), func(x float64) {
				if near(x, forbidden, 1e-6*math.Abs(forbidden)) {
					t.Errorf("the ledger holds %v, the sum of %s", x, name)
				}
			})
		}
	}
}

// lit is what a line adds to the sum of metrics.md, which takes 6 for all mentions.
func lit(line Line) float64 {
	if line.Number == 6 {
		return line.Literal.Value
	}
	return line.Worth.Value
}

// walk shows every number of a value, however deep.
func walk(v reflect.Value, see func(float64)) {
	switch v.Kind() {
	case reflect.Float64:
		see(v.Float())
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), see)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), see)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walk(v.MapIndex(key), see)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), see)
		}
	}
}

func TestWithoutLabourTheCostIsNotKnown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Inputs)
		lacks  []string
		why    error
	}{
		"no labour":        {func(in *Inputs) { in.Items = in.Items[:1] }, []string{"labour_hours"}, nil},
		"no spend":         {func(in *Inputs) { in.Items = in.Items[1:] }, []string{"spend"}, nil},
		"nothing":          {func(in *Inputs) { in.Items = nil }, []string{"spend", "labour_hours"}, nil},
		"no rate":          {func(in *Inputs) { delete(in.Given, "labour_rate") }, []string{"labour_rate"}, nil},
		"other currency":   {func(in *Inputs) { in.Given["spend/ads"] = Input{Value: 1, Terms: Terms{"EUR", Net}} }, nil, &TermsError{}},
		"a week of labour": {func(in *Inputs) { in.Given["labour_hours"] = Input{Value: 10, Days: 7, Of: 30} }, nil, &PartialError{}},
		"too much":         {func(in *Inputs) { in.Given["labour_hours"] = Input{Value: math.MaxFloat64} }, nil, ErrInfinite},
	} {
		in := sample()
		c.change(&in)
		l := Compute(in)
		if l.Costs.Known || l.Costs.Sum.Amount != 0 || !slices.Equal(l.Costs.Lacks, c.lacks) || reflect.TypeOf(l.Costs.Refused) != reflect.TypeOf(c.why) {
			t.Errorf("%s: %+v", name, l.Costs)
		}
		if len(l.Combinations) > 0 {
			t.Errorf("%s: %d returns on a cost that nobody knows", name, len(l.Combinations))
		}
		if _, err := l.Combine(11); err != ErrUnknownCost {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAZeroCostIsNoDivisor(t *testing.T) {
	in := sample()
	in.Given["spend/ads"], in.Given["labour_hours"] = Input{Terms: dollars}, Input{}
	l := Compute(in)
	if _, err := l.Combine(11); !l.Costs.Known || len(l.Combinations) > 0 || err != ErrNoCost {
		t.Errorf("%+v, %d combinations, %v", l.Costs, len(l.Combinations), err)
	}
}

func TestCombineSaysWhyNot(t *testing.T) {
	in := sample()
	delete(in.Given, "video_price")
	in.Given["ugc_articles"] = Input{Value: 26, Days: 7, Of: 30}
	l := Compute(in)
	for _, c := range []struct {
		lines []int
		says  string
	}{
		{nil, "a return wants at least one line"},
		{[]int{9, 11}, "line 9 is not known in money"},
		{[]int{7, 11}, "line 7 covers 7 of 30 days, and does not add up with what is of all of them"},
		{[]int{12, 13}, "line 13 contains line 12: the first purchase is a part of a customer's lifetime value"},
		{[]int{1, 11}, "lines [1] are what advertising would have cost, which is no return"},
	} {
		if _, err := l.Combine(c.lines...); err == nil || err.Error() != c.says {
			t.Errorf("%v: %v, want %s", c.lines, err, c.says)
		}
	}
}
