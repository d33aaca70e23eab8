package sourcetest

import (
	"context"
	"testing"

	"molva/ingest"
)

// course is one way through a fixture: reading what is new, filling in what is old, looking again at what is known.
type course struct {
	*fixture
	name  string                              // of the method that goes it
	start starter                             // in every bubble anew
	begin func(s ingest.Source) (begin, bool) // false: the source cannot
	after ingest.Cursor
	want  outcome
	news  bool // all that comes counts, not only the mentions
}

// begin is a source's method, made to look like Read.
type begin func(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error

func (f *fixture) reading(start starter) *course {
	return &course{fixture: f, name: "Read", start: start, after: f.after, want: f.outcome, news: true,
		begin: func(s ingest.Source) (begin, bool) { return s.Read, true }}
}

func (f *fixture) backfilling(start starter) *course {
	return &course{fixture: f, name: "Backfill", start: start, want: outcome{Mentions: f.backfilled},
		begin: func(s ingest.Source) (begin, bool) {
			filler, ok := s.(ingest.Backfiller)
			return func(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
				return filler.Backfill(ctx, *f.backfill, after, emit)
			}, ok
		}}
}

func (f *fixture) refreshing(start starter) *course {
	return &course{fixture: f, name: "Refresh", start: start, want: outcome{Mentions: f.refreshed},
		begin: func(s ingest.Source) (begin, bool) {
			refresher, ok := s.(ingest.Refresher)
			return func(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
				return refresher.Refresh(ctx, f.refresh, emit)
			}, ok
		}}
}

// see is what readings of the course brought of that which it is compared by.
func (c *course) see(t testing.TB, readings ...reading) outcome {
	t.Helper()
	var pages []ingest.Page
	for _, r := range readings {
		pages = append(pages, r.pages...)
	}
	got := outcomeOf(t, pages)
	if !c.news {
		return outcome{Mentions: got.Mentions}
	}
	return got
}

// update writes the expectations from what came.
func (c *course) update(t *testing.T, got outcome) {
	t.Helper()
	c.want = got
	switch c.name {
	case "Backfill":
		c.replace("backfill.jsonl", got.Mentions)
	case "Refresh":
		c.replace("refreshed.jsonl", got.Mentions)
	default:
		for _, s := range got.sections() {
			c.replace(s.title, *s.lines)
		}
	}
	c.save(t)
}
