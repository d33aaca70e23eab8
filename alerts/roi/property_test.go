package roi

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// TestRandomLedgers makes ten thousand ledgers of whatever people may enter: several currencies, with and without tax, exchange and
// tax rates there or not, prices missing, zeros, estimates, weeks in a month's ledger, k of n. What may be accepted is decided here a second
// time, by rules and not by formulas. Of every ledger it holds that no unit error was accepted, that no line of class E and no two
// lines that overlap stand in a return, that nothing is a sum over all lines, and that every number is one.
func TestRandomLedgers(t *testing.T) {
	ledgers := 10_000
	if testing.Short() {
		ledgers /= 10
	}
	random := rand.New(rand.NewPCG(14, 10))
	var returns, refused, computed int
	for i := range ledgers {
		in := randomInputs(random)
		if err := in.Check(); err != nil {
			t.Fatalf("ledger %d: %v", i, err)
		}
		l, s := compute(in, Level, 31) // few points: how near intervals are is no matter here
		sets := l.sets()
		if i%8 > 0 { // all of them take most of the time
			sets = largest(sets)
		}
		l.Combinations = l.combinations(s, sets)
		for _, wrong := range wrongs(l) {
			t.Errorf("ledger %d: %s", i, wrong)
		}
		returns += len(l.Combinations)
		for _, line := range l.Lines {
			if line.Worth.Known {
				computed++
			}
			if line.Worth.Refused != nil {
				refused++
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if t.Logf("%d lines known, %d refused, %d returns", computed, refused, returns); computed < ledgers || refused < ledgers/2 || returns < ledgers/2 {
		t.Error("the ledgers are too much alike to say anything")
	}
}

// randomInputs are a ledger's inputs, all of them possible.
func randomInputs(random *rand.Rand) Inputs {
	in := Inputs{Span: []Span{Day, Week, Month, Quarter, Year}[random.IntN(5)], Terms: randomTerms(random), Given: map[string]Input{}, Exchange: map[string]Money{}}
	for _, name := range slices.Sorted(maps.Keys(units)) {
		if name != string(taxName) && random.IntN(10) > 0 {
			in.Given[name] = randomInput(random, units[name], in.Terms)
		}
	}
	if random.IntN(2) == 0 {
		rate := random.Float64() / 2
		in.TaxRate = &rate
	}
	if random.IntN(2) == 0 {
		in.Exchange["USD"] = Money{50 + 50*random.Float64(), Terms{Currency: "RUB"}}
	}
	for _, item := range []CostItem{{Cost: Ads, Spent: "spend/ads"}, {Cost: Tools, Spent: "spend/tools"}, {Cost: Labour, Hours: "labour_hours", Rate: "labour_rate"}} {
		if random.IntN(12) > 0 {
			in.Items = append(in.Items, item)
		}
	}
	for _, cost := range []struct {
		name string
		Unit
	}{{"spend/ads", Spent}, {"spend/tools", Spent}, {"labour_hours", Counted}, {"labour_rate", Priced}} {
		if random.IntN(20) > 0 {
			in.Given[cost.name] = randomInput(random, cost.Unit, in.Terms)
		}
	}
	return in
}

var currencies = []string{"RUB", "USD", "EUR"}

func randomTerms(random *rand.Rand) Terms {
	return Terms{currencies[random.IntN(3)], []Tax{Unstated, Net, Gross}[random.IntN(3)]}
}

// randomInput is mostly on the ledger's terms, or nothing would ever add up.
func randomInput(random *rand.Rand, u Unit, terms Terms) (in Input) {
	if random.IntN(12) == 0 {
		terms = randomTerms(random)
	}
	in.Value = math.Exp(random.NormFloat64() * 4)
	switch {
	case random.IntN(40) == 0:
		in.Value = 0
	case u == Shared && random.IntN(3) == 0:
		n := 1 + random.IntN(500)
		in = countedOf(random.IntN(n+1), n)
	case u == Shared:
		in.Value = random.Float64()
	case u != Shared && random.IntN(15) == 0:
		in.Range = &Range{in.Value * random.Float64(), in.Value * (1 + random.Float64())}
	case u == Counted && random.IntN(15) == 0:
		in.Days, in.Of = 7, 30
	}
	if u.money() {
		in.Terms = terms
	}
	return in
}

// wrongs are all that a ledger must not be.
func wrongs(l Ledger) (all []string) {
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if len(l.Lines) != 14 {
		say("%d lines", len(l.Lines))
	}
	for _, line := range l.Lines {
		if why := unfit(l.Inputs, line); line.Worth.Known && why != "" {
			say("line %d was accepted: %s", line.Number, why)
		}
		by := 1e-9 * math.Abs(line.Worth.Value)
		if g := line.Worth; g.Known && (g.Terms != l.Terms || g.Per != l.Span || g.Low > g.Value+by || g.High < g.Value-by) {
			say("line %d is %+v", line.Number, g)
		}
	}
	if l.Costs.Known && !payable(l.Inputs) {
		say("the costs were accepted: %+v", l.Costs)
	}
	for _, c := range l.Combinations {
		for _, why := range wrongReturn(l, c) {
			say("%v: %s", c.Lines, why)
		}
	}
	walk(reflect.ValueOf(l), func(x float64) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			say("a number is %v", x)
		}
	})
	return append(all, sums(l)...)
}

// unfit says by the rules why a line may not be known.
func unfit(in Inputs, line Line) string {
	for _, name := range line.Inputs {
		given, there := in.Given[name]
		switch {
		case name == string(taxName) || len(name) > len(exchangeName) && name[:len(exchangeName)] == exchangeName:
			continue
		case !there:
			return name + " is not given"
		case given.Terms.Currency != "" && !convertible(in, given.Terms):
			return name + " is on other terms"
		}
	}
	return ""
}

// convertible is the rule for money by itself: the same currency or a stated rate, the same tax or a stated tax rate.
func convertible(in Inputs, t Terms) bool {
	stated := func(a, b string) bool { m, ok := in.Exchange[a]; return ok && m.Currency == b }
	currency := t.Currency == in.Terms.Currency || stated(t.Currency, in.Terms.Currency) || stated(in.Terms.Currency, t.Currency)
	tax := t.Tax == in.Terms.Tax || in.TaxRate != nil && t.Tax != Unstated && in.Terms.Tax != Unstated
	return currency && tax
}

// payable is the rule for costs: money that was spent and labour are stated, on terms that convert, hours for all days.
func payable(in Inputs) bool {
	var spent, worked bool
	for _, item := range in.Items {
		spent, worked = spent || item.Spent != "", worked || item.Hours != ""
		for _, name := range []string{item.Spent, item.Hours, item.Rate} {
			given, there := in.Given[name]
			if name != "" && (!there || given.Terms.Currency != "" && !convertible(in, given.Terms)) {
				return false
			}
		}
		if given := in.Given[item.Hours]; given.Days < given.Of {
			return false
		}
	}
	return spent && worked
}

// wrongReturn is what is wrong with a return: the lines in it, their days, or the arithmetic.
func wrongReturn(l Ledger, c Combination) (all []string) {
	var benefit float64
	buyers := 0
	for _, n := range c.Lines {
		line := l.Lines[n-1]
		switch {
		case n <= 6 || line.Class == Equivalent:
			all = append(all, fmt.Sprintf("line %d is of class E", n))
		case !line.Worth.Known:
			all = append(all, fmt.Sprintf("line %d is not known", n))
		case line.Partial != nil:
			all = append(all, fmt.Sprintf("line %d covers %d of %d days", n, line.Partial.Days, line.Partial.Of))
		case n >= 12:
			buyers++
		}
		for _, name := range line.Inputs {
			if in := l.Given[name]; in.Days < in.Of {
				all = append(all, name+" is of a week")
			}
		}
		benefit += line.Worth.Value
	}
	switch {
	case buyers > 1:
		all = append(all, "buyers are counted twice")
	case c.Benefit.Terms != c.Cost.Terms || c.Benefit.Per != c.Cost.Per:
		all = append(all, "benefit and cost are on different terms")
	case !near(c.Benefit.Amount, benefit, 1e-9*math.Abs(benefit)):
		all = append(all, fmt.Sprintf("the benefit is %v, its lines come to %v", c.Benefit.Amount, benefit))
	case c.Low > c.High || c.Loss < 0 || c.Loss > 1:
		all = append(all, fmt.Sprintf("between %v and %v, loss %v", c.Low, c.High, c.Loss))
	}
	return all
}

// sums finds returns that are made of the sum of all lines, where that is more than any lines that may stand together come to.
func sums(l Ledger) (all []string) {
	var sum, most float64
	for _, line := range l.Lines {
		sum += line.Worth.Value
	}
	for _, lines := range l.sets() {
		if b, err := l.benefit(lines); err == nil {
			most = max(most, b.Amount)
		}
	}
	for _, c := range l.Combinations {
		if most < sum*(1-1e-6) && near(c.Benefit.Amount, sum, 1e-9*sum) {
			all = append(all, fmt.Sprintf("%v comes to the sum of all lines", c.Lines))
		}
	}
	return all
}

// Wrong units of inputs are refused before anything is computed.
func TestRandomUnitErrorsAreRefused(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 14))
	names := slices.Sorted(maps.Keys(units))
	for i := range 10_000 {
		in := randomInputs(random)
		name := names[random.IntN(len(names))]
		given, there := in.Given[name]
		if !there {
			continue
		}
		if units[name].money() {
			given.Terms = Terms{}
		} else {
			given.Terms = randomTerms(random)
		}
		in.Given[name] = given
		if in.Check() == nil {
			t.Fatalf("ledger %d: %s on terms %v was accepted", i, name, given.Terms)
		}
	}
}

func TestWeeksAndMonthsDoNotAddUp(t *testing.T) {
	spans := []Span{Day, Week, Month, Quarter, Year}
	for _, a := range spans {
		for _, b := range spans {
			_, err := Flow{Money{1, dollars}, a}.Plus(Flow{Money{1, dollars}, b})
			var wrong *SpanError
			if (err == nil) != (a == b) || err != nil && !errors.As(err, &wrong) {
				t.Errorf("a %s and a %s: %v", a, b, err)
			}
		}
	}
}
