package alerts

import (
	"context"
	"fmt"
	"time"

	"molva/classify/card"
	"molva/store"
)

// Accuracy is an accuracy card with what it is a card of.
type Accuracy struct {
	card.Card
	Model     string          `json:"model"`
	Agreement *card.Agreement `json:"agreement,omitempty"` // nil where no two people labelled the same
	Stale     bool            `json:"stale,omitempty"`     // what is said of the topics has moved since the sample was drawn
}

// BuildAccuracy judges the model by the random sample that people labelled, of a topic and those below it; "" is all
// topics. What taught the model does not measure it.
func BuildAccuracy(ctx context.Context, db *store.DB, topic string, now time.Time) (a Accuracy, err error) {
	judged, err := sampled(ctx, db, topic)
	if err != nil {
		return a, fmt.Errorf("build accuracy card: %w", err)
	}
	list := make([]card.Judgement, len(judged))
	for i, j := range judged {
		list[i] = card.Judgement{Truth: j.Truth, Said: j.Said, P: j.P, Unsure: j.Unsure, Lang: j.Lang, Network: j.Network}
		a.Model = j.Model
	}
	a.Card = card.Of(list)
	if a.Agreement, err = agreed(ctx, db, topic, judged); err != nil {
		return a, fmt.Errorf("build accuracy card: %w", err)
	}
	if a.Stale, err = stale(ctx, db, topic, judged, now); err != nil {
		return a, fmt.Errorf("build accuracy card: %w", err)
	}
	return a, nil
}

// sampled is what people said of the random sample.
func sampled(ctx context.Context, db *store.DB, topic string) ([]store.Judgement, error) {
	return db.Judgements(ctx, store.JudgementFilter{Topic: topic, Purpose: store.Sampled})
}

// agreed compares two people's words on the mentions of the card.
func agreed(ctx context.Context, db *store.DB, topic string, judged []store.Judgement) (*card.Agreement, error) {
	type key struct{ mention, topic string }
	of := make(map[key]bool, len(judged))
	for _, j := range judged {
		of[key{j.Mention, j.Topic}] = true
	}
	pairs, err := db.Pairs(ctx)
	if err != nil {
		return nil, err
	}
	var list []card.Pair
	for _, p := range pairs {
		if topic == "" || of[key{p.Mention, p.Topic}] {
			list = append(list, card.Pair{One: p.Said[0], Other: p.Said[1]})
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	a := card.Agree(list)
	return &a, nil
}
