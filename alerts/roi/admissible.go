package roi

import (
	"fmt"
	"slices"
)

// Why says why lines may not stand together.
type Why string

// The reasons, in the order in which they are looked for.
const (
	NoLine       Why = "unknown"    // there is no such line
	Twice        Why = "twice"      // the same line
	Contained    Why = "contained"  // 13 contains 12
	SameMentions Why = "mentions"   // 1, 5 and 6 price the same mentions
	SameVisits   Why = "visits"     // 2, 3 and 4 price the same visits
	SameBuyers   Why = "buyers"     // 12, 13 and 14 count the same buyers
	NoReturn     Why = "equivalent" // class E is never in a return
)

// overlaps are the lines of which no two may stand together.
var overlaps = []struct {
	why   Why
	lines []int
}{
	{Contained, []int{12, 13}},
	{SameMentions, []int{1, 5, 6}},
	{SameVisits, []int{2, 3, 4}},
	{SameBuyers, []int{12, 13, 14}},
}

// Overlap is why lines may not stand together.
type Overlap struct {
	Lines []int // those that it is about
	Why   Why
}

// Error says it in English.
func (o *Overlap) Error() string {
	switch o.Why {
	case NoLine:
		return fmt.Sprintf("there is no line %d, want 1 to %d", o.Lines[0], len(formulas))
	case Twice:
		return fmt.Sprintf("line %d stands twice", o.Lines[0])
	case Contained:
		return "line 13 contains line 12: the first purchase is a part of a customer's lifetime value"
	case SameMentions:
		return fmt.Sprintf("lines %v price the same mentions", o.Lines)
	case SameVisits:
		return fmt.Sprintf("lines %v price the same visits", o.Lines)
	case SameBuyers:
		return fmt.Sprintf("lines %v count the same buyers", o.Lines)
	}
	return fmt.Sprintf("lines %v are what advertising would have cost, which is no return", o.Lines)
}

// Admissible reports whether lines may stand together in one return; otherwise the error is an [*Overlap] with the first reason.
func Admissible(lines ...int) error {
	for i, n := range lines {
		switch {
		case n < 1 || n > len(formulas):
			return &Overlap{[]int{n}, NoLine}
		case slices.Contains(lines[:i], n):
			return &Overlap{[]int{n}, Twice}
		}
	}
	for _, o := range overlaps {
		if both := among(lines, func(n int) bool { return slices.Contains(o.lines, n) }); len(both) > 1 {
			return &Overlap{both, o.why}
		}
	}
	if priced := among(lines, func(n int) bool { return formulas[n-1].class == Equivalent }); len(priced) > 0 {
		return &Overlap{priced, NoReturn}
	}
	return nil
}

// among are the lines that are such, by number.
func among(lines []int, such func(int) bool) []int {
	some := slices.DeleteFunc(slices.Clone(lines), func(n int) bool { return !such(n) })
	slices.Sort(some)
	return some
}
