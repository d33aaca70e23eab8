package store

import (
	"context"
	"database/sql"
	"fmt"

	"molva/classify"
	"molva/ingest"
)

// Correction is one label with what it is on.
type Correction struct {
	Mention   ingest.Mention // Topics: those that it names itself
	Lang      string         // as detected
	Topic     string
	Sentiment *classify.Sentiment // nil: nothing is said of it
	Category  classify.Category   // "": nothing is said of it
	Purpose   Purpose
}

// Corrections returns what people said that may train: the last word on each opinion, in the order in which it was given.
// Nothing that was drawn as a sample is among it, whatever was said of it since, nor a copy of that: what measures must
// not train. Nor is a grade without words, of which nothing can be learned.
func (db *DB) Corrections(ctx context.Context) ([]Correction, error) {
	return db.spoken(ctx, `SELECT l.mention, l.topic, l.sentiment, l.category, l.purpose FROM label AS l JOIN mention AS m ON m.id = l.mention
		WHERE l.purpose <> 'sample' AND m.title || m.text <> '' AND l.id IN (SELECT max(l.id) FROM label AS l WHERE `+stands+` GROUP BY l.mention, l.topic)
			AND coalesce(m.duplicate_of, m.id) NOT IN (SELECT coalesce(s.duplicate_of, s.id) FROM draw AS d JOIN mention AS s ON s.id = d.mention
				WHERE d.purpose = 'sample')
		ORDER BY l.id`)
}

// Guard returns the random sample with its texts: it may watch over a training and never be part of it.
func (db *DB) Guard(ctx context.Context) ([]Correction, error) {
	return db.spoken(ctx, `SELECT l.mention, l.topic, l.sentiment, l.category, l.purpose`+fromLast+` WHERE l.purpose = 'sample' ORDER BY l.id`)
}

// spoken reads labels with what they are on.
func (db *DB) spoken(ctx context.Context, query string) ([]Correction, error) {
	rows, err := db.read.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	defer rows.Close()
	var all []Correction
	var at []spot
	for rows.Next() {
		var c Correction
		var s spot
		var sentiment sql.NullInt64
		if err := rows.Scan(&s.mention, &s.topic, &sentiment, &c.Category, &c.Purpose); err != nil {
			return nil, fmt.Errorf("read corrections: %w", err)
		}
		if sentiment.Valid {
			c.Sentiment = new(classify.Sentiment(sentiment.Int64))
		}
		all, at = append(all, c), append(at, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	return db.withMentions(ctx, all, at)
}

// withMentions reads the mentions of corrections. One that is gone meanwhile is left out.
func (db *DB) withMentions(ctx context.Context, all []Correction, at []spot) ([]Correction, error) {
	kept := all[:0]
	for i, c := range all {
		r, here, err := db.rowAt(ctx, at[i])
		if err != nil {
			return nil, fmt.Errorf("read corrections: %w", err)
		}
		if here {
			c.Mention, c.Lang, c.Topic = r.Mention, r.Lang, r.Topic
			kept = append(kept, c)
		}
	}
	return kept, nil
}
