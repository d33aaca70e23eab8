package ingest

import (
	"context"
	"time"
)

// Backfiller is a source that can look further back than where it starts to listen.
type Backfiller interface {
	// Backfill emits what was said in the span, in the order in which the network gives it, going on after the cursor,
	// and returns nil once that was all. The cursor is not that of Read. What it brings is marked as old, so that nobody
	// takes it for news. It may run beside Read.
	Backfill(ctx context.Context, span Span, after Cursor, emit func(Page) error) error
}

// Span is the time from From up to, without, To.
type Span struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
}

// Refresher is a source that can be asked again for what it brought: counters grow, authors edit and delete.
type Refresher interface {
	// Refresh emits what the network says now of mentions that it brought, at most RefreshBatch of them: whole mentions,
	// with their counters, and as deleted those that are gone. Those that the network does not tell of are left out. The
	// pages' Next is not looked at. It may run beside Read.
	Refresh(ctx context.Context, known []Known, emit func(Page) error) error
}

// RefreshBatch is how many mentions a Refresher is asked for at once.
const RefreshBatch = 100

// RefreshAges are the ages, since molva first saw it, at which a mention is looked at again.
var RefreshAges = []time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, 29 * 24 * time.Hour}

// Known is a mention that the store has.
type Known struct {
	Number  int64     `json:"n"` // in the order of arrival
	Network string    `json:"network"`
	ID      string    `json:"id"`
	URL     string    `json:"url,omitempty"`
	Thread  string    `json:"thread,omitempty"`
	Parent  string    `json:"parent,omitempty"`
	Seen    time.Time `json:"seen"` // first
}

// Due asks for the mentions of a source that were first seen in a span of time, in the order of their arrival.
type Due struct {
	Source string `json:"source"`
	After  int64  `json:"after"` // the number of the last one that was looked at
	Seen   Span   `json:"seen"`
	Limit  int    `json:"limit"`
}

// Memory is what the store remembers, asked from wherever a source runs.
type Memory interface {
	// Due answers nil, nil when there is nothing to look at.
	Due(ctx context.Context, q Due) ([]Known, error)
}
