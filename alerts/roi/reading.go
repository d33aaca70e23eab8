package roi

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
)

// reader gives formulas their inputs, and remembers which they asked for and which lack. It may be asked again and again.
type reader struct {
	of    *Inputs
	tried []trial // in place of given values; they may change between two readings

	used    []string // in the order of the formula
	whole   []string // shares that were taken for all, since nobody stated them
	lacks   []string
	nothing string
	rival   string            // an input that another one was taken for, though it says otherwise
	ask     func(name string) // told of every input that a formula looks for; nil: nobody listens
}

// trial is another value of an input.
type trial struct {
	name  string
	value float64
}

// try puts a value in the place of an input's.
func (r *reader) try(name string, value float64) {
	for i := range r.tried {
		if r.tried[i].name == name {
			r.tried[i].value = value
			return
		}
	}
	r.tried = append(r.tried, trial{name, value})
}

// untry puts all inputs back.
func (r *reader) untry() { r.tried = r.tried[:0] }

func (r *reader) instead(name string) (float64, bool) {
	for i := range r.tried {
		if r.tried[i].name == name {
			return r.tried[i].value, true
		}
	}
	return 0, false
}

// ErrInfinite is why a reading of very large or very small inputs is refused.
var ErrInfinite = errors.New("it comes to more than a number can hold")

// read evaluates one reading of a formula. What comes back keeps nothing of the reader.
func (r *reader) read(formula func(*reader) result) Reading {
	r.reset()
	got := formula(r)
	g := Reading{Terms: got.Terms, Per: cmp.Or(got.per, r.of.Span), Nothing: r.nothing}
	switch {
	case len(r.lacks) > 0:
		g.Lacks = slices.Clone(r.lacks)
		return g
	case r.nothing != "":
		return g
	}
	return g.valued(got.Amount)
}

func finite(v float64) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ErrInfinite
	}
	return nil
}

// reset forgets what was asked for before.
func (r *reader) reset() {
	r.used, r.whole, r.lacks = r.used[:0], r.whole[:0], r.lacks[:0]
	r.nothing, r.rival = "", ""
}

// valued is a reading that comes to a number.
func (g Reading) valued(v float64) Reading {
	if err := finite(v); err != nil {
		g.Known, g.Refused = false, err
		return g
	}
	g.Known, g.Value, g.Low, g.High = true, v, v, v
	return g
}

// has reports whether an input is given. A formula that does not go on to use it looked for it all the same.
func (r *reader) has(name string) bool {
	_, ok := r.given(name)
	return ok
}

func (r *reader) given(name string) (Input, bool) {
	if r.ask != nil {
		r.ask(name)
	}
	in, ok := r.of.Given[name]
	return in, ok
}

// value is an input; 0 where it lacks, and then the result is not known.
func (r *reader) value(name string) float64 {
	v, _ := r.valueOn(name)
	return v
}

// valueOn is an input with its terms.
func (r *reader) valueOn(name string) (float64, Terms) {
	in, ok := r.given(name)
	if !ok {
		r.lack(name)
		return 0, Terms{}
	}
	return r.use(name, in.Value), in.Terms
}

// use is what stands in the place of an input, or the input itself.
func (r *reader) use(name string, given float64) float64 {
	if !slices.Contains(r.used, name) {
		r.used = append(r.used, name)
	}
	if v, ok := r.instead(name); ok {
		return v
	}
	return given
}

// lack remembers that one of some inputs would be needed.
func (r *reader) lack(ways ...string) {
	if name := strings.Join(ways, " | "); !slices.Contains(r.lacks, name) {
		r.lacks = append(r.lacks, name)
	}
}

func number[T any](r *reader, key count[T]) Count[T] { return Count[T](r.value(string(key))) }

// divisor is a count that something is divided by.
func divisor[T any](r *reader, key count[T]) Count[T] {
	return Count[T](r.nonzero(string(key)))
}

func each[T, Each any](r *reader, key rate[T, Each]) Rate[T, Each] {
	return Rate[T, Each](r.value(string(key)))
}

// divisorRate is a rate that something is divided by.
func divisorRate[T, Each any](r *reader, key rate[T, Each]) Rate[T, Each] {
	return Rate[T, Each](r.nonzero(string(key)))
}

// nonzero is an input that something is divided by; where it is 0, there is no result.
func (r *reader) nonzero(name string) float64 {
	v := r.value(name)
	if v == 0 && r.has(name) {
		r.nothing = name
	}
	return v
}

func part(r *reader, key share) Share { return Share(r.value(string(key))) }

// partOrAll is a share that may be left out, and is all then. Another value can be tried in its place all the same.
func partOrAll(r *reader, key share) Share {
	name := string(key)
	if r.has(name) {
		return part(r, key)
	}
	if !slices.Contains(r.whole, name) {
		r.whole = append(r.whole, name)
	}
	if v, tried := r.instead(name); tried {
		return Share(v)
	}
	return 1
}

// partBefore is a share that a later one is compared with; where it is 0, there is no rise.
func partBefore(r *reader, key share) Share { return Share(r.nonzero(string(key))) }

func cost[T any](r *reader, key price[T]) Price[T] { return Price[T]{r.money(string(key))} }

func together(r *reader, key amount) Money { return r.money(string(key)) }

func (r *reader) money(name string) Money {
	v, terms := r.valueOn(name)
	return Money{v, terms}
}
