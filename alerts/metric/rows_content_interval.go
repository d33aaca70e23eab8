package metric

import (
	"math"
	"slices"
)

// fewest is how many posts an interval rests on at least.
const fewest = 5

// interval is that of a ratio of sums, in which posts are a sample of what the account might have posted: by the jackknife, which
// leaves out each post in turn, and Student's t with n − 1 degrees of freedom. J. W. Tukey, Ann. Math. Stat. 29 (1958), 614; for few
// posts of unlike size it holds more often than the linearised error (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 6.4). Where
// every x is the same it is the plain interval of a mean.
func (p pairs) interval(scale float64) *Interval {
	n, y, x := float64(len(p.y)), total(p.y), total(p.x)
	if len(p.y) < fewest || x == 0 || scale == 0 {
		return nil
	}
	var without []float64
	for i := range p.y {
		if p.x[i] == x { // one post has all the views
			return nil
		}
		without = append(without, (y-p.y[i])/(x-p.x[i]))
	}
	mean, squares := total(without)/n, 0.0
	for _, r := range without {
		squares += (r - mean) * (r - mean)
	}
	half := student(n-1) * math.Sqrt((n-1)/n*squares)
	return &Interval{Low: max(y/x-half, 0) / scale, High: (y/x + half) / scale}
}

// student is the quantile at 0.95 of Student's t with so many degrees of freedom, at least four: Abramowitz and Stegun, Handbook of
// Mathematical Functions (1964), 26.7.5. It is right to three places.
func student(freedom float64) float64 {
	const z = 1.6448536269514722
	square := float64(z * z)
	g1 := z * (square + 1) / 4
	g2 := z * (5*square*square + 16*square + 3) / 96
	g3 := z * (3*square*square*square + 19*square*square + 17*square - 15) / 384
	g4 := z * (79*square*square*square*square + 776*square*square*square + 1482*square*square - 1920*square - 945) / 92160
	return z + (g1+(g2+(g3+g4/freedom)/freedom)/freedom)/freedom
}

// middle is the median with an interval that asks nothing of the distribution: from the k-th smallest to the k-th largest, k the
// greatest for which the binomial chance of missing is at most 5 % on each side. H. A. David and H. N. Nagaraja, Order
// Statistics, 3rd ed. (2003), section 7.1. Below five there is no interval.
func middle(list []float64) (median float64, interval *Interval) {
	sorted := slices.Sorted(slices.Values(list))
	if k := rank(len(sorted)); k > 0 {
		interval = &Interval{Low: sorted[k-1], High: sorted[len(sorted)-k]}
	}
	return median50(sorted), interval
}

// rank is how far from the ends the interval of a median of n reaches, 0 when they are too few.
func rank(n int) (k int) {
	chance := math.Pow(0.5, float64(n))
	for below := chance; below <= 0.05 && k < n/2; below += chance {
		k++
		chance *= float64(n-k+1) / float64(k)
	}
	return k
}

// median50 is the median of a sorted list that has something in it.
func median50(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
