package store

import (
	"context"

	"molva/classify/cluster"
)

// Complaints returns the complaints that a filter means: what returned or rises first, then what is new, then by people.
func (db *DB) Complaints(ctx context.Context, f ComplaintFilter) ([]Complaint, error) { return nil, nil }

// Complaint returns one complaint; one that was merged is answered for by what it was merged into.
func (db *DB) Complaint(ctx context.Context, id cluster.ID) (Complaint, error) { return Complaint{}, nil }

// Members returns the public ids of the mentions of a complaint, the latest first.
func (db *DB) Members(ctx context.Context, id cluster.ID) ([]string, error) { return nil, nil }

// Act does what a person wants done to complaints.
func (db *DB) Act(ctx context.Context, a Act) (Done, error) { return Done{}, nil }

// Acts returns what people did to a complaint, first to last; to all of them when id is 0.
func (db *DB) Acts(ctx context.Context, id cluster.ID) ([]PastAct, error) { return nil, nil }

// Tend brings names, quotes and states of the complaints up to what was said since.
func (db *DB) Tend(ctx context.Context) error { return nil }
