package alerts

import (
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Tone is how people feel about something: what was counted, and the share of positive ones among the opinions with its
// interval.
type Tone struct {
	Negative, Neutral, Positive int
	Share                       quantify.Estimate // positive of positive and negative
}

func toneOf(a store.Aggregate) Tone {
	return Tone{a.Negative, a.Neutral, a.Positive, quantify.Of(a.Positive, a.Positive+a.Negative)}
}

// Total is how many mentions were counted.
func (t Tone) Total() int { return t.Negative + t.Neutral + t.Positive }

// Opinions is how many of them are for or against.
func (t Tone) Opinions() int { return t.Negative + t.Positive }

// Part is the tone of one topic beside another.
type Part struct {
	Topic       ingest.Topic
	Now, Before Tone
}

// Channel is the tone of a topic on one network.
type Channel struct {
	Network string
	Tone
}
