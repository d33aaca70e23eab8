package roi

import "math"

// normal is the quantile of the standard normal distribution.
func normal(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }

// uncertain reports whether an input is a sample or an estimate.
func (in Input) uncertain() bool { return in.N > 0 || in.Range != nil }

// rangeZ is how many standard deviations an end of a Range is off: five of a hundred lie beyond it.
const rangeZ = 1.6448536269514722

// quantile is the value of an uncertain input at z. Beyond its range an estimate goes on, but not to where no share or count can be.
func (in Input) quantile(u Unit, z float64) float64 {
	if in.N > 0 {
		return wilson(in.K, in.N, z)
	}
	end, most := in.Range.High-in.Value, math.MaxFloat64
	if z < 0 {
		end = in.Value - in.Range.Low
	}
	if u == Shared {
		most = 1
	}
	return min(most, max(0, in.Value+z/rangeZ*end))
}

// wilson is an end of the score interval of k of n: the lower one where z is below 0. None is 0 exactly there, whatever is rounded,
// and all of them are 1.
func wilson(k, n int, z float64) float64 {
	switch {
	case k == 0 && z <= 0:
		return 0
	case k == n && z >= 0:
		return 1
	}
	p, m := float64(k)/float64(n), float64(n)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return min(1, max(0, (p+z*z/(2*m)+half)/(1+z*z/m)))
}
