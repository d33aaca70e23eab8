package watch

import (
	"context"
	"math"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// cited is how many people are quoted.
const cited = 3

// numbers tells of a spike, a negative wave or a drop.
func (t teller) numbers(ctx context.Context) (s alerts.Story, err error) {
	all := t.counted(t.incident)
	s.Headline = sentence(t.seen(), t.cause())
	s.Lines = append(s.Lines, alerts.Words(t.odds()))
	if t.facts.Tone != nil {
		s.Lines = append(s.Lines, alerts.Words(sentence(t.Sprintf("The tone turned with it: %s", t.tone(*t.facts.Tone)))))
	}
	if t.facts.Counts.Total() > 0 {
		s.Lines = append(s.Lines, t.counts(all), t.networks(all))
	}
	lines, err := t.makers(ctx, all)
	s.Lines = append(s.Lines, lines...)
	if err != nil {
		return s, err
	}
	s.Lines = append(s.Lines, t.beside()...)
	if len(t.facts.Upper) > 0 {
		s.Lines = append(s.Lines, alerts.Words(t.Sprintf("It shows in %s too.", t.List(t.titles(t.facts.Upper)))))
	}
	s.Actions = t.opens(all)
	if t.kind() != alerts.Drop {
		s.Quotes, err = t.quotes(ctx, all)
	}
	return s, err
}

// seen says how many there are and how many are usual.
func (t teller) seen() string {
	s, total := *t.facts.Sign, t.facts.Counts.Total()
	switch {
	case t.kind() == alerts.ToneSpike:
		return t.tone(s)
	case t.kind() == alerts.Spike && (total != whole(s.Seen) || !t.runs()):
		return t.Sprintf("%d mentions", total) + " " + t.span() + "; " +
			t.Sprintf("at the most %d %s, usually %s", whole(s.Seen), t.hours(s), t.usually(s))
	}
	return t.Sprintf("%d mentions", whole(s.Seen)) + " " + t.hours(s) + ", " + t.Sprintf("usually %s", t.usually(s))
}

// tone says how many are negative and how many are usual.
func (t teller) tone(s spike.Sign) string {
	return t.Sprintf("%d of %d mentions are negative", whole(s.Seen), whole(s.Of)) + " " + t.hours(s) + ", " +
		t.Sprintf("usually %s of as many", t.usually(s))
}

func (t teller) hours(s spike.Sign) string { return t.Sprintf("in %d hours", int(s.Window.Hours())) }

// usually is what nine of ten usual stretches have.
func (t teller) usually(s spike.Sign) string {
	if low, high := whole(s.Low), whole(s.High); low != high {
		return t.Number(low) + "–" + t.Number(high)
	}
	return t.Number(whole(s.Low))
}

func whole(x float64) int { return int(math.Round(x)) }

// cause says what it is mostly about; "" when that is no one thing.
func (t teller) cause() string {
	c := t.facts.Cause
	switch {
	case c == nil && t.author != nil:
		return t.Sprintf("mostly by one author")
	case c == nil && t.thread != nil:
		return t.Sprintf("mostly in one discussion")
	case c == nil:
		return ""
	case c.ID == 0:
		return t.Sprintf("mostly complaints about “%s”", alerts.Inert(t.DB.Themes().Name(c.Theme, t.Language())))
	}
	what := t.Sprintf("“%s” (%s, %s)", t.called(c.Label), c.ID.String(), t.Sprintf("%d people", c.People))
	switch c.Kind {
	case cluster.Praise:
		return t.Sprintf("mostly praise: %s", what)
	case cluster.Suggestion:
		return t.Sprintf("mostly a wish: %s", what)
	}
	return t.Sprintf("mostly the complaint %s", what)
}

func (t teller) called(label string) string {
	return alerts.Name(store.Complaint{Label: label}, t.Printer)
}

// odds says how rarely chance alone does this, and what was decided about such alerts.
func (t teller) odds() string {
	return t.rarity(t.facts.Sign.Score) + " " + t.Sprintf("The line is drawn for at most %s false alerts a month, over all topics.", t.Decimal(t.Budget, tenths(t.Budget)))
}

// rarity turns a score into on how many days of one topic chance would bring as much.
func (t teller) rarity(score float64) string {
	const years = 3650
	if days := math.Pow(10, score); days < years {
		return t.Sprintf("Chance alone does this about once in %d days.", whole(max(days, 1)))
	}
	return t.Sprintf("Chance alone does this less than once in ten years.")
}

// tenths is how many digits a number of alerts needs.
func tenths(n float64) int {
	if n == math.Trunc(n) {
		return 0
	}
	return 1
}

// counts leads from each tone to its mentions.
func (t teller) counts(all store.Filter) alerts.Line {
	n := t.facts.Counts
	felt := func(text string, s classify.Sentiment, n int) alerts.Span {
		f := all
		f.Sentiment = &s
		return t.leads(text, n, f)
	}
	return alerts.Line{
		t.leads(t.Sprintf("%d mentions", n.Total()), n.Total(), all), {Text: " " + t.span() + ": "},
		felt(t.Sprintf("positive %d", n.Positive), classify.Positive, n.Positive), {Text: ", "},
		felt(t.Sprintf("negative %d", n.Negative), classify.Negative, n.Negative), {Text: ", "},
		felt(t.Sprintf("neutral %d", n.Neutral), classify.Neutral, n.Neutral), {Text: "."},
	}
}

// leads is a span that leads to n mentions, and nowhere when there are none.
func (t teller) leads(text string, n int, f store.Filter) alerts.Span {
	if n == 0 {
		return alerts.Span{Text: text}
	}
	return alerts.Span{Text: text, URL: t.Links.Mentions(f)}
}

// named is how many networks are named.
const named = 5

func (t teller) networks(all store.Filter) alerts.Line {
	line := alerts.Line{{Text: t.Sprintf("Networks") + ": "}}
	for n, s := range t.facts.Networks[:min(len(t.facts.Networks), named)] {
		if n > 0 {
			line = append(line, alerts.Span{Text: ", "})
		}
		f := all
		f.Network = s.Name
		line = append(line, t.leads(alerts.Isolate(alerts.Inert(s.Name))+" "+t.Number(s.Mentions), s.Mentions, f))
	}
	return append(line, alerts.Span{Text: "."})
}

// makers says how much of it one author wrote, and what was said again beside it.
func (t teller) makers(ctx context.Context, all store.Filter) (lines []alerts.Line, err error) {
	if t.author != nil {
		f := all
		f.Network, f.Author = t.author.network, t.author.id
		n, err := t.DB.Count(ctx, f)
		if err != nil {
			return nil, err
		}
		lines = append(lines, alerts.Line{t.leads(t.Sprintf("One author wrote %d of them.", n), n, f)})
	}
	again := all
	again.Counted, again.Copy = nil, new(true)
	n, err := t.DB.Count(ctx, again)
	if n > 0 {
		lines = append(lines, alerts.Line{t.leads(t.Sprintf("Copies, not counted: %d.", n), n, again)})
	}
	return lines, err
}

func (t teller) titles(ids []string) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		topic, _ := t.topic(id)
		all[i] = alerts.Inert(topic.Name)
	}
	return all
}

// quotes are of what it is about.
func (t teller) quotes(ctx context.Context, all store.Filter) ([]alerts.Said, error) {
	if c := t.facts.Cause; c != nil && c.ID != 0 {
		all.Complaint = int64(c.ID)
	} else if felt, ok := t.facts.feeling(); ok {
		all.Sentiment = &felt
	}
	return t.cite(ctx, all)
}

func (t teller) cite(ctx context.Context, f store.Filter) ([]alerts.Said, error) {
	f.Period.From = t.local(f.Period.From)
	quotes, err := alerts.Pick(ctx, t.DB, f, cited)
	return alerts.Cite(quotes, t.about, t.Printer), err
}
