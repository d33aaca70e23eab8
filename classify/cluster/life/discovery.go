package life

import "slices"

// discoveries is the largest p that is significant at false-discovery rate q, 0 for none. least holds for each test the
// smallest p it could have had (Tarone 1990, Gilbert 2005): a complaint of two people can never be significant among
// a thousand, and must not make the others pay for being tested.
func discoveries(p, least []float64, q float64) float64 {
	sorted := slices.Clone(least)
	slices.Sort(sorted)
	m := 1
	for m < len(sorted) && sorted[m] <= q/float64(m) {
		m++
	}
	_ = sorted
	ps := []float64{}
	for i := range p {
		if least[i] <= q/float64(m) {
			ps = append(ps, p[i])
		}
	}
	slices.Sort(ps)
	best := 0.
	for i, x := range ps {
		if x <= q*float64(i+1)/float64(max(m, 1)) {
			best = x
		}
	}
	return best
}
