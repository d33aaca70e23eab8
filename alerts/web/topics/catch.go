package topics

import (
	"time"

	"molva/ingest/query"
)

// Catch is what a query would have caught among the raw mentions kept.
type Catch struct {
	Raw    int   // mentions looked at
	Count  int   // caught
	Sample []Hit // some of those, the first seen first
}

// Hit is one that was caught.
type Hit struct {
	ID    string // network:external_id
	At    time.Time
	Text  string
	Spans []query.Span // of the text: what the query asks for
}
