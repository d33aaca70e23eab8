package spike

import "math"

// What is believed of the tone before anything was heard: the share, which weighs as much as so many mentions, and
// the correlation within a window, which weighs as much as so many pairs of them.
const (
	beliefShare    = 0.25
	beliefMentions = 10
	beliefRho      = 0.02
	beliefPairs    = 50
)

// memory is the half-life of the usual tone, in days that had mentions. Tone wanders less than volume.
const memory = 14

// tones finds the usual share of negative mentions at the end of the grid and how much the windows differ in it
// beyond chance: the correlation within a window, by the method of moments for the beta-binomial (Kleinman 1973),
// a window counting for at most wild deviations.
func tones(g grid, days [][2]int) (usual float64, rhos [len(windows)]float64) {
	usual, starts := shares(g, days)
	for i, w := range windows {
		over, pairs := 0.0, 0.0
		for d, day := range days {
			for j := day[0]; j+w <= day[1]; j += w {
				o, p := excessTone(g, starts[d], j, j+w, rhos[max(i-1, 0)])
				over, pairs = over+o, pairs+p
			}
		}
		rhos[i] = min(max((over+beliefPairs*beliefRho)/(pairs+beliefPairs), 1e-4), 0.5)
	}
	return usual, rhos
}

// shares follows the usual share of negative mentions through the days, as each day began, and to the end.
func shares(g grid, days [][2]int) (end float64, starts []float64) {
	negative, total := beliefMentions*beliefShare, float64(beliefMentions)
	starts = make([]float64, len(days))
	for d, day := range days {
		starts[d] = negative / total
		neg, n := tally(g, day[0], day[1])
		if n == 0 {
			continue
		}
		usual := share{n, starts[d], beliefRho}
		far := wild * math.Sqrt(usual.variance())
		keep := math.Exp2(-1.0 / memory)
		negative = keep*negative + min(max(neg, usual.expected()-far), usual.expected()+far)
		total = keep*total + n
	}
	return negative / total, starts
}

// tally counts the hours [from, to) that were heard whole.
func tally(g grid, from, to int) (negative, total float64) {
	for i := from; i < to; i++ {
		if g.whole[i] {
			negative += g.negative[i]
			total += g.total[i]
		}
	}
	return negative, total
}

// excessTone is how far the window's negatives vary beyond chance, and the pairs that could have agreed.
func excessTone(g grid, mean float64, from, to int, bound float64) (over, pairs float64) {
	neg, n := tally(g, from, to)
	if n < 2 {
		return 0, 0
	}
	s := share{n, mean, max(bound, beliefRho)}
	e := min(math.Abs(neg-s.expected()), wild*math.Sqrt(s.variance())+0.5)
	unit := mean * (1 - mean)
	return e*e/unit - n, n * (n - 1)
}
