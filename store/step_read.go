package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
)

// StepQuery says which steps of people towards buying are meant. A zero field leaves that side open.
type StepQuery struct {
	Topic  string // with those below it
	Stage  string // one of ingest.Stages
	Period Period
}

// Steps returns the steps that a query means, oldest first, without who took them: the list behind a count.
func (db *DB) Steps(ctx context.Context, q StepQuery) (all []ingest.Step, err error) {
	if ctx, q.Topic, err = db.heardOf(ctx, q.Topic); err != nil {
		return nil, fmt.Errorf("read steps: %w", err)
	}
	from, to := q.Period.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT s.stage, n.slug, s.at, s.consent, s.value, s.currency FROM step AS s JOIN topic AS n ON n.id = s.topic
		WHERE s.topic `+inTopic+` AND s.at >= ?2 AND s.at < ?3 AND ?4 IN ('', s.stage) ORDER BY s.at, s.id`, q.Topic, from, to, q.Stage)
	if err != nil {
		return nil, fmt.Errorf("read steps: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s ingest.Step
		var at int64
		if err := rows.Scan(&s.Stage, &s.Topic, &at, &s.Consent, &s.Value, &s.Currency); err != nil {
			return nil, fmt.Errorf("read steps: %w", err)
		}
		s.At = fromMS(at)
		all = append(all, s)
	}
	return all, rows.Err()
}

// Path is how far one person came, in the period that was asked for.
type Path struct {
	Mentioned time.Time            // when the hour began in which the person spoke of the topic first, ever; zero: never, or nothing links it
	Steps     map[string]time.Time // stage → the first time
	Loose     bool                 // a single step without consent: it stands alone and is linked to nothing
}

// Paths returns the paths of everybody who took a step that the query means, with all their steps on its topic and in its
// period, in a fixed order. Nobody is named.
func (db *DB) Paths(ctx context.Context, q StepQuery) ([]Path, error) {
	var all []Path
	ctx, topic, err := db.heardOf(ctx, q.Topic)
	if q.Topic = topic; err == nil {
		all, err = db.paths(ctx, q)
	}
	if err != nil {
		return nil, fmt.Errorf("read paths: %w", err)
	}
	return all, nil
}

// paths reads steps and what was said of one state of the database.
func (db *DB) paths(ctx context.Context, q StepQuery) ([]Path, error) {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	walkers, err := q.walkers(ctx, tx)
	if err != nil {
		return nil, err
	}
	hours, err := q.hours(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []Path
	for person, p := range walkers {
		if _, meant := p.Steps[q.Stage]; !meant && q.Stage != "" {
			continue
		}
		if hour, spoke := hours[person]; spoke {
			p.Mentioned = time.UnixMilli(hour * msPerHour).UTC()
		}
		all = append(all, *p)
	}
	slices.SortFunc(all, comparePaths)
	return all, nil
}

// comparePaths knows nothing of paths but what they say, so that erasing who went them moves none.
func comparePaths(a, b Path) int {
	if a.Loose != b.Loose {
		if b.Loose {
			return -1
		}
		return 1
	}
	order := a.Mentioned.Compare(b.Mentioned)
	for _, stage := range ingest.Stages {
		order = cmp.Or(order, a.Steps[stage].Compare(b.Steps[stage]))
	}
	return order
}

// walkers reads who took which steps when.
func (q StepQuery) walkers(ctx context.Context, tx *sql.Tx) (map[string]*Path, error) {
	from, to := q.Period.bounds()
	rows, err := tx.QueryContext(ctx, `SELECT s.person, s.stage, min(s.at), s.consent FROM step AS s
		WHERE s.topic `+inTopic+` AND s.at >= ?2 AND s.at < ?3 GROUP BY s.person, s.stage`, q.Topic, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	walkers := map[string]*Path{}
	for rows.Next() {
		var person, stage string
		var at int64
		var consent bool
		if err := rows.Scan(&person, &stage, &at, &consent); err != nil {
			return nil, err
		}
		if walkers[person] == nil {
			walkers[person] = &Path{Steps: map[string]time.Time{}, Loose: !consent}
		}
		walkers[person].Steps[stage] = fromMS(at)
	}
	return walkers, rows.Err()
}
