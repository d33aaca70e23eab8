package store

import (
	"context"
	"fmt"
)

// Shift is what people's words of a period did to a topic's figures.
type Shift struct {
	Labels   int // opinions whose last word was given in the period
	Excluded int // mentions taken out of the topic in the period
	People   int // who gave those words, or took those mentions out
	Changed  int // mentions that count otherwise than the model has it
	// By how much that moved the figures: one that the model takes for positive and a person for negative adds one to
	// Negative and takes one from Positive; one that a person calls an advert, or takes out, takes one away.
	Negative, Neutral, Positive int
}

// Corrected returns what people's words did to a topic's figures that were given in a period, whenever the mentions were
// published. A word counts as long as it stands: not when it was taken back, when a later one took its place or when the
// text is another now. Words on topics below the topic are among them, and move its figures as far as they reach up. Each
// mention is compared as it counts now with how it would if the present model had the last word on it.
func (db *DB) Corrected(ctx context.Context, topic string, p Period) (s Shift, err error) {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return s, fmt.Errorf("read corrections of %s: %w", topic, err)
	}
	from, to := p.bounds()
	err = db.read.QueryRowContext(ctx, corrected, topic, from, to, scope.id).
		Scan(&s.Labels, &s.Excluded, &s.People, &s.Changed, &s.Negative, &s.Neutral, &s.Positive)
	if err != nil {
		return Shift{}, fmt.Errorf("read corrections of %s: %w", topic, err)
	}
	return s, nil
}

// corrected begins with the few words: CROSS JOIN keeps SQLite from reading all opinions on the topic first, which at a
// million mentions takes a thousand times as long.
const corrected = `WITH spoken AS MATERIALIZED (
		SELECT l.mention, l.labeller AS person, 1 AS labels FROM label AS l
		WHERE l.at >= ?2 AND l.at < ?3 AND l.topic ` + inTopic + ` AND ` + stands + ` AND NOT EXISTS (
			SELECT 1 FROM label AS n WHERE n.mention = l.mention AND n.topic = l.topic AND n.id > l.id AND n.undone IS NULL AND n.stale = 0)
		UNION ALL
		SELECT e.mention, e.name, 0 FROM exclusion AS e WHERE e.at >= ?2 AND e.at < ?3 AND e.topic ` + inTopic + `),
	moved AS (
		SELECT o.counted AS now, o.sentiment, coalesce(o.said, o.sentiment) AS said, w.out AND o.excluded AS out,
			m.duplicate_of IS NULL AND coalesce(m.said_category, m.category) <> 'promo' AND NOT ` + byStaff + ` AS before
		FROM (SELECT mention, min(labels) = 0 AS out FROM spoken GROUP BY mention) AS w
		CROSS JOIN opinion AS o ON o.mention = w.mention CROSS JOIN mention AS m ON m.id = w.mention
		WHERE o.topic = ?4)
	SELECT (SELECT coalesce(sum(labels), 0) FROM spoken), coalesce(sum(out), 0), (SELECT count(DISTINCT person) FROM spoken),
		coalesce(sum(now <> before OR now AND sentiment <> said), 0),
		coalesce(sum(now * (sentiment = -1) - before * (said = -1)), 0),
		coalesce(sum(now * (sentiment = 0) - before * (said = 0)), 0),
		coalesce(sum(now * (sentiment = 1) - before * (said = 1)), 0)
	FROM moved`
