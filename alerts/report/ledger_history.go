package report

import (
	"context"
	"slices"

	"molva/alerts/metric"
	"molva/alerts/roi"
)

// History is one line over periods of equal length, the reader's own the last. What if changes nothing in it.
type History struct {
	Number  int
	Moments []metric.Ledger // from the earliest on
}

// readHistory reads the ledgers of earlier periods on the terms of the one at hand, so that they can be held against each other.
func readHistory(ctx context.Context, r *metric.Reader, l Ledger, o LedgerOptions) (*History, error) {
	if _, there := lineOf(l.Ledger, o.Line); !there {
		return nil, &roi.Overlap{Lines: []int{o.Line}, Why: roi.NoLine}
	}
	now := l.Ledger
	if l.Was != nil {
		now = *l.Was
	}
	h := &History{Number: o.Line, Moments: []metric.Ledger{now}}
	terms := metric.LedgerTerms{Currency: now.Terms.Currency, Tax: now.Terms.Tax}
	for range o.Periods - 1 {
		r = r.In(r.Before)
		earlier, err := r.Ledger(ctx, o.Span, terms)
		if err != nil {
			return nil, err
		}
		h.Moments = append(h.Moments, earlier)
	}
	slices.Reverse(h.Moments)
	return h, nil
}

// inputs are the names of what the line was made of in any of the periods.
func (h History) inputs() (names []string) {
	for _, m := range slices.Backward(h.Moments) {
		line, _ := lineOf(m, h.Number)
		for _, name := range line.Inputs {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
