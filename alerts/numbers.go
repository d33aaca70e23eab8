package alerts

import (
	"strings"

	"molva/alerts/phrase"
	"molva/classify/quantify"
	"molva/store"
)

// numbers are the estimates, then what was counted.
func numbers(d Digest, p *phrase.Printer) []string {
	if d.Tally.Mentions == 0 && d.Now.Total() == 0 {
		return nil
	}
	var lines []string
	if d.Now.Estimated.Net.Known {
		lines = append(lines, net(d, p))
	}
	if f := d.Now.Estimated.Favour; f.Known {
		lines = append(lines, p.Sprintf("Positive share of opinions: %s (90%% interval %s).", p.Percent(f.Value), p.Percents(f.Low, f.High)))
	}
	return append(lines, ratio(d, p), counts(d, p), tally(d.Tally, p))
}

// net says by how much of all mentions the positive ones outweigh the negative ones, and how that changed.
func net(d Digest, p *phrase.Printer) string {
	f := d.Now.Estimated.Net
	s := p.Sprintf("Net sentiment (positive less negative, of all mentions): %s points (90%% interval %s).", Points(f.Value), PointsInterval(f.Low, f.High, p))
	if d.Change.Direction == quantify.Unknown {
		return s
	}
	return s + " " + p.Sprintf("Change: %s points (90%% interval %s); chance that it got better: %s.",
		Points(d.Change.Delta), PointsInterval(d.Change.Low, d.Change.High, p), p.Percent(d.Change.Better))
}

func ratio(d Digest, p *phrase.Printer) string {
	var s string
	switch e := d.Now.Estimated; {
	case e.Ratio.Known:
		s = p.Sprintf("Positive to negative: %s (90%% interval %s).", p.Ratio(e.Ratio.Value), RatioInterval(e.Ratio, p))
	case e.Favour.Known:
		s = p.Sprintf("Positive to negative: undefined, hardly any opinion is negative.")
	default:
		s = p.Sprintf("Positive to negative: undefined, there are too few opinions.")
	}
	span := p.Span(d.Previous.From, d.Previous.To)
	if was := d.Before.Estimated.Ratio; was.Known {
		return s + " " + p.Sprintf("It was %s on %s.", p.Ratio(was.Value), span)
	}
	return s + " " + p.Sprintf("It was undefined on %s.", span)
}

func counts(d Digest, p *phrase.Printer) string {
	s := p.Sprintf("Counted: positive %d, negative %d, neutral %d.", d.Now.Positive, d.Now.Negative, d.Now.Neutral)
	return s + " " + p.Sprintf("On %s: %d, %d and %d.",
		p.Span(d.Previous.From, d.Previous.To), d.Before.Positive, d.Before.Negative, d.Before.Neutral)
}

func tally(t store.Tally, p *phrase.Printer) string {
	all := []string{p.Sprintf("%d mentions", t.Mentions)}
	if t.People > 0 {
		all[0] += " " + p.Sprintf("by %d people", t.People)
	}
	if t.Copies > 0 {
		all = append(all, p.Sprintf("copies folded: %d", t.Copies))
	}
	if t.Promo > 0 {
		all = append(all, p.Sprintf("adverts left out: %d", t.Promo))
	}
	return strings.Join(all, ", ") + "."
}
