package alerts

import (
	"context"
	"fmt"

	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Counts is how many mentions were judged to be what, by the model or, where somebody labelled them, by people. Each
// equals the length of the list of its mentions.
type Counts struct{ Negative, Neutral, Positive int }

func countsOf(a store.Aggregate) Counts { return Counts{a.Negative, a.Neutral, a.Positive} }

// Total is how many mentions were counted.
func (c Counts) Total() int { return c.Negative + c.Neutral + c.Positive }

// Opinions is how many of them are for or against.
func (c Counts) Opinions() int { return c.Negative + c.Positive }

// Tone is how people feel about something: what was counted, and beside it what the counts stand for once the classifier's
// mistakes are allowed for.
type Tone struct {
	Counts
	Estimated quantify.Estimates
}

// Part is the tone of one topic beside another.
type Part struct {
	Topic       ingest.Topic
	Now, Before Tone
}

// Channel is what was counted of a topic on one network. The classifier's mistakes were not measured network by network,
// so nothing is estimated here.
type Channel struct {
	Network string
	Counts
}

// Course is the tone of one topic in several periods, all by the same calibration.
type Course struct {
	Tones []Tone // in the order of the periods

	cells       []quantify.Cell
	calibration *quantify.Calibration
}

// BuildCourse reads the tone of a topic in some periods, store.ErrUnknownTopic when there is no such topic.
func BuildCourse(ctx context.Context, db *store.DB, topic string, periods ...store.Period) (c Course, err error) {
	labels, err := db.Sample(ctx, topic)
	if err != nil {
		return c, fmt.Errorf("read tone of %s: %w", topic, err)
	}
	if c.cells, err = db.Cells(ctx, topic, periods); err != nil {
		return c, fmt.Errorf("read tone of %s: %w", topic, err)
	}
	c.calibration = quantify.Calibrate(labels, topic)
	for i, p := range periods {
		sum, err := db.Sum(ctx, topic, p)
		if err != nil {
			return c, fmt.Errorf("read tone of %s: %w", topic, err)
		}
		c.Tones = append(c.Tones, Tone{countsOf(sum), c.calibration.Estimate(c.cells[i])})
	}
	return c, nil
}

// Change tells how net sentiment changed from one of the periods to another.
func (c Course) Change(now, before int) quantify.Change {
	return c.calibration.Change(c.cells[now], c.cells[before])
}
