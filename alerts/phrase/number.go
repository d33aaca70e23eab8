package phrase

import (
	"fmt"
	"math"
	"strings"
)

// Number writes a whole number: 1,234 or 1 234.
func (p *Printer) Number(n int) string { return p.printer.Sprintf("%d", n) }

// Decimal writes a number with so many digits after the point or comma.
func (p *Printer) Decimal(x float64, digits int) string {
	return p.printer.Sprintf(fmt.Sprintf("%%.%df", digits), x)
}

// Percent writes a share between 0 and 1 in whole percents: 38% or 38 %. What is there but rounds to nothing is "<1%", and
// what is nearly all is ">99%": the two ends are kept for none and all.
func (p *Printer) Percent(share float64) string {
	sign := ""
	whole := math.Round(100 * share)
	switch {
	case share > 0 && whole == 0:
		sign, whole = "<", 1
	case share < 1 && whole == 100:
		sign, whole = ">", 99
	}
	return sign + p.percents(whole)
}

// Percents writes an interval of shares: 28–49%.
func (p *Printer) Percents(low, high float64) string {
	return fmt.Sprintf("%.0f–%s", math.Round(100*low), p.percents(math.Round(100*high)))
}

func (p *Printer) percents(whole float64) string {
	if p.lang == "ru" {
		return fmt.Sprintf("%.0f\u00a0%%", whole)
	}
	return fmt.Sprintf("%.0f%%", whole)
}

// Ratio writes so many to one: 1.6 : 1.
func (p *Printer) Ratio(r float64) string { return p.ratio(r) + "\u00a0:\u00a01" }

// Ratios writes an interval of ratios: 0.9–2.4.
func (p *Printer) Ratios(low, high float64) string { return p.ratio(low) + "–" + p.ratio(high) }

// ratio keeps two digits that mean something: 0.75, 1.6, 16. What is there but rounds to nothing is "<0.01".
func (p *Printer) ratio(r float64) string {
	switch {
	case r == 0 || r >= 10:
		return p.Decimal(r, 0)
	case r < 0.005:
		return "<" + p.Decimal(0.01, 2)
	case r < 1:
		return p.Decimal(r, 2)
	}
	return p.Decimal(r, 1)
}

// List joins words: a, b and c.
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	and := " and "
	if p.lang == "ru" {
		and = " и "
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + and + items[last]
}
