package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/classify"
)

// Given is a label as it was given, and what became of it.
type Given struct {
	ID        int64
	Topic     string
	Sentiment *classify.Sentiment // nil: nothing is said of it
	Category  classify.Category   // "": nothing is said of it
	Purpose   Purpose
	Labeller  string
	At        time.Time
	Model     string             // that spoke then
	Said      classify.Sentiment // by the model then
	Stale     bool               // the text is another now
	Undone    time.Time          // when it was taken back; zero: never
	UndoneBy  string
}

// Labels returns the history of a mention, by its public id, the first label first.
func (db *DB) Labels(ctx context.Context, mention string) ([]Given, error) {
	ctx, within, err := db.sees(ctx, mention)
	if err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT l.id, t.slug, l.sentiment, l.category, l.purpose, l.labeller, l.at, l.model, l.said,
			l.stale, l.undone, l.undone_by
		FROM label AS l JOIN mention AS m ON m.id = l.mention JOIN topic AS t ON t.id = l.topic
		WHERE m.network = substr(?1, 1, instr(?1, ':') - 1) AND m.external_id = substr(?1, instr(?1, ':') + 1)`+within.and(`l.topic`)+` ORDER BY l.id`, mention)
	if err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	defer rows.Close()
	var all []Given
	for rows.Next() {
		var g Given
		var at int64
		var sentiment, undone sql.NullInt64
		err := rows.Scan(&g.ID, &g.Topic, &sentiment, &g.Category, &g.Purpose, &g.Labeller, &at, &g.Model, &g.Said, &g.Stale, &undone, &g.UndoneBy)
		if err != nil {
			return nil, fmt.Errorf("read labels: %w", err)
		}
		if sentiment.Valid {
			g.Sentiment = new(classify.Sentiment(sentiment.Int64))
		}
		g.At, g.Undone = fromMS(at), fromMS(undone.Int64)
		all = append(all, g)
	}
	return all, rows.Err()
}
