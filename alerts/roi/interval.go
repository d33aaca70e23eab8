package roi

import (
	"maps"
	"math"
	"slices"
)

// enough is how many joint values of uncertain inputs are tried: the ends of an interval are off by about a hundredth of its width.
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
	for _, name := range slices.Sorted(maps.Keys(in.Given)) {
		if in.Given[name].uncertain() {
			s.names = append(s.names, name)
		}
	}
	bases := primes(len(s.names))
	for i, name := range s.names {
		column, input := make([]float64, points), in.Given[name]
		for p := range column {
			column[p] = input.quantile(normal(mirror(p+1, bases[i])))
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

// normal is the quantile of the standard normal distribution.
func normal(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }

// uncertain reports whether an input is a sample or an estimate.
func (in Input) uncertain() bool { return in.N > 0 || in.Range != nil }

// rangeZ is how many standard deviations an end of a Range is off: five of a hundred lie beyond it.
const rangeZ = 1.6448536269514722

// quantile is the value of an uncertain input at z.
func (in Input) quantile(z float64) float64 {
	switch {
	case in.N > 0:
		return wilson(in.K, in.N, z)
	case z < 0:
		return max(0, in.Value+z/rangeZ*(in.Value-in.Range.Low))
	}
	return in.Value + z/rangeZ*(in.Range.High-in.Value)
}

// wilson is an end of the score interval of k of n: the lower one where z is below 0.
func wilson(k, n int, z float64) float64 {
	p, m := float64(k)/float64(n), float64(n)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return min(1, max(0, (p+z*z/(2*m)+half)/(1+z*z/m)))
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
	r := newReader(s.in, map[string]float64{})
	read(r)
	value := func() float64 {
		if g := read(r); g.Known {
			return g.Value
		}
		return math.NaN()
	}
	g.Low, g.High = s.interval(g.Value, s.resting(r.used), r.instead, value)
}

// interval is where a value may be that rests on some uncertain inputs; value computes it of what instead holds.
func (s *sampler) interval(now float64, on []string, instead map[string]float64, value func() float64) (low, high float64) {
	switch len(on) {
	case 0:
		return now, now
	case 1:
		z0, z1 := s.ends()
		input := s.in.Given[on[0]]
		instead[on[0]] = input.quantile(z0)
		low = value()
		instead[on[0]] = input.quantile(z1)
		high = value()
		return min(low, high), max(low, high)
	}
	return s.middle(s.column(on, instead, value))
}

// column computes a value at every point.
func (s *sampler) column(on []string, instead map[string]float64, value func() float64) []float64 {
	all := make([]float64, s.size)
	for p := range all {
		for _, name := range on {
			instead[name] = s.at[name][p]
		}
		all[p] = value()
	}
	return all
}

// middle is between which two values so many of all lie as the level says. It sorts them.
func (s *sampler) middle(all []float64) (low, high float64) {
	slices.Sort(all)
	at := func(share float64) float64 {
		whole, rest := math.Modf(share * float64(len(all)-1))
		i := int(whole)
		return all[i] + rest*(all[min(i+1, len(all)-1)]-all[i])
	}
	return at((1 - s.level) / 2), at((1 + s.level) / 2)
}
