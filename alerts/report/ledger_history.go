package report

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/roi"
	"molva/store"
)

// History is one line over periods of equal length, the reader's own the last. What if changes nothing in it.
type History struct {
	Number  int
	Moments []metric.Ledger // from the earliest on
}

// readHistory reads the ledgers of earlier periods on the terms of the one at hand, so that they can be held against each other.
func readHistory(ctx context.Context, r *metric.Reader, l Ledger, line, periods int) (*History, error) {
	if _, there := lineOf(l.Ledger, line); !there {
		return nil, &roi.Overlap{Lines: []int{line}, Why: roi.NoLine}
	}
	now := l.Ledger
	if l.Was != nil {
		now = *l.Was
	}
	h := &History{Number: line, Moments: []metric.Ledger{now}}
	terms := metric.LedgerTerms{Currency: now.Terms.Currency, Tax: now.Terms.Tax}
	for range periods - 1 {
		r = r.In(r.Before)
		earlier, err := r.Ledger(ctx, now.Inputs.Span, terms)
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

// Moment is what the line of a history was worth in one period.
type Moment struct {
	Period store.Period
	Worth  roi.Reading // in money, with its interval
	Text   string      // both, as people read them; a dash where it is not known
}

// Course is the history as it is drawn; none where none was asked for.
func (l Ledger) Course(p *phrase.Printer) (all []Moment) {
	if l.History == nil {
		return nil
	}
	for _, m := range l.History.Moments {
		w := ledgerWriter{newScribe(p, alerts.Links{}, nil), Ledger{Ledger: m}}
		line, _ := lineOf(m, l.History.Number)
		text := w.amountOf(line.Worth)
		if within := w.within(line.Worth); within != "–" {
			text += " (" + within + ")"
		}
		all = append(all, Moment{m.Period, line.Worth, text})
	}
	return all
}
