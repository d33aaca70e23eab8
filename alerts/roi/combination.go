package roi

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Combination is lines that may stand together, against the cost.
type Combination struct {
	Lines   []int
	Benefit Flow
	Cost    Flow
	ROI     float64 // (benefit − cost) / cost
	Low     float64 // the interval at the ledger's level
	High    float64
	Loss    float64 // the probability that it is below 0, as far as samples say; 0 or 1 where there are none
	Flips   []Flip  // inputs that turn its sign, each changed alone; the nearest first
}

// Reasons why lines that may stand together still make no return.
var (
	ErrUnknownCost = errors.New("what the work cost is not known")
	ErrNoCost      = errors.New("the work cost nothing: there is nothing to divide by")
)

// LineError says why a line is in no return: it is not known, or covers a part of the period only.
type LineError struct {
	Line    int
	Partial *Partial // nil: it is not known in money
}

// Error says it in English.
func (e *LineError) Error() string {
	if e.Partial != nil {
		return fmt.Sprintf("line %d covers %d of %d days, and does not add up with what is of all of them", e.Line, e.Partial.Days, e.Partial.Of)
	}
	return fmt.Sprintf("line %d is not known in money", e.Line)
}

// Combine is the return of some lines. The error is an [*Overlap] where they may not stand together, a [*LineError],
// [ErrUnknownCost], [ErrNoCost] or [ErrInfinite] where it cannot be computed.
func (l Ledger) Combine(lines ...int) (Combination, error) {
	if err := l.combinable(lines); err != nil {
		return Combination{}, err
	}
	return l.combine(newSampler(&l.Inputs, l.Level, enough), nil, lines)
}

func (l Ledger) combinable(lines []int) error {
	if len(lines) == 0 {
		return errors.New("a return wants at least one line")
	}
	if err := Admissible(lines...); err != nil {
		return err
	}
	for _, n := range lines {
		if line := l.Lines[n-1]; !line.Worth.Known || line.Partial != nil {
			return &LineError{n, line.Partial}
		}
	}
	return l.Costs.divisible()
}

func (c Costs) divisible() error {
	switch {
	case !c.Known:
		return ErrUnknownCost
	case c.Sum.Amount <= 0:
		return ErrNoCost
	}
	return nil
}

// combinations are the returns of sets of lines, of those that a number can hold.
func (l Ledger) combinations(s *sampler, sets [][]int) (all []Combination) {
	columns := l.columns(s, l.able())
	for _, lines := range sets {
		if c, err := l.combine(s, columns, lines); err == nil {
			all = append(all, c)
		}
	}
	return all
}

// able are the lines that can be in a return.
func (l Ledger) able() (numbers []int) {
	for _, line := range l.Lines {
		if l.combinable([]int{line.Number}) == nil {
			numbers = append(numbers, line.Number)
		}
	}
	return numbers
}

// sets are all lines that may stand together and can be computed: more lines first, then by their numbers.
func (l Ledger) sets() (all [][]int) {
	able := l.able()
	for set := 1; set < 1<<len(able); set++ {
		var lines []int
		for i, n := range able {
			if set>>i&1 == 1 {
				lines = append(lines, n)
			}
		}
		if Admissible(lines...) == nil {
			all = append(all, lines)
		}
	}
	slices.SortFunc(all, func(a, b []int) int { return cmp.Or(len(b)-len(a), slices.Compare(a, b)) })
	return all
}

// largest are the sets to which no line can be added.
func largest(sets [][]int) [][]int {
	return slices.DeleteFunc(slices.Clone(sets), func(small []int) bool {
		return slices.ContainsFunc(sets, func(large []int) bool { return len(large) > len(small) && contains(large, small) })
	})
}

func contains(large, small []int) bool {
	return !slices.ContainsFunc(small, func(n int) bool { return !slices.Contains(large, n) })
}

// combine is the return of lines that can be combined; columns may be nil, and are made then. The error is
// [ErrInfinite], a [*TermsError] or a [*SpanError].
func (l Ledger) combine(s *sampler, columns map[int][]float64, lines []int) (Combination, error) {
	lines = slices.Sorted(slices.Values(lines))
	if columns == nil {
		columns = l.columns(s, lines)
	}
	c := Combination{Lines: lines, Cost: l.Costs.Sum}
	var err error
	if c.Benefit, err = l.benefit(lines); err != nil {
		return Combination{}, err
	}
	c.ROI = returned(c.Benefit.Amount, c.Cost.Amount)
	l.sure(&c, s, columns)
	if err := cmp.Or(finite(c.ROI), finite(c.Low), finite(c.High)); err != nil {
		return Combination{}, err
	}
	c.Flips = l.flips(c)
	return c, nil
}

// benefit is what some lines come to, of which it is known that they may stand together.
func (l Ledger) benefit(lines []int) (Flow, error) {
	sum := Flow{Money{Terms: l.Terms}, l.Span}
	for _, n := range lines {
		g := l.Lines[n-1].Worth
		more, err := sum.Plus(Flow{Money{g.Value, g.Terms}, g.Per})
		if err != nil {
			return Flow{}, err
		}
		sum = more
	}
	return sum, nil
}

func returned(benefit, cost float64) float64 { return (benefit - cost) / cost }

// made are the inputs of the benefits of lines, each once.
func (l Ledger) made(lines []int) (names []string) {
	for _, n := range lines {
		for _, name := range l.Lines[n-1].Inputs {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
