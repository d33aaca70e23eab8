package roi

import (
	"slices"
	"strings"
)

// newReader reads inputs. It may be read many times.
func newReader(in *Inputs) *reader { return &reader{of: in} }

// line evaluates the formula of that number, 1 to 14. Intervals are of no width.
func (r *reader) line(n int) Line {
	f := formulas[n-1]
	l := Line{Number: f.number, Class: f.class, Literal: r.literal(n), Corrected: r.corrected(n), Worth: r.worth(n)}
	l.Inputs, l.Whole, l.Partial = slices.Clone(r.used), slices.Clone(r.whole), r.partial()
	l.Rival = r.rival
	l.Profit = slices.Contains(l.Inputs, string(margin))
	return l
}

// literal is the formula as its source prints it, on its price's terms.
func (r *reader) literal(n int) Reading {
	if f := formulas[n-1]; f.literal != nil {
		return r.read(f.literal)
	}
	return r.corrected(n)
}

// corrected is the formula as it is right, on its price's terms.
func (r *reader) corrected(n int) Reading { return r.read(formulas[n-1].corrected) }

// worth is what a line comes to in money on the ledger's terms, as profit where it is revenue and the margin is given. Used are its
// inputs then.
func (r *reader) worth(n int) Reading {
	f := &formulas[n-1]
	of := f.corrected
	if f.worth != nil {
		of = f.worth
	}
	g := r.read(of)
	keep := 1.0
	if f.class == Revenue {
		keep = float64(partOrAll(r, margin))
	}
	if !g.Known {
		return g
	}
	m, err := r.convert(Money{g.Value * keep, g.Terms})
	if err != nil {
		return Reading{Terms: g.Terms, Per: g.Per, Refused: err}
	}
	g.Terms = m.Terms
	return g.valued(m.Amount)
}

// partial is the least part of the period that an input which was used covers; nil where all cover all of it.
func (r *reader) partial() *Partial {
	var least *Partial
	for _, name := range r.used {
		in := r.of.Given[name]
		if in.Days < in.Of && (least == nil || in.Days*least.Of < least.Days*in.Of) {
			least = &Partial{in.Days, in.Of}
		}
	}
	return least
}

// Reads are the inputs that the formula of that number, 1 to 14, may be made of, in both readings and in all ways of having one.
func Reads(number int) []string {
	var names []string
	r := newReader(&Inputs{})
	r.ask = func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	r.line(number)
	return names
}

// value is what an input is, by its name; an exchange rate and the tax rate have names too.
func (in *Inputs) value(name string) (float64, bool) {
	if currency, is := strings.CutPrefix(name, exchangeName); is {
		m, ok := in.Exchange[strings.ToUpper(currency)]
		return m.Amount, ok
	}
	if name == string(taxName) {
		if in.TaxRate == nil {
			return 0, false
		}
		return *in.TaxRate, true
	}
	given, ok := in.Given[name]
	return given.Value, ok
}
