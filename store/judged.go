package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/classify"
	"molva/classify/quantify"
)

// Sample returns what the labels of random samples say, the last on each opinion, with the tone of the present model. They
// are those of every topic, so that what is known of one can help another; those below the topic that is asked for are
// called by its name ("": every one by its own). What turned out to be promo or excluded is not among them, since it
// leaves the figures that they are to put right.
func (db *DB) Sample(ctx context.Context, topic string) ([]quantify.Labelled, error) {
	ctx, topic, err := db.heardOf(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	_, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT iif(?1 <> '' AND l.topic `+inTopic+`, ?1, t.slug), o.tone, l.sentiment`+fromLast+`
		WHERE l.purpose = 'sample' AND m.category <> 'promo' AND o.excluded = 0 ORDER BY l.id`, topic)
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	defer rows.Close()
	others := map[string]string{}
	var all []quantify.Labelled
	for rows.Next() {
		var l quantify.Labelled
		if err := rows.Scan(&l.Topic, &l.Tone, &l.Truth); err != nil {
			return nil, fmt.Errorf("read sample: %w", err)
		}
		l.Topic = within.alias(l.Topic, others)
		all = append(all, l)
	}
	return all, rows.Err()
}

// fromLast joins the last label l of each purpose on each opinion o to what it is on.
const fromLast = ` FROM label AS l JOIN opinion AS o ON o.mention = l.mention AND o.topic = l.topic
	JOIN mention AS m ON m.id = l.mention JOIN topic AS t ON t.id = l.topic
	AND l.id IN (SELECT max(l.id) FROM label AS l WHERE l.sentiment IS NOT NULL AND ` + stands + ` GROUP BY l.mention, l.topic, l.purpose)`

// Judgement is what a person said of an opinion, beside what the present model says of it.
type Judgement struct {
	Mention  string // its public id
	Topic    string
	Network  string
	Lang     string // as detected
	Labeller string
	Purpose  Purpose
	At       time.Time

	Truth  classify.Sentiment
	Said   classify.Sentiment // by the model
	P      classify.Probabilities
	Unsure bool
	Model  string
}

// JudgementFilter says which judgements are meant. A zero field leaves that side open.
type JudgementFilter struct {
	Topic    string // or below it
	Purpose  Purpose
	Labeller string
	Network  string
	Lang     string
	Period   Period // of publishing
}

// Judgements returns the last label of each purpose on each opinion, in the order in which they were given. Only those of
// samples say how right the model is.
func (db *DB) Judgements(ctx context.Context, f JudgementFilter) ([]Judgement, error) {
	ctx, topic, err := db.heardOf(ctx, f.Topic)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	from, to := f.Period.bounds()
	rows, err := db.read.QueryContext(ctx, `SELECT m.network || ':' || m.external_id, t.slug, m.network, m.lang, l.labeller, l.purpose, l.at,
			l.sentiment, coalesce(o.said, o.sentiment), o.p_negative, o.p_neutral, o.p_positive, o.doubt & 1, m.model`+fromLast+`
		WHERE l.topic `+inTopic+` AND o.published >= ?2 AND o.published < ?3 AND (?4 = '' OR l.purpose = ?4)
			AND (?5 = '' OR l.labeller = ?5) AND (?6 = '' OR m.network = ?6) AND (?7 = '' OR m.lang = ?7) ORDER BY l.id`,
		topic, from, to, string(f.Purpose), f.Labeller, f.Network, f.Lang)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	defer rows.Close()
	var all []Judgement
	for rows.Next() {
		j, err := scanJudgement(rows)
		if err != nil {
			return nil, fmt.Errorf("read judgements: %w", err)
		}
		all = append(all, j)
	}
	return all, rows.Err()
}

func scanJudgement(rows *sql.Rows) (j Judgement, err error) {
	var at int64
	var p millionths
	err = rows.Scan(&j.Mention, &j.Topic, &j.Network, &j.Lang, &j.Labeller, &j.Purpose, &at,
		&j.Truth, &j.Said, &p.negative, &p.neutral, &p.positive, &j.Unsure, &j.Model)
	j.At, j.P = fromMS(at), p.probabilities()
	return j, err
}

// Pair is what two people said of the same opinion.
type Pair struct {
	Mention string // its public id
	Topic   string
	By      [2]string // in the order of their names
	Said    [2]classify.Sentiment
}

// Pairs returns the last words of any two people on the same opinion of a sample. Corrections are not among them: who
// corrects has seen what was said before.
func (db *DB) Pairs(ctx context.Context) ([]Pair, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read pairs of labels: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `WITH last AS (SELECT l.mention, l.topic, l.labeller, l.sentiment, max(l.id) FROM label AS l
			WHERE l.sentiment IS NOT NULL AND l.purpose = 'sample' AND `+stands+` GROUP BY l.mention, l.topic, l.labeller)
		SELECT m.network || ':' || m.external_id, t.slug, a.labeller, b.labeller, a.sentiment, b.sentiment
		FROM last AS a JOIN last AS b ON b.mention = a.mention AND b.topic = a.topic AND a.labeller < b.labeller`+within.and(`a.topic`)+`
		JOIN mention AS m ON m.id = a.mention JOIN topic AS t ON t.id = a.topic ORDER BY a.mention, t.slug, 3, 4`)
	if err != nil {
		return nil, fmt.Errorf("read pairs of labels: %w", err)
	}
	defer rows.Close()
	var all []Pair
	for rows.Next() {
		var p Pair
		if err := rows.Scan(&p.Mention, &p.Topic, &p.By[0], &p.By[1], &p.Said[0], &p.Said[1]); err != nil {
			return nil, fmt.Errorf("read pairs of labels: %w", err)
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// LabelCount is how many opinions on a topic have a label of a purpose.
type LabelCount struct {
	Topic   string
	Purpose Purpose
	Labels  int
}

// LabelCount counts what Judgements returns, by topic and purpose, in that order.
func (db *DB) LabelCount(ctx context.Context) ([]LabelCount, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("count labels: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT t.slug, l.purpose, count(*)`+fromLast+` WHERE 1`+within.and(`l.topic`)+` GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("count labels: %w", err)
	}
	defer rows.Close()
	var all []LabelCount
	for rows.Next() {
		var c LabelCount
		if err := rows.Scan(&c.Topic, &c.Purpose, &c.Labels); err != nil {
			return nil, fmt.Errorf("count labels: %w", err)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}
