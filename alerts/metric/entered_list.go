package metric

import (
	"context"
	"fmt"
	"slices"

	"molva/ingest"
	"molva/store"
)

// Entered are the entered numbers that a query means. What the configuration says comes first, and what was imported for the
// same days beside it is left out.
func (b Business) Entered(ctx context.Context, db *store.DB, q store.InputQuery) ([]ingest.Input, error) {
	imported, err := db.Inputs(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read entered numbers: %w", err)
	}
	var all []ingest.Input
	for _, in := range b.Inputs {
		if meant(q, in) && !slices.ContainsFunc(all, func(o ingest.Input) bool { return sameEntry(in, o) }) {
			all = append(all, in)
		}
	}
	for _, in := range imported {
		if !slices.ContainsFunc(all, func(o ingest.Input) bool { return sameEntry(in, o) }) {
			all = append(all, in)
		}
	}
	return all, nil
}

// meant is q.where of store, for what stands in the configuration.
func meant(q store.InputQuery, in ingest.Input) bool {
	return (q.Kind == "" || isKind(in.Kind, q.Kind)) && (q.Topic == "" || q.Topic == in.Topic) &&
		(q.Period.From.IsZero() || in.To.After(q.Period.From)) && (q.Period.To.IsZero() || in.From.Before(q.Period.To))
}
