package alerts

import (
	"context"
	"slices"
	"time"

	"molva/ingest"
	"molva/store"
)

// Coverage says what could be seen. A number without it is a claim that everything was heard.
type Coverage struct {
	Up      int           // sources that can be read
	Done    int           // files that were read to their end; they say nothing of what is said now
	Trouble []SourceState // those that are late, told to wait, or blind
	Never   []string      // sources that have not brought anything yet
	Gaps    []store.Gap   // what is known to be lost within the period
	Past    []Past        // what sources are still to bring from before they listened, within the period
	Ending  []Ending      // whose credentials end soon, or have ended
	Mapped  store.Mapped  // how much of what came within the period names a topic; zero: nobody knows, or nothing came
}

// SourceState is a source that something is the matter with.
type SourceState struct {
	Source string
	State  ingest.Condition
	Since  time.Time // its last item; zero when it never brought one
	Why    string    // for people; "" when there is no more to say
}

// Past is a source that is still reading what was said before it listened, so that numbers of those days will grow.
type Past struct {
	Source string
	From   time.Time
}

// Ending is a source whose credentials stop working at some time.
type Ending struct {
	Source string
	At     time.Time
}

// Soon is how long before the end of credentials a person is told who asks how the sources are.
const Soon = 14 * 24 * time.Hour

// Sources is how many there are.
func (c Coverage) Sources() int { return c.Up + c.Done + len(c.Trouble) + len(c.Never) }

// Deaf reports whether nothing can be heard now, so that silence means nothing. A late source is not deaf: it answers.
// Whoever only brings files in listens to nothing else.
func (c Coverage) Deaf() bool {
	late := slices.ContainsFunc(c.Trouble, func(s SourceState) bool { return s.State == ingest.Late })
	onlyFiles := c.Done > 0 && c.Done == c.Sources()
	return c.Up == 0 && !late && !onlyFiles
}

func cover(ctx context.Context, db *store.DB, p store.Period) (c Coverage, err error) {
	rows, err := db.Sources(ctx)
	if err != nil {
		return c, err
	}
	for _, row := range rows {
		c.add(row)
		if b := row.Back; b != nil && !b.Done && b.Span.From.Before(p.To) && b.Span.To.After(p.From) {
			c.Past = append(c.Past, Past{row.ID, b.Span.From})
		}
		if !row.Expires.IsZero() && row.Expires.Sub(p.To) < Soon {
			c.Ending = append(c.Ending, Ending{row.ID, row.Expires})
		}
	}
	if c.Gaps, err = db.Gaps(ctx, p); err != nil {
		return c, err
	}
	c.Mapped, _, err = db.Mapped(ctx, p)
	return c, err
}

func (c *Coverage) add(row store.SourceRow) {
	switch row.State {
	case ingest.Late, ingest.Waiting, ingest.Blind:
		c.Trouble = append(c.Trouble, SourceState{row.ID, row.State, row.LastItem, row.Error})
	case ingest.Starting:
		c.Never = append(c.Never, row.ID)
	case ingest.Done:
		c.Done++
	default:
		c.Up++
	}
}
