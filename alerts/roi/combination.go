package roi

import (
	"cmp"
	"errors"
	"fmt"
	"math"
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
// [ErrUnknownCost] or [ErrNoCost] where it cannot be computed.
func (l Ledger) Combine(lines ...int) (Combination, error) {
	if err := l.combinable(lines); err != nil {
		return Combination{}, err
	}
	return l.combine(newSampler(&l.Inputs, l.Level, enough), nil, lines), nil
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

// combinations are the returns of sets of lines.
func (l Ledger) combinations(s *sampler, sets [][]int) (all []Combination) {
	columns := l.columns(s, l.able())
	for _, lines := range sets {
		all = append(all, l.combine(s, columns, lines))
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

// columns are the worth of lines at every point, of those that rest on a sample.
func (l Ledger) columns(s *sampler, lines []int) map[int][]float64 {
	all := map[int][]float64{}
	r := newReader(s.in, map[string]float64{})
	for _, n := range lines {
		if on := s.resting(l.Lines[n-1].Inputs); len(on) > 0 {
			clear(r.instead)
			all[n] = s.column(on, r.instead, func() float64 { return r.worth(n).number() })
		}
	}
	return all
}

// number is the value; not a number where it is not known.
func (g Reading) number() float64 {
	if !g.Known {
		return math.NaN()
	}
	return g.Value
}

// combine is the return of lines that can be combined; columns may be nil, and are made then.
func (l Ledger) combine(s *sampler, columns map[int][]float64, lines []int) Combination {
	lines = slices.Sorted(slices.Values(lines))
	if columns == nil {
		columns = l.columns(s, lines)
	}
	c := Combination{Lines: lines, Cost: l.Costs.Sum}
	c.Benefit = Flow{Money{Terms: l.Terms}, l.Span}
	c.Benefit.Amount = l.worth(lines)
	c.ROI = returned(c.Benefit.Amount, c.Cost.Amount)
	l.sure(&c, s, columns)
	c.Flips = l.flips(c)
	return c
}

// worth is what some lines come to, of which it is known that they may stand together.
func (l Ledger) worth(lines []int) (sum float64) {
	for _, n := range lines {
		sum += l.Lines[n-1].Worth.Value
	}
	return sum
}

func returned(benefit, cost float64) float64 { return (benefit - cost) / cost }

// sure gives a combination its interval, and the probability of a loss. What was paid is no sample.
func (l Ledger) sure(c *Combination, s *sampler, columns map[int][]float64) {
	c.Low, c.High = c.ROI, c.ROI
	if c.ROI < 0 {
		c.Loss = 1
	}
	on := s.resting(l.made(c.Lines))
	if len(on) == 0 {
		return
	}
	all := l.together(c.Lines, c.Cost.Amount, columns, s.size)
	below := len(all) - len(slices.DeleteFunc(slices.Clone(all), func(x float64) bool { return x < 0 }))
	c.Loss = float64(below) / float64(s.size)
	if len(on) > 1 {
		c.Low, c.High = s.middle(all)
		return
	}
	r := newReader(s.in, map[string]float64{})
	c.Low, c.High = s.interval(c.ROI, on, r.instead, func() float64 { return l.at(r, c.Lines) })
}

// together is the return at every point.
func (l Ledger) together(lines []int, cost float64, columns map[int][]float64, points int) []float64 {
	all := make([]float64, points)
	for _, n := range lines {
		column := columns[n]
		for p := range all {
			if column != nil {
				all[p] += column[p]
			} else {
				all[p] += l.Lines[n-1].Worth.Value
			}
		}
	}
	for p, benefit := range all {
		all[p] = returned(benefit, cost)
	}
	return all
}

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

// at is the return of lines of what stands instead of some inputs; not a number where it is not known.
func (l Ledger) at(r *reader, lines []int) float64 {
	cost, ok := r.paid()
	if !ok {
		return math.NaN()
	}
	var benefit float64
	for _, n := range lines {
		benefit += r.worth(n).number()
	}
	return returned(benefit, cost)
}
