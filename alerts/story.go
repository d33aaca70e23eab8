package alerts

import (
	"fmt"
	"math"
	"strings"

	"molva/alerts/phrase"
	"molva/classify/quantify"
	"molva/store"
)

// Story is a digest in a person's words. Every string in it is one inert line, whoever wrote it; what a renderer adds is
// the escaping of its own format.
type Story struct {
	Title    string
	Notes    []string // about this message: late, a possible repeat, what it stands for
	Headline string   // what changed
	Lines    []string // how sure that is, and the numbers
	Sections []Section
	Coverage Section // how much of it could be seen
	Foot     []string
}

// Section is a part of a story under its own title.
type Section struct {
	Title  string
	Lines  []string
	Quotes []Said
}

// Said is one quote.
type Said struct {
	Text string
	Mark string // of what kind it is and where it stands: negative, 93% sure, vk, 21 Nov
	URL  string // http or https, or ""
	Host string // where the URL leads
}

// Tell says a digest.
func Tell(d Digest, p *phrase.Printer) Story {
	return Story{
		Title:    Inert(d.Topic.Name) + ", " + p.Dates(d.Period.From, d.Period.To),
		Headline: headline(d, p),
		Lines:    numbers(d, p),
		Sections: sections(d, p),
		Coverage: Section{Title: p.Sprintf("Coverage"), Lines: tellCoverage(d.Coverage, p)},
		Foot:     foot(d, p),
	}
}

// foot says what the intervals leave out, when there are any.
func foot(d Digest, p *phrase.Printer) []string {
	if d.Now.Opinions() == 0 {
		return nil
	}
	return []string{p.Sprintf("The 90%% intervals cover chance only, not the classifier's own mistakes.")}
}

// headline is one sentence: what changed, or why that cannot be said.
func headline(d Digest, p *phrase.Printer) string {
	span := p.Span(d.Previous.From, d.Previous.To)
	share, before := p.Percent(d.Now.Share.Share), p.Percent(d.Before.Share.Share)
	switch opinions := d.Now.Opinions(); {
	case d.Now.Total() == 0:
		return silence(d, p, span)
	case opinions == 0:
		return p.Sprintf("No opinions, %d neutral mentions.", d.Now.Neutral)
	case opinions < quantify.Enough:
		return p.Sprintf("Too few opinions to judge: %d positive, %d negative.", d.Now.Positive, d.Now.Negative)
	case d.Change.Direction == quantify.Up:
		return p.Sprintf("Better: %s of %d opinions are positive, %s on %s.", share, opinions, before, span)
	case d.Change.Direction == quantify.Down:
		return p.Sprintf("Worse: %s of %d opinions are positive, %s on %s.", share, opinions, before, span)
	case d.Change.Direction == quantify.Unclear:
		return p.Sprintf("No clear change: %s of %d opinions are positive, %s on %s.", share, opinions, before, span)
	default:
		return p.Sprintf("%s of %d opinions are positive. There were too few on %s to tell a change.", share, opinions, span)
	}
}

// silence says what it means that nothing was counted.
func silence(d Digest, p *phrase.Printer, before string) string {
	switch {
	case d.Tally.Mentions > 0:
		return p.Sprintf("None of %d mentions counts: they are adverts, copies or excluded.", d.Tally.Mentions)
	case d.Coverage.Deaf():
		return p.Sprintf("No mentions, and no source can be read now: the silence says nothing.")
	case d.Before.Total() > 0:
		return p.Sprintf("Nobody wrote about it. There were %d mentions on %s.", d.Before.Total(), before)
	}
	return p.Sprintf("Nothing to report: nobody wrote about it.")
}

func numbers(d Digest, p *phrase.Printer) []string {
	if d.Tally.Mentions == 0 && d.Now.Total() == 0 {
		return nil
	}
	var lines []string
	if d.Now.Opinions() > 0 {
		lines = append(lines, certainty(d, p))
	}
	return append(lines, ratio(d, p), counts(d, p), tally(d.Tally, p))
}

func certainty(d Digest, p *phrase.Printer) string {
	s := p.Sprintf("Positive share: %s (90%% interval %s).",
		p.Percent(d.Now.Share.Share), p.Percents(d.Now.Share.Low, d.Now.Share.High))
	if d.Change.Direction == quantify.Unknown {
		return s
	}
	return s + " " + p.Sprintf("Change: %s points (90%% interval %s to %s).",
		points(d.Change.Delta), points(d.Change.Low), points(d.Change.High))
}

// points writes a difference of shares with its sign, in percentage points.
func points(delta float64) string {
	switch n := math.Round(100 * delta); {
	case n > 0:
		return fmt.Sprintf("+%.0f", n)
	case n < 0:
		return fmt.Sprintf("−%.0f", -n)
	}
	return "0"
}

func ratio(d Digest, p *phrase.Printer) string {
	var s string
	r, low, high, ok := d.Now.Share.Odds()
	switch {
	case ok:
		s = p.Sprintf("Positive to negative: %s (90%% interval %s).", p.Ratio(r), p.Ratios(low, high))
	case d.Now.Opinions() > 0:
		s = p.Sprintf("Positive to negative: undefined, none of %d opinions is negative.", d.Now.Opinions())
	default:
		s = p.Sprintf("Positive to negative: undefined, there are no opinions.")
	}
	span := p.Span(d.Previous.From, d.Previous.To)
	if was, _, _, ok := d.Before.Share.Odds(); ok {
		return s + " " + p.Sprintf("It was %s on %s.", p.Ratio(was), span)
	}
	return s + " " + p.Sprintf("It was undefined on %s.", span)
}

func counts(d Digest, p *phrase.Printer) string {
	s := p.Sprintf("Positive %d, negative %d, neutral %d.", d.Now.Positive, d.Now.Negative, d.Now.Neutral)
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
