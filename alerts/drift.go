package alerts

import (
	"context"
	"time"

	"molva/classify/card"
	"molva/classify/quantify"
	"molva/store"
)

// recent is the stretch of time that a sample must speak for.
const recent = 30 * 24 * time.Hour

// stale reports that what is said of a topic, or of all where it is "", is no longer what the sample was drawn from.
// Without a sample nothing is stale.
func stale(ctx context.Context, db *store.DB, topic string, judged []store.Judgement, now time.Time) (bool, error) {
	if len(judged) == 0 {
		return false, nil
	}
	var sample card.Mix
	for _, j := range judged {
		count(&sample, quantify.ToneOf(j.P, j.Lang), 1)
	}
	today, err := lately(ctx, db, topic, now)
	return err == nil && card.Drifted(sample, today), err
}

// lately is what the model said of the topic, or of all topics that have none above them, in the last 30 days.
func lately(ctx context.Context, db *store.DB, topic string, now time.Time) (m card.Mix, err error) {
	topics := []string{topic}
	if topic == "" {
		if topics, err = roots(ctx, db); err != nil {
			return m, err
		}
	}
	for _, id := range topics {
		cell, err := db.Cell(ctx, id, store.Period{From: now.Add(-recent), To: now})
		if err != nil {
			return m, err
		}
		for tone, n := range cell.Tones {
			count(&m, quantify.Tone(tone), n)
		}
	}
	return m, nil
}

func roots(ctx context.Context, db *store.DB) (topics []string, err error) {
	tree, err := db.Topics(ctx)
	for _, t := range tree {
		if t.Parent == "" {
			topics = append(topics, t.ID)
		}
	}
	return topics, err
}

// count puts texts of one tone into a mix, under the sentiment that the tone stands for.
func count(m *card.Mix, t quantify.Tone, n int) {
	switch p := t.P(); {
	case p.Negative > p.Neutral && p.Negative > p.Positive:
		m.Negative += n
	case p.Positive > p.Neutral:
		m.Positive += n
	default:
		m.Neutral += n
	}
	if t.Russian() {
		m.Russian += n
	}
}
