package metric

import (
	"context"
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
	Apart  []Apart          // measured, shown beside a line and not in it
	Brands []Brand          // what the work cost by brand: the topic itself, then those below it that have costs
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

// Ledger reads the inputs of a topic and period, and computes. Terms are those wished for.
func (r *Reader) Ledger(ctx context.Context, span roi.Span, terms LedgerTerms) (Ledger, error) {
	return Ledger{}, nil
}

// With is the ledger with other inputs in the place of its own, computed anew. Nothing is saved. What was not given before is
// added as assumed.
func (l Ledger) With(changes map[string]roi.Input) (Ledger, error) { return l, nil }
