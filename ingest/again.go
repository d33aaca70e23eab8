package ingest

import (
	"cmp"
	"context"
	"slices"
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

// Back is how far the past was read. When the owner asks for more of it later, the span is what lies before.
type Back struct {
	Span      Span      `json:"span"`
	Cursor    Cursor    `json:"cursor,omitempty"`    // of the source; people are not shown it
	Reached   time.Time `json:"reached,omitzero"`    // when the last mention that was read was published
	Done      bool      `json:"done,omitempty"`      // all of it was read
	WaitUntil time.Time `json:"wait_until,omitzero"` // nothing is asked before
	Error     string    `json:"error,omitempty"`     // why it does not go on
}

// Equal reports whether both say the same.
func (b Back) Equal(o Back) bool {
	return b.alike(o) && b.Cursor == o.Cursor && b.Reached.Equal(o.Reached) && b.WaitUntil.Equal(o.WaitUntil)
}

// alike reports whether both say the same but for what changes with each page and each try.
func (b Back) alike(o Back) bool {
	return b.Span.Equal(o.Span) && b.Done == o.Done && b.Error == o.Error
}

// Equal reports whether both are the same span.
func (s Span) Equal(o Span) bool { return s.From.Equal(o.From) && s.To.Equal(o.To) }

// Has reports whether a moment lies in the span; one without an end goes on for ever.
func (s Span) Has(t time.Time) bool {
	return !t.Before(s.From) && (s.To.IsZero() || t.Before(s.To))
}

// Refresher is a source that can be asked again for what it brought: counters grow, authors edit and delete.
type Refresher interface {
	// Refresh emits what the network says now of mentions that it brought, at most RefreshBatch of them: whole mentions,
	// with their counters, and as deleted those that are gone. Those that the network does not tell of are left out. The
	// pages' Next is not looked at. It may run beside Read.
	Refresh(ctx context.Context, known []Known, emit func(Page) error) error
}

// Again is how far looking again has come.
type Again struct {
	Marks     []Mark    `json:"marks,omitempty"`
	WaitUntil time.Time `json:"wait_until,omitzero"` // nothing is asked before
}

// Mark is the last mention that was looked at when it had reached an age.
type Mark struct {
	Age    time.Duration `json:"age"`
	Number int64         `json:"n"`
}

// Equal reports whether both are as far.
func (a Again) Equal(o Again) bool {
	return slices.Equal(a.Marks, o.Marks) && a.WaitUntil.Equal(o.WaitUntil)
}

// mark is the number of the last mention that was looked at at an age.
func (a Again) mark(age time.Duration) int64 {
	for _, m := range a.Marks {
		if m.Age == age {
			return m.Number
		}
	}
	return 0
}

// with is what it is once a mention was looked at.
func (a Again) with(m Mark) Again {
	same := func(o Mark) bool { return o.Age == m.Age }
	a.Marks = append(slices.DeleteFunc(slices.Clone(a.Marks), same), m)
	slices.SortFunc(a.Marks, func(a, b Mark) int { return cmp.Compare(a.Age, b.Age) })
	return a
}

// RefreshBatch is how many mentions a Refresher is asked for at once.
const RefreshBatch = 100

// RefreshAges are the ages, since molva first saw it, at which a mention is looked at again: soon while it is talked about,
// and then within each month for as long as it is kept, since what authors delete is deleted here too.
var RefreshAges = refreshAges()

const (
	day          = 24 * time.Hour
	refreshMonth = 29 * day // what YouTube gives is to be asked for again within 30 days
	refreshUntil = 2 * 365 * day
)

func refreshAges() []time.Duration {
	ages := []time.Duration{time.Hour, day, 7 * day}
	for age := refreshMonth; age <= refreshUntil; age += refreshMonth {
		ages = append(ages, age)
	}
	return ages
}

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

// Examiner is a source that can be asked whether it would work.
type Examiner interface {
	// Examine asks the network something small with the source's credentials and changes nothing. found is for people, such
	// as the name of the account; an error says what is wrong, and wraps ErrDenied where the credentials are. Where they are
	// good for less than the options ask, found comes with a *Lacking.
	Examine(ctx context.Context) (found string, err error)
}
