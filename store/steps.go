package store

import (
	"context"
	"time"

	"molva/ingest"
)

// StepQuery says which steps of people towards buying are meant. A zero field leaves that side open.
type StepQuery struct {
	Topic  string // with those below it
	Stage  string // one of ingest.Stages
	Period Period
}

// Path is how far one person came, in the period that was asked for.
type Path struct {
	Mentioned time.Time            // when the person spoke of the topic first; zero: never, or nothing links it
	Steps     map[string]time.Time // stage → the first time; without those to which there was no consent
	Loose     bool                 // a step without consent: it stands alone and is linked to nothing
}

// Paths returns the paths of everybody who took a step that the query means, in a fixed order. Nobody is named.
func (db *DB) Paths(ctx context.Context, q StepQuery) ([]Path, error) { return nil, nil }

// Steps returns the steps that a query means, oldest first, without who took them: the list behind a count.
func (db *DB) Steps(ctx context.Context, q StepQuery) ([]ingest.Step, error) { return nil, nil }
