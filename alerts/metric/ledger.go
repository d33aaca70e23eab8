package metric

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/roi"
	"molva/ingest"
	"molva/store"
)

// Ledger is what the work for a topic was worth in a period and what it cost, with where each of its inputs comes from.
type Ledger struct {
	roi.Ledger
	Topic  ingest.Topic
	Period store.Period
	Given  map[string]Given // by name, as in roi.Inputs; every input that is there, used or not
	Absent map[string]Text  // by name: why an input lacks although something like it was entered
	Apart  []Apart          // measured, shown beside a line and not in it
	Brands []Brand          // what the work cost by brand: the topic itself, then those below it that have costs

	below map[string][]string // by brand: the topics whose costs are its own
}

// Given is where an input comes from.
type Given struct {
	Name     string // ctr/before, or lumen:labour_hours of a topic below
	Kind     string // of ingest.InputKinds; "" of what only molva measures
	Called   Text
	Unit     ingest.Unit
	Basis    Basis
	Source   string // that people said; untrusted
	Topic    string // that it was entered for
	From, To time.Time
	Caveat   Text
	Evidence alerts.Evidence
}

// Apart is a number beside a line, such as the views of negative mentions.
type Apart struct {
	Line  int
	Value Value
}

// Brand is the costs of one topic with those below it, on the ledger's terms.
type Brand struct {
	Topic ingest.Topic
	Costs roi.Costs
}

// LedgerTerms are what a ledger is to be in; empty fields leave it to the costs.
type LedgerTerms struct {
	Currency string
	Tax      roi.Tax
}

// Ledger reads the inputs of a topic and period, and computes. Terms are those wished for; what they leave open the configuration
// says, else the costs.
//
// Of leads, of the share of them that buys, and of the average cheque, what a CRM tells comes before what was entered, as in all
// other metrics. Of everything else what was entered for the period comes first, and molva's own count stands in where nothing was.
func (r *Reader) Ledger(ctx context.Context, span roi.Span, terms LedgerTerms) (Ledger, error) {
	l, err := r.gather(ctx, span, terms)
	if err != nil {
		return Ledger{}, fmt.Errorf("read the ledger of %s: %w", r.Topic.ID, err)
	}
	return l.computed(roi.Compute), nil
}

// LedgerInShort is the Ledger in the configuration's terms, with only those combinations to which no line can be added.
func (r *Reader) LedgerInShort(ctx context.Context) (Ledger, error) {
	l, err := r.gather(ctx, r.Span(), LedgerTerms{})
	if err != nil {
		return Ledger{}, fmt.Errorf("read the ledger of %s: %w", r.Topic.ID, err)
	}
	return l.computed(largest(roi.Level)), nil
}

// largest computes in short, with intervals at a level.
func largest(level float64) func(roi.Inputs) roi.Ledger {
	return func(in roi.Inputs) roi.Ledger { return roi.Largest(in, level) }
}

// computed is the ledger with everything that is made of its inputs.
func (l Ledger) computed(compute func(roi.Inputs) roi.Ledger) Ledger {
	l.Ledger = compute(l.Inputs)
	brands := slices.Clone(l.Brands)
	for i, b := range brands {
		brands[i].Costs = l.costsOf(l.below[b.Topic.ID])
	}
	l.Brands = brands
	return l
}

// costsOf are the costs of some topics alone.
func (l Ledger) costsOf(topics []string) roi.Costs {
	in := l.Inputs
	in.Items = slices.DeleteFunc(slices.Clone(l.Items), func(item roi.CostItem) bool { return !slices.Contains(topics, item.Topic) })
	return roi.CostsOf(in)
}

// Span is how long the reader's period is: the span that it is the fewest times longer or shorter than.
func (r *Reader) Span() roi.Span {
	days := r.Period.To.Sub(r.Period.From).Hours() / 24
	off := func(s roi.Span) float64 { return math.Abs(math.Log(s.Weeks() * 7 / days)) }
	spans := []roi.Span{roi.Day, roi.Week, roi.Month, roi.Quarter, roi.Year}
	return slices.MinFunc(spans, func(a, b roi.Span) int { return cmp.Compare(off(a), off(b)) })
}
