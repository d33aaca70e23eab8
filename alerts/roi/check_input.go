package roi

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// checkUnit looks at what depends on the kind of number.
func (in Input) checkUnit(name string, u Unit) error {
	switch {
	case u.money():
		return in.Terms.check(name)
	case in.Terms != Terms{}:
		return fmt.Errorf("%q is in %s, but it is no money", name, in.Terms)
	case in.N > 0 && u != Shared:
		return fmt.Errorf("%q is k of n, but it is no share", name)
	}
	return nil
}

// check looks at the numbers themselves.
func (in Input) check(name string, u Unit) error {
	most := math.MaxFloat64
	if u == Shared || in.N > 0 {
		most = 1
	}
	switch {
	case in.N < 0 || in.K < 0 || in.K > in.N:
		return fmt.Errorf("%q is %d of %d, want k from 0 to n", name, in.K, in.N)
	case in.N > 0 && math.Abs(in.Value-float64(in.K)/float64(in.N)) > 1e-6:
		return fmt.Errorf("%q is %v, but %d of %d", name, in.Value, in.K, in.N)
	case in.Of < 0 || in.Days < 0 || in.Days > in.Of:
		return fmt.Errorf("%q covers %d of %d days", name, in.Days, in.Of)
	}
	return cmp.Or(checkNumber(name, in.Value, most), in.checkRange(name, most))
}

func (in Input) checkRange(name string, most float64) error {
	if in.Range == nil {
		return nil
	}
	low, high := in.Range.Low, in.Range.High
	if !(low <= in.Value && in.Value <= high) {
		return fmt.Errorf("%q is %v, outside its range from %v to %v", name, in.Value, low, high)
	}
	return cmp.Or(checkNumber(name, low, most), checkNumber(name, high, most))
}

// checkNumber refuses what is no number, below 0, or above the most that it may be.
func checkNumber(name string, v, most float64) error {
	if v >= 0 && v <= most {
		return nil
	}
	if most == 1 {
		return fmt.Errorf("%q is %v, want a share from 0 to 1", name, v)
	}
	return fmt.Errorf("%q is %v, want a finite number from 0", name, v)
}

func (t Terms) check(name string) error {
	switch {
	case !isCurrency(t.Currency):
		return fmt.Errorf("the currency of %q is %q, want three capital letters such as RUB", name, t.Currency)
	case !t.Tax.known():
		return fmt.Errorf("the tax of %q is %q, want included, excluded or nothing", name, string(t.Tax))
	}
	return nil
}

func (t Tax) known() bool { return slices.Contains([]Tax{Unstated, Net, Gross}, t) }

func isCurrency(s string) bool {
	letter := func(b byte) bool { return b >= 'A' && b <= 'Z' }
	return len(s) == 3 && letter(s[0]) && letter(s[1]) && letter(s[2])
}
