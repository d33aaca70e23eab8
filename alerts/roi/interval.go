package roi

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// enough is how many joint values of uncertain inputs are tried: the ends of an interval are off by about a
// hundredth of its width, by two where many inputs are uncertain.
const enough = 8191

// sampler tells how far results may be off because some inputs are samples.
//
// Each uncertain input has a confidence distribution: its value as a function of a standard normal z. Of k of n it is the end of
// Wilson's score interval (Wilson 1927) at that z; of an estimate with a range, two half normals. Where a result rests on one such
// input, its interval is the result at the two ends, exactly. Where it rests on several, they are taken as independent, and the
// result is computed at points that fill their joint distribution evenly: Halton's sequence (1960), in which nothing is random. An
// input that several lines rest on moves them together.
type sampler struct {
	in    *Inputs
	level float64
	size  int                  // points that are tried
	names []string             // of uncertain inputs, sorted
	at    map[string][]float64 // their values, point by point
}

func newSampler(in *Inputs, level float64, points int) *sampler {
	s := &sampler{in: in, level: level, size: points, at: map[string][]float64{}}
	for _, name := range slices.Sorted(maps.Keys(units)) {
		if in.Given[name].uncertain() {
			s.names = append(s.names, name)
		}
	}
	bases := primes(len(s.names))
	for i, name := range s.names {
		column, given := make([]float64, points), in.Given[name]
		for p := range column {
			column[p] = given.quantile(units[name], normal(mirror(p+1, bases[i])))
		}
		s.at[name] = column
	}
	return s
}

// mirror is the digits of n in a base, read backwards behind the point: of 6, which is 110 in base 2, 0.011.
func mirror(n, base int) (u float64) {
	for place := 1 / float64(base); n > 0; place /= float64(base) {
		u += place * float64(n%base)
		n /= base
	}
	return u
}

// primes are the first so many.
func primes(count int) (all []int) {
	for n := 2; len(all) < count; n++ {
		if !slices.ContainsFunc(all, func(p int) bool { return n%p == 0 }) {
			all = append(all, n)
		}
	}
	return all
}

// ends are the two values of z between which the level lies.
func (s *sampler) ends() (low, high float64) {
	z := normal((1 + s.level) / 2)
	return -z, z
}

// resting are the uncertain ones of some inputs.
func (s *sampler) resting(on []string) []string {
	return slices.DeleteFunc(slices.Clone(s.names), func(name string) bool { return !slices.Contains(on, name) })
}

// around gives a reading its interval.
func (s *sampler) around(g *Reading, read func(*reader) Reading) {
	if !g.Known {
		return
	}
	r := newReader(s.in)
	read(r)
	value := func() float64 { return read(r).number() }
	low, high := s.interval(r, g.Value, s.resting(r.used), value)
	if err := cmp.Or(finite(low), finite(high)); err != nil {
		*g = Reading{Terms: g.Terms, Per: g.Per, Refused: err}
		return
	}
	g.Low, g.High = low, high
}

// interval is where a value may be that rests on some uncertain inputs; value computes it of what r tries.
func (s *sampler) interval(r *reader, now float64, on []string, value func() float64) (low, high float64) {
	switch len(on) {
	case 0:
		return now, now
	case 1:
		z0, z1 := s.ends()
		input, u := s.in.Given[on[0]], units[on[0]]
		r.try(on[0], input.quantile(u, z0))
		low = value()
		r.try(on[0], input.quantile(u, z1))
		high = value()
		return min(low, high), max(low, high)
	}
	return s.middle(s.column(r, on, value))
}

// column computes a value at every point. Where an input is 0 that is divided by, or the value is more than a number can hold, it is
// above all others.
func (s *sampler) column(r *reader, on []string, value func() float64) []float64 {
	all := make([]float64, s.size)
	for p := range all {
		for _, name := range on {
			r.try(name, s.at[name][p])
		}
		if all[p] = value(); math.IsNaN(all[p]) {
			all[p] = math.Inf(1)
		}
	}
	return all
}

// middle is between which two values so many of all lie as the level says. It changes their order.
func (s *sampler) middle(all []float64) (low, high float64) {
	last := float64(len(all) - 1)
	return placed(all, (1-s.level)/2*last), placed(all, (1+s.level)/2*last)
}
