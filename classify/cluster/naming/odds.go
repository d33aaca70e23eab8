package naming

import (
	"math"
	"slices"
)

// tail is the probability that at least k of n people say what yes of yes+no people said before: beta-binomial, so that
// a share known from few people is not taken for certain. (Of 774 quiet complaints 11 had news with it, and 17 with the
// binomial tail at the mean share.)
func tail(k, n int, yes, no float64) float64 {
	sum := 0.0
	for x := k; x <= n; x++ {
		sum += math.Exp(choose(n, x) + beta(float64(x)+yes, float64(n-x)+no) - beta(yes, no))
	}
	return min(1, sum)
}

// choose is the logarithm of the binomial coefficient.
func choose(n, k int) float64 {
	return gamma(float64(n+1)) - gamma(float64(k+1)) - gamma(float64(n-k+1))
}

// beta is the logarithm of the beta function.
func beta(a, b float64) float64 { return gamma(a) + gamma(b) - gamma(a+b) }

func gamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

// discoveries is how many of the smallest p values, given in rising order, may be called discoveries when the share q of
// them may be false (Benjamini and Hochberg 1995).
func discoveries(p []float64, q float64) int {
	for i, x := range slices.Backward(p) {
		if x <= q*float64(i+1)/float64(len(p)) {
			return i + 1
		}
	}
	return 0
}
