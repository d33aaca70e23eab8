package spike

import "math"

// share is how many of n mentions are usually negative: the beta-binomial distribution by its mean share and
// the correlation of two mentions of one window (0: each decides alone).
type share struct{ n, mean, rho float64 }

func (s share) expected() float64 { return s.n * s.mean }

func (s share) variance() float64 {
	return s.n * s.mean * (1 - s.mean) * (1 + (s.n-1)*s.rho)
}

// atLeast is the natural logarithm of the chance that k or more are negative.
func (s share) atLeast(k float64) float64 {
	total := 0.0
	first := s.term(k)
	for term, i := 1.0, k; i <= s.n && term > 0; i++ {
		total += term
		term *= s.next(i)
		if i > s.expected() && term < total*1e-12 {
			break
		}
	}
	return min(0, first+math.Log(total))
}

// term is the logarithm of the chance of exactly k.
func (s share) term(k float64) float64 {
	a, b := s.weights()
	choose := lnGamma(s.n+1) - lnGamma(k+1) - lnGamma(s.n-k+1)
	return choose + lnGamma(k+a) + lnGamma(s.n-k+b) - lnGamma(s.n+a+b) + lnGamma(a+b) - lnGamma(a) - lnGamma(b)
}

// next is the chance of k+1 over that of k.
func (s share) next(k float64) float64 {
	a, b := s.weights()
	return (s.n - k) / (k + 1) * (k + a) / max(s.n-k-1+b, 1e-12)
}

// weights are the parameters of the beta.
func (s share) weights() (a, b float64) {
	strength := 1/max(s.rho, 1e-6) - 1
	return s.mean * strength, (1 - s.mean) * strength
}

// quantile is the smallest count that is not exceeded with the chance p. The sum begins where nothing is left
// below, since the chance of none at all among thousands is too small for a float.
func (s share) quantile(p float64) float64 {
	k := math.Floor(max(0, s.expected()-10*math.Sqrt(s.variance())))
	sum, term := 0.0, math.Exp(s.term(k))
	for ; k < s.n; k++ {
		if sum += term; sum >= p {
			return k
		}
		term *= s.next(k)
	}
	return s.n
}
