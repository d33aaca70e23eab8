package life

import (
	"cmp"
	"slices"
)

// chance is the p value of a test, and the least that it could have been given how many people there were at all.
type chance struct{ p, least float64 }

// tolerance is what may go wrong on a day: the chance of calling anything significant when nothing is, and the share of
// those called so that is false.
type tolerance struct{ any, share float64 }

// discoveries is the largest p value that is significant, 0 when none is: the procedure of Benjamini and Hochberg at
// the share allowed, opened only by a p value that would pass the any allowed. A test that could never be significant does
// not make the others pay (Tarone, Gilbert): two people prove nothing among a thousand complaints, whatever their days.
func discoveries(all []chance, allowed tolerance) float64 {
	able := slices.Clone(all)
	slices.SortFunc(able, func(a, b chance) int { return cmp.Compare(a.least, b.least) })
	m := 0
	for m < len(able) && able[m].least <= allowed.any/float64(m+1) {
		m++
	}
	able = able[:m]
	slices.SortFunc(able, func(a, b chance) int { return cmp.Compare(a.p, b.p) })
	if m == 0 || able[0].p > allowed.any/float64(m) {
		return 0
	}
	for i := m - 1; i > 0; i-- {
		if able[i].p <= allowed.share*float64(i+1)/float64(m) {
			return able[i].p
		}
	}
	return able[0].p
}
