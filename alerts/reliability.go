package alerts

import (
	"context"
	"fmt"
	"time"

	"molva/alerts/phrase"
	"molva/classify/quantify"
	"molva/store"
)

// Reliability is how often the sentiment is right, by the random sample that people labelled: the short form of an
// accuracy card, which takes a thousandth of its time.
type Reliability struct {
	Right quantify.Estimate // of the texts of the sample; unknown where there are none
	Stale bool              // what is said of the topic has moved since the sample was drawn
}

// BuildReliability measures the sentiment towards a topic and those below it, as things stood at a moment.
func BuildReliability(ctx context.Context, db *store.DB, topic string, now time.Time) (r Reliability, err error) {
	judged, err := sampled(ctx, db, topic)
	if err != nil {
		return r, fmt.Errorf("read reliability: %w", err)
	}
	right := 0
	for _, j := range judged {
		if j.Said == j.Truth {
			right++
		}
	}
	r.Right = quantify.Of(right, len(judged))
	if r.Stale, err = stale(ctx, db, topic, judged, now); err != nil {
		return r, fmt.Errorf("read reliability: %w", err)
	}
	return r, nil
}

// Foot says what the estimates of a report rest on, and how far the sentiment can be trusted.
func Foot(e quantify.Estimates, r Reliability, p *phrase.Printer) []string {
	return []string{basis(e, p), r.line(p)}
}

func basis(e quantify.Estimates, p *phrase.Printer) string {
	if e.Calibrated {
		return p.Sprintf("Counts are as labelled; shares and ratios are estimates that allow for the model's mistakes, by %d labels of this topic.", e.Labels)
	}
	return p.Sprintf("Counts are as labelled; shares and ratios are estimates that allow for the model's mistakes. Not calibrated for this topic: %d of %d labels.",
		e.Labels, quantify.Sampled)
}

func (r Reliability) line(p *phrase.Printer) string {
	if !r.Right.Known() {
		return p.Sprintf("How often the sentiment is right has not been measured here: label a random sample with 'molva label'.")
	}
	share, interval := p.Percent(r.Right.Share), p.Percents(r.Right.Low, r.Right.High)
	if r.Stale {
		return p.Sprintf("Sentiment was right for %s (90%% interval %s) of %d texts drawn at random; that is stale, for what is said has changed since.",
			share, interval, r.Right.Of)
	}
	return p.Sprintf("Sentiment is right for %s (90%% interval %s) of %d texts drawn at random and labelled by people.", share, interval, r.Right.Of)
}
