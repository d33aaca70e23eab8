package store

import (
	"context"

	"molva/classify/cluster"
)

// Act does what a person wants done to complaints.
func (db *DB) Act(ctx context.Context, a Act) (Done, error) { return Done{}, nil }

// Acts returns what people did to a complaint, first to last; to all of them when id is 0.
func (db *DB) Acts(ctx context.Context, id cluster.ID) ([]PastAct, error) { return nil, nil }
