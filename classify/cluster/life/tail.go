package life

import "math"

// tail is the chance of k or more of n under the beta-binomial law with a and b: of n people, so many fall into the
// window rather than before it, when the window's intensity is gamma distributed with shape a and the rest's with b. It
// is exact for any n, since what is usual does not enter: n is given.
func tail(k, n, a, b float64) float64 {
	if k <= 0 {
		return 1
	}
	p := math.Exp(choose(n, k) + beta(k+a, n-k+b) - beta(a, b))
	sum := p
	for ; k < n; k++ {
		p *= (n - k) / (k + 1) * (k + a) / (n - k - 1 + b)
		sum += p
		if p < sum*1e-6 && (n-k)*(k+a) < (k+1)*(n-k-1+b) {
			break
		}
	}
	return min(sum, 1)
}

func choose(n, k float64) float64 { return lgamma(n+1) - lgamma(k+1) - lgamma(n-k+1) }

func beta(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }

func lgamma(x float64) float64 {
	y, _ := math.Lgamma(x)
	return y
}
