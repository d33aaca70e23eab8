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
	Up      int           // sources that can be read, files read to their end included
	Trouble []SourceState // those that are late, told to wait, or blind
	Never   []string      // sources that have not brought anything yet
	Gaps    []store.Gap   // what is known to be lost within the period
}

// SourceState is a source that something is the matter with.
type SourceState struct {
	Source string
	State  ingest.Condition
	Since  time.Time // its last item; zero when it never brought one
	Why    string    // for people; "" when there is no more to say
}

// Sources is how many there are.
func (c Coverage) Sources() int { return c.Up + len(c.Trouble) + len(c.Never) }

// Deaf reports whether nothing can be heard now, so that silence means nothing. A late source is not deaf: it answers.
func (c Coverage) Deaf() bool {
	late := slices.ContainsFunc(c.Trouble, func(s SourceState) bool { return s.State == ingest.Late })
	return c.Up == 0 && !late
}

func cover(ctx context.Context, db *store.DB, p store.Period) (c Coverage, err error) {
	rows, err := db.Sources(ctx)
	if err != nil {
		return c, err
	}
	for _, row := range rows {
		c.add(row)
	}
	c.Gaps, err = db.Gaps(ctx, p)
	return c, err
}

func (c *Coverage) add(row store.SourceRow) {
	switch row.State {
	case ingest.Late, ingest.Waiting, ingest.Blind:
		c.Trouble = append(c.Trouble, SourceState{row.ID, row.State, row.LastItem, row.Error})
	case ingest.Starting:
		c.Never = append(c.Never, row.ID)
	default:
		c.Up++
	}
}
