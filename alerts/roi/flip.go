package roi

import (
	"cmp"
	"math"
	"slices"
)

// Flip is at which value of an input a return is 0.
type Flip struct {
	Input     string
	Now       float64
	BreakEven float64
	Inside    bool // the sample that the input rests on allows that value, at the ledger's level
}

// farthest is how many times its present value an input is looked at.
const farthest = 1e6

// flips are the inputs of a combination, of its benefits and of its cost, that turn its sign when each alone is changed. Shares that
// nobody stated are among them. Every value that is tried is computed anew; no formula is solved for an input.
func (l Ledger) flips(c Combination) (all []Flip) {
	b := balance{l: l, r: newReader(&l.Inputs), lines: c.Lines}
	for _, name := range b.inputs() {
		b.r.untry()
		now, stated := l.value(name)
		if !stated {
			now = 1
		}
		if v, turns := b.even(name, now); turns {
			all = append(all, Flip{name, now, v, l.allows(name, v)})
		}
	}
	slices.SortStableFunc(all, func(a, b Flip) int { return cmp.Compare(a.distance(), b.distance()) })
	return all
}

// distance is how many times an input would grow or shrink, by its logarithm. Factors of one product are as far as each other, which
// holds only when the last digits are left out.
func (f Flip) distance() float64 {
	const digits = 1e9
	return math.Round(math.Abs(math.Log(f.BreakEven/f.Now)) * digits)
}

// allows reports whether the interval of a sampled input holds a value.
func (l Ledger) allows(name string, v float64) bool {
	in := l.Given[name]
	if !in.uncertain() {
		return false
	}
	z := normal((1 + l.Level) / 2)
	return in.quantile(units[name], -z) <= v && v <= in.quantile(units[name], z)
}

// balance is benefit less cost of a combination, in which one input may be another.
type balance struct {
	l     Ledger
	r     *reader
	lines []int
}

// inputs are those that the benefits and the cost are made of, each once.
func (b balance) inputs() []string {
	names := b.l.made(b.lines)
	add := func(more []string) {
		for _, name := range more {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, n := range b.lines {
		add(b.l.Lines[n-1].Whole)
	}
	for _, item := range b.l.Items {
		if _, err := b.r.spending(item); err == nil {
			add(b.r.used)
		}
	}
	return names
}

// even finds the value of an input at which benefit and cost are the same, if there is one that the input can have and beyond
// which it is otherwise. A balance goes one way with each input, so that there is at most one.
func (b balance) even(name string, now float64) (float64, bool) {
	f := b.with(name)
	here := f(now)
	if here == 0 || math.IsNaN(here) {
		return 0, false
	}
	for _, far := range b.bounds(name, now) {
		if there := f(far); there < 0 && 0 < here || here < 0 && 0 < there {
			return root(f, now, here, far, there), true
		}
	}
	return 0, false
}

// bounds are how far an input is looked at: down to nothing, or nearly where nothing cannot be divided by, and up to all or to very
// much.
func (b balance) bounds(name string, now float64) []float64 {
	most := max(now, 1) * farthest
	if u, known := Dimension(name); known && u == Shared {
		most = 1
	}
	return []float64{0, now / farthest, most}
}

// with is the balance as a function of an input. Lines that do not rest on it are not computed again.
func (b balance) with(name string) func(float64) float64 {
	var fixed float64
	var moved []int
	for _, n := range b.lines {
		line := b.l.Lines[n-1]
		if slices.Contains(line.Inputs, name) || slices.Contains(line.Whole, name) {
			moved = append(moved, n)
		} else {
			fixed += line.Worth.Value
		}
	}
	cost := b.cost(name)
	return func(v float64) float64 {
		b.r.try(name, v)
		sum := fixed - cost()
		for _, n := range moved {
			sum += b.r.worth(n).number()
		}
		return sum
	}
}

// cost is what the work cost, computed anew where it rests on the input.
func (b balance) cost(name string) func() float64 {
	for _, item := range b.l.Items {
		if b.r.spending(item); slices.Contains(b.r.used, name) {
			return func() float64 {
				if sum, ok := b.r.paid(); ok {
					return sum
				}
				return math.NaN()
			}
		}
	}
	return func() float64 { return b.l.Costs.Sum.Amount }
}

// root is where f is 0 between a and b, where it has the values fa and fb of different signs: by false position with the Illinois
// rule (Dowell and Jarratt 1971), which needs one step where f is a straight line, and by halves where that is slow.
func root(f func(float64) float64, a, fa, b, fb float64) float64 {
	const steps = 200
	for i := range steps {
		x := (a*fb - b*fa) / (fb - fa)
		if i%4 == 3 || !(min(a, b) < x && x < max(a, b)) {
			x = a + (b-a)/2
		}
		fx := f(x)
		switch {
		case fx == 0 || math.Abs(b-a) <= 1e-13*math.Abs(x):
			return x
		case (fx < 0) != (fb < 0):
			a, fa = b, fb
		default:
			fa /= 2
		}
		b, fb = x, fx
	}
	return b
}
