package store

import (
	"context"
	"fmt"
	"time"
)

// DrawRequest says what to draw.
type DrawRequest struct {
	Topic   string  // opinions on it or below it; "": on all topics
	Period  Period  // of publishing
	N       int     // at most so many
	Purpose Purpose // Sampled or Doubted
	Seed    uint64  // the same seed and the same database give the same draw

	// Beside, the name of a labeller, draws again from samples that others have labelled and this one has not, to see how
	// far people agree. The row then holds the word of the other: it must not be shown.
	Beside string
}

// Drawn is one opinion that a person is asked to label. A topic that is asked for is drawn by what its mentions name: the
// topic itself or one below it.
type Drawn struct {
	Row     Row
	Purpose Purpose
	At      time.Time // when it was drawn
}

// Draw chooses opinions for people to label, among those that count, that nobody labelled and that were not drawn before,
// and remembers them. A sample is uniform over those, in random order. For doubt those come first of which the model
// knows least (the highest entropy), dealt out over topics and languages in turn, and none of a mention that was drawn as
// a sample. Fewer than N means that there are no more.
func (db *DB) Draw(ctx context.Context, r DrawRequest) ([]Drawn, error) {
	ctx, topic, err := db.heardOf(ctx, r.Topic)
	if err != nil {
		return nil, fmt.Errorf("draw for labels: %w", err)
	}
	r.Topic = topic
	spots, err := db.spots(ctx, r)
	if err == nil && r.Beside == "" {
		spots, err = db.rememberDraw(ctx, r.Purpose, spots)
	}
	if err != nil {
		return nil, fmt.Errorf("draw for labels: %w", err)
	}
	return db.drawnRows(ctx, spots, r.Purpose)
}

// OpenDraws lists what was drawn on a topic or below it, for a purpose, still counts, and is not labelled for it, in the
// order of drawing; topic "" is all.
func (db *DB) OpenDraws(ctx context.Context, topic string, purpose Purpose) ([]Drawn, error) {
	ctx, topic, err := db.heardOf(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read open draws: %w", err)
	}
	spots, err := db.readSpots(ctx, `SELECT d.mention, d.topic, d.at FROM draw AS d JOIN opinion AS o ON o.mention = d.mention AND o.topic = d.topic
		WHERE d.topic `+inTopic+` AND d.purpose = ?2 AND o.counted = 1
			AND NOT EXISTS (SELECT 1 FROM label AS l WHERE l.mention = d.mention AND l.topic = d.topic AND l.purpose = d.purpose AND `+stands+`)
		ORDER BY d.id`, topic, string(purpose))
	if err != nil {
		return nil, fmt.Errorf("read open draws: %w", err)
	}
	return db.drawnRows(ctx, spots, purpose)
}

// stands says of a label l that it was not taken back and is on the text as it is.
const stands = `l.undone IS NULL AND l.stale = 0`

// rememberDraw writes down what was chosen, and returns that of it which nobody else drew meanwhile.
func (db *DB) rememberDraw(ctx context.Context, purpose Purpose, chosen []spot) (drawn []spot, err error) {
	err = db.writing(ctx, func(s *session) error {
		drawn = drawn[:0]
		for _, c := range chosen {
			c.at = db.now().UnixMilli()
			n, err := s.changed(`INSERT INTO draw (mention, topic, purpose, at) SELECT mention, topic, ?, ? FROM opinion
				WHERE mention = ? AND topic = ? ON CONFLICT DO NOTHING`, string(purpose), c.at, c.mention, c.topic)
			if err != nil {
				return err
			}
			if n > 0 {
				drawn = append(drawn, c)
			}
		}
		return nil
	})
	return drawn, err
}

func (db *DB) readSpots(ctx context.Context, query string, args ...any) (all []spot, err error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s spot
		if err := rows.Scan(&s.mention, &s.topic, &s.at); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// drawnRows reads the opinions at some spots. One that is gone meanwhile is left out.
func (db *DB) drawnRows(ctx context.Context, spots []spot, purpose Purpose) ([]Drawn, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what was drawn: %w", err)
	}
	all := make([]Drawn, 0, len(spots))
	for _, s := range spots {
		r, here, err := db.rowAt(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("read what was drawn: %w", err)
		}
		within.trim(&r)
		if here {
			all = append(all, Drawn{Row: r, Purpose: purpose, At: fromMS(s.at)})
		}
	}
	return all, nil
}

// rowAt reads one opinion, unless it is gone.
func (db *DB) rowAt(ctx context.Context, s spot) (r Row, here bool, err error) {
	var topic string
	if err := db.read.QueryRowContext(ctx, `SELECT slug FROM topic WHERE id = ?`, s.topic).Scan(&topic); err != nil {
		return r, false, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+ofOpinion+ofMention+fromOpinion+` JOIN mention AS m ON m.id = o.mention
		WHERE o.mention = ? AND o.topic = ?`, s.mention, s.topic)
	if err != nil {
		return r, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return r, false, rows.Err()
	}
	r, err = scanRow(rows, topic)
	return r, err == nil, err
}
