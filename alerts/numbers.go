package alerts

import (
	"molva/classify"
	"molva/classify/quantify"
	"molva/store"
)

// numbers are the estimates, then what was counted.
func (t teller) numbers() []Line {
	lines := []Line{t.ratio()}
	if t.Now.Estimated.Net.Known {
		lines = append(lines, t.net())
	}
	if f := t.Now.Estimated.Favour; f.Known {
		lines = append(lines, t.figure(t.Sprintf("Positive share of opinions: %s (90%% interval %s).", t.Percent(f.Value), t.Percents(f.Low, f.High)), t.now()))
	}
	return append(lines, t.judged(), t.tally())
}

// quiet reports whether nobody said anything, so that there is nothing to put a number to.
func (d Digest) quiet() bool { return d.Tally.Mentions == 0 && d.Now.Total() == 0 }

// figure is a sentence about an estimate, which leads to the mentions that it was made of.
func (t teller) figure(sentence string, f store.Filter) Line {
	return Line{{sentence, t.to.Mentions(f)}}
}

// net says by how much of all mentions the positive ones outweigh the negative ones, and how that changed.
func (t teller) net() Line {
	f := t.Now.Estimated.Net
	l := t.figure(t.Sprintf("Net sentiment (positive less negative, of all mentions): %s points (90%% interval %s).",
		Points(f.Value), PointsInterval(f.Low, f.High, t.Printer)), t.now())
	if t.Change.Direction == quantify.Unknown {
		return l
	}
	return l.say(" ").with(t.figure(t.Sprintf("Change: %s points (90%% interval %s); chance that it got better: %s.",
		Points(t.Change.Delta), PointsInterval(t.Change.Low, t.Change.High, t.Printer), t.Percent(t.Change.Better)), t.before()))
}

// ratio says it for the period and for the one before.
func (t teller) ratio() Line {
	now, was := t.Now.Estimated, t.Before.Estimated.Ratio
	var l Line
	switch {
	case now.Ratio.Known:
		l = t.figure(t.Sprintf("Positive to negative: %s (90%% interval %s).", t.Ratio(now.Ratio.Value), RatioInterval(now.Ratio, t.Printer)), t.now())
	case now.Favour.Known:
		l = Words(t.Sprintf("Positive to negative: undefined, hardly any opinion is negative."))
	default:
		l = Words(t.Sprintf("Positive to negative: undefined, there are too few opinions."))
	}
	span := t.Span(t.Previous.From, t.Previous.To)
	if !was.Known {
		return l.say(" " + t.Sprintf("It was undefined on %s.", span))
	}
	return l.say(" ").with(t.figure(t.Sprintf("It was %s on %s.", t.Ratio(was.Value), span), t.before()))
}

// judged says how many mentions were taken for what, now and before.
func (t teller) judged() Line {
	l := Words(t.Sprintf("Counted") + ": ").with(t.counts(t.Now.Counts, t.now()))
	l = l.say(". " + t.Sprintf("On %s", t.Span(t.Previous.From, t.Previous.To)) + ": ")
	return l.with(t.counts(t.Before.Counts, t.before())).say(".")
}

// tally says how much was said at all, and what of it does not count.
func (t teller) tally() Line {
	all := store.Filter{Topic: t.Topic.ID, Period: t.Period}
	copies, adverts := all, all
	copies.Copy, adverts.Copy, adverts.Category = new(true), new(false), classify.Promo
	said := t.Sprintf("%d mentions", t.Tally.Mentions)
	if t.Tally.People > 0 {
		said += " " + t.Sprintf("by %d people", t.Tally.People)
	}
	parts := []Line{{{said, t.some(t.Tally.Mentions, all)}}}
	if n := t.Tally.Copies; n > 0 {
		parts = append(parts, Line{{t.Sprintf("copies folded: %d", n), t.some(n, copies)}})
	}
	if n := t.Tally.Promo; n > 0 {
		parts = append(parts, Line{{t.Sprintf("adverts left out: %d", n), t.some(n, adverts)}})
	}
	return joined(parts, ", ").say(".")
}
