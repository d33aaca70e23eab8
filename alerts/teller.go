package alerts

import (
	"molva/alerts/phrase"
	"molva/classify"
	"molva/store"
)

// teller puts one digest into words of one language; its numbers lead to their evidence.
type teller struct {
	Digest
	*phrase.Printer
	to Links
}

// counted are the mentions that the figures of a topic are of.
func counted(topic string, p store.Period) store.Filter {
	return store.Filter{Topic: topic, Period: p, Counted: new(true)}
}

// now are the mentions that the figures of the period are of, before those of the period before.
func (t teller) now() store.Filter    { return counted(t.Topic.ID, t.Period) }
func (t teller) before() store.Filter { return counted(t.Topic.ID, t.Previous) }

// of are the mentions of a complaint, or of what people like or ask for.
func of(c store.Complaint, f store.Filter) store.Filter {
	f.Complaint = int64(c.ID)
	return f
}

// counts are how many of the mentions of a filter were judged to be what, each number leading to its own.
func (t teller) counts(c Counts, f store.Filter) Line {
	if c.Total() == 0 {
		return Words(t.Sprintf("nothing counted"))
	}
	to := func(s classify.Sentiment, n int) string {
		f.Sentiment = &s
		return t.some(n, f)
	}
	return Line{
		{t.Sprintf("positive %d", c.Positive), to(classify.Positive, c.Positive)}, {Text: ", "},
		{t.Sprintf("negative %d", c.Negative), to(classify.Negative, c.Negative)}, {Text: ", "},
		{t.Sprintf("neutral %d", c.Neutral), to(classify.Neutral, c.Neutral)},
	}
}

// some leads to n mentions, and nowhere where there are none to see.
func (t teller) some(n int, f store.Filter) string {
	if n == 0 {
		return ""
	}
	return t.to.Mentions(f)
}
