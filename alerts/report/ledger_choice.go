package report

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"

	"molva/alerts/metric"
	"molva/alerts/roi"
	"molva/ingest"
)

// maximal are the combinations to which no line can be added.
func maximal(all []roi.Combination) []roi.Combination {
	return slices.DeleteFunc(slices.Clone(all), func(c roi.Combination) bool {
		return slices.ContainsFunc(all, func(larger roi.Combination) bool { return len(larger.Lines) > len(c.Lines) && covers(larger, c) })
	})
}

// covers reports whether all lines of one combination are in another.
func covers(larger, c roi.Combination) bool {
	return !slices.ContainsFunc(c.Lines, func(n int) bool { return !slices.Contains(larger.Lines, n) })
}

// alone are the combinations of one class to which no line of that class can be added.
func (l Ledger) alone(class roi.Class) []roi.Combination {
	return maximal(slices.DeleteFunc(slices.Clone(l.Combinations), func(c roi.Combination) bool {
		return slices.ContainsFunc(c.Lines, func(n int) bool {
			line, _ := lineOf(l.Ledger, n)
			return line.Class != class
		})
	}))
}

// shown are the combinations that people read of: the chosen one, the maximal ones, then each class alone; each once.
func (l Ledger) shown() (all []roi.Combination) {
	wanted := slices.Concat(maximal(l.Combinations), l.alone(roi.Revenue), l.alone(roi.Avoided))
	if l.Chosen != nil {
		wanted = slices.Insert(wanted, 0, *l.Chosen)
	}
	for _, c := range wanted {
		if !slices.ContainsFunc(all, func(had roi.Combination) bool { return slices.Equal(had.Lines, c.Lines) }) {
			all = append(all, c)
		}
	}
	return all
}

// extremes are the lowest and the highest return of some combinations; false where there is none.
func extremes(all []roi.Combination) (lowest, highest roi.Combination, ok bool) {
	if len(all) == 0 {
		return lowest, highest, false
	}
	byReturn := func(a, b roi.Combination) int { return cmp.Compare(a.ROI, b.ROI) }
	return slices.MinFunc(all, byReturn), slices.MaxFunc(all, byReturn), true
}

// gainful is how many of all combinations are above 0.
func (l Ledger) gainful() (above int) {
	for _, c := range l.Combinations {
		if c.ROI > 0 {
			above++
		}
	}
	return above
}

// turn is an input that would turn the sign of a combination.
type turn struct {
	Of roi.Combination
	roi.Flip
}

// nearest is what turns the sign of a maximal combination, or of the chosen one, with the least change. A guess that is near
// comes before what somebody knows.
func (l Ledger) nearest() (turn, bool) {
	from := maximal(l.Combinations)
	if l.Chosen != nil {
		from = []roi.Combination{*l.Chosen}
	}
	var all []turn
	for _, c := range from {
		for _, f := range c.Flips {
			all = append(all, turn{c, f})
		}
	}
	if len(all) == 0 {
		return turn{}, false
	}
	return slices.MinFunc(all, func(a, b turn) int {
		return cmp.Or(l.guessFirst(a.Flip, b.Flip), cmp.Compare(distance(a.Flip), distance(b.Flip)))
	}), true
}

// nearby is how many times as much, or as little, a guess may have to be and still come first.
const nearby = 10

// guessFirst orders what is assumed, and turns the sign nearby, before all else.
func (l Ledger) guessFirst(a, b roi.Flip) int {
	rank := func(f roi.Flip) int {
		if given(l.Ledger, f.Input).Basis == metric.Assumed && distance(f) <= math.Log(nearby) {
			return 0
		}
		return 1
	}
	return rank(a) - rank(b)
}

// distance is how far a break-even value is from the present one, as a factor; infinite from 0.
func distance(f roi.Flip) float64 { return math.Abs(math.Log(f.BreakEven / f.Now)) }

// flips are those of a combination: guesses that are near, then all others, the nearest of each first.
func (l Ledger) flips(c roi.Combination) []roi.Flip {
	all := slices.Clone(c.Flips)
	slices.SortStableFunc(all, l.guessFirst)
	return all
}

// names are all inputs: in the order in which kinds can be entered, what only molva measures first.
func (l Ledger) names() []string {
	rank := func(name string) int {
		base, _, _ := strings.Cut(l.Given[name].Kind, "/")
		return slices.IndexFunc(ingest.InputKinds, func(k ingest.InputKind) bool { return k.Name == base })
	}
	names := make([]string, 0, len(l.Given))
	for name := range l.Given {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(rank(a)-rank(b), strings.Compare(a, b)) })
	return names
}

// refused are the pairs of known lines that may not stand together. That class E stands in no return is said of none of them: it is
// so of every pair with one.
func (l Ledger) refused() (pairs []roi.Overlap) {
	known := l.known()
	for i, a := range known {
		for _, b := range known[i+1:] {
			var overlap *roi.Overlap
			if errors.As(roi.Admissible(a, b), &overlap) && overlap.Why != roi.NoReturn {
				pairs = append(pairs, roi.Overlap{Lines: []int{a, b}, Why: overlap.Why})
			}
		}
	}
	return pairs
}

// equivalents are the known lines of class E, which stand in no return.
func (l Ledger) equivalents() (numbers []int) {
	for _, line := range l.of(roi.Equivalent) {
		if line.Worth.Known {
			numbers = append(numbers, line.Number)
		}
	}
	return numbers
}

// known are the numbers of the lines that are known in money.
func (l Ledger) known() (numbers []int) {
	for _, line := range l.Lines {
		if line.Worth.Known {
			numbers = append(numbers, line.Number)
		}
	}
	return numbers
}

// of are the lines of a class.
func (l Ledger) of(class roi.Class) (lines []roi.Line) {
	for _, line := range l.Lines {
		if line.Class == class {
			lines = append(lines, line)
		}
	}
	return lines
}
