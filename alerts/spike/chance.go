package spike

import "math"

// count is how many things a window usually holds: the negative binomial distribution (a Poisson whose
// rate is itself gamma) by its mean and variance. A variance at or below the mean is a Poisson's.
type count struct{ mean, variance float64 }

func (c count) expected() float64 { return c.mean }

// shape is the gamma's; so large a one is a Poisson for all that can be told.
func (c count) shape() float64 {
	return c.mean * c.mean / max(c.variance-c.mean, c.mean*c.mean*1e-9, 1e-12)
}

// atLeast is the natural logarithm of the chance of k or more.
// P(X ≥ k) = I_p(k, r) with p = mean/(mean+r): Johnson, Kemp, Kotz, Univariate Discrete Distributions, 5.6.
func (c count) atLeast(k float64) float64 {
	if k <= 0 {
		return 0
	}
	r := c.shape()
	return logBeta(k, r, c.mean/(c.mean+r))
}

// atMost is the natural logarithm of the chance of k or fewer.
func (c count) atMost(k float64) float64 {
	r := c.shape()
	return logBeta(r, k+1, r/(c.mean+r))
}

// quantile is the smallest count that is not exceeded with the chance p.
func (c count) quantile(p float64) float64 {
	want := math.Log(p)
	hi := 1.0
	for c.atMost(hi) < want {
		hi *= 2
	}
	lo := -1.0
	for hi-lo > 1 {
		mid := math.Floor((lo + hi) / 2)
		if c.atMost(mid) < want {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// logBeta is ln I_x(a, b), the regularised incomplete beta function, by its continued fraction
// (DLMF 8.17.22), which holds far into the tail where the value itself is no longer a float.
func logBeta(a, b, x float64) float64 {
	if x <= 0 {
		return math.Inf(-1)
	}
	if x >= 1 {
		return 0
	}
	if x > (a+1)/(a+b+2) {
		return math.Log1p(-math.Exp(min(logBeta(b, a, 1-x), -1e-16)))
	}
	front := lnGamma(a+b) - lnGamma(a) - lnGamma(b) + a*math.Log(x) + b*math.Log1p(-x)
	return min(0, front-math.Log(a)+math.Log(fraction(a, b, x)))
}

// fraction is the continued fraction of DLMF 8.17.22 by Lentz's method.
func fraction(a, b, x float64) float64 {
	const tiny = 1e-300
	c, d := 1.0, 1/guard(1-(a+b)*x/(a+1), tiny)
	f := d
	for i := 1; i < 2000; i++ {
		m := float64(i)
		for _, t := range [2]float64{
			m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)),
			-(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)),
		} {
			d = 1 / guard(1+t*d, tiny)
			c = guard(1+t/c, tiny)
			f *= c * d
		}
		if math.Abs(c*d-1) < 1e-12 {
			break
		}
	}
	return f
}

func guard(v, tiny float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

func lnGamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
