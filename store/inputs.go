package store

import (
	"context"

	"molva/ingest"
)

// InputQuery says which entered numbers are meant. A zero field leaves that side open.
type InputQuery struct {
	Kind   string // with all its parts where it ends in a slash
	Topic  string
	Period Period // that their own periods touch
}

// Inputs returns what was brought in by import, by kind, topic, period and source. The latest word on each counts.
func (db *DB) Inputs(ctx context.Context, q InputQuery) ([]ingest.Input, error) {
	return nil, nil
}
