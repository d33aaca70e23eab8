package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"molva/alerts/metric"
	"molva/alerts/roi"
)

// Ledger is what the work was worth and what it cost, by fourteen formulas: which returns are possible by the choice of lines that
// may stand together, and what would turn their sign. Nothing in it sums up all lines, since they count the same people twice.
type Ledger struct {
	metric.Ledger                // with the changes, where something was to be changed
	Was           *metric.Ledger // without them; nil where nothing was
	Changed       []string       // the changed inputs, by name
	Chosen        *roi.Combination
	History       *History
	Supplies      map[string][]string
}

// LedgerOptions say which ledger is wanted.
type LedgerOptions struct {
	Span    roi.Span             // how long the reader's period is; "": as the reader says
	Terms   metric.LedgerTerms   // what its money is to be in
	Lines   []int                // a combination to look at; none: the maximal ones are enough
	Changes map[string]roi.Input // what if these inputs were so; nothing is saved
	Line    int                  // the line whose history is told; 0: none
	Periods int                  // how many periods of it, the reader's own the last
}

// BuildLedger reads the ledger of a reader's topic and period. A combination that cannot be is refused; [Refusal] says the reason.
func BuildLedger(ctx context.Context, r *metric.Reader, o LedgerOptions) (Ledger, error) {
	o.Span = cmp.Or(o.Span, r.Span())
	read, err := r.Ledger(ctx, o.Span, o.Terms)
	if err != nil {
		return Ledger{}, fmt.Errorf("build ledger of %s: %w", r.Topic.ID, err)
	}
	l := Ledger{Ledger: read, Supplies: r.Business.Supplies}
	if len(o.Changes) > 0 {
		if l, err = l.Try(o.Changes); err != nil {
			return Ledger{}, err
		}
	}
	if len(o.Lines) > 0 {
		if l, err = l.Choose(o.Lines...); err != nil {
			return Ledger{}, err
		}
	}
	if o.Line > 0 {
		return l.Tell(ctx, r, o.Line, o.Periods)
	}
	return l, nil
}

// Try is the ledger if some inputs were so; nothing is saved.
func (l Ledger) Try(changes map[string]roi.Input) (Ledger, error) {
	changed, err := l.With(changes)
	if err != nil {
		return Ledger{}, err
	}
	was := l.Ledger
	l.Ledger, l.Was, l.Changed = changed, &was, slices.Sorted(maps.Keys(changes))
	return l, nil
}

// Choose is the ledger with the return by some lines; what may not stand together is refused.
func (l Ledger) Choose(lines ...int) (Ledger, error) {
	chosen, err := l.Combine(lines...)
	if err != nil {
		return Ledger{}, err
	}
	l.Chosen = &chosen
	return l, nil
}

// Tell is the ledger with the history of one line over so many periods; the reader is the one that the ledger was read by.
func (l Ledger) Tell(ctx context.Context, r *metric.Reader, line, periods int) (Ledger, error) {
	h, err := readHistory(ctx, r, l, line, periods)
	if err != nil {
		return Ledger{}, fmt.Errorf("build history of line %d of %s: %w", line, r.Topic.ID, err)
	}
	l.History = h
	return l, nil
}

// Values are the inputs: all that the ledger holds is made of them.
func (l Ledger) Values() (all []metric.Value) {
	for _, name := range l.names() {
		all = append(all, valueOfInput(l.Ledger, name))
	}
	return all
}

// valueOfInput is an input of a ledger as a value, with its basis and its evidence.
func valueOfInput(l metric.Ledger, name string) metric.Value {
	in, _ := inputOf(l, name)
	from := l.Given[name]
	return metric.Value{Topic: cmp.Or(from.Topic, l.Topic.ID), Part: name, Called: from.Called, Period: l.Period, Currency: in.Terms.Currency,
		Unit: from.Unit, Known: true, Value: in.Value, N: in.N, Basis: from.Basis, Caveat: from.Caveat, Evidence: from.Evidence}
}

// inputOf is an input of a ledger. The rates that convert money stand apart from the others.
func inputOf(l metric.Ledger, name string) (roi.Input, bool) {
	if in, there := l.Inputs.Given[name]; there {
		return in, true
	}
	if name == "tax_rate" && l.TaxRate != nil {
		return roi.Input{Value: *l.TaxRate}, true
	}
	_, currency, _ := strings.Cut(name, "exchange/")
	m, there := l.Exchange[strings.ToUpper(currency)]
	return roi.Input{Value: m.Amount, Terms: m.Terms}, there
}

// lineOf is one of the fourteen.
func lineOf(l metric.Ledger, number int) (roi.Line, bool) {
	at := slices.IndexFunc(l.Lines, func(line roi.Line) bool { return line.Number == number })
	if at < 0 {
		return roi.Line{}, false
	}
	return l.Lines[at], true
}
