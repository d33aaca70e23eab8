package alerts

import (
	"molva/alerts/phrase"
	"molva/classify/quantify"
)

// Story is a digest in a person's words. Every string in it is one inert line, whoever wrote it; what a renderer adds is
// the escaping of its own format.
type Story struct {
	Title    string
	Notes    []string  // about this message: late, a possible repeat, what it stands for
	Headline string    // what changed
	News     []string  // complaints that returned, rise or are new
	Lines    []string  // how sure the headline is, and the numbers
	Recurs   []Section // what several people complain of, ask for and like
	Sections []Section
	Coverage Section // how much of it could be seen
	Foot     []string
}

// Section is a part of a story under its own title.
type Section struct {
	Title  string
	Items  []Item
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
		News:     news(d, p),
		Lines:    numbers(d, p),
		Recurs:   recurs(d, p),
		Sections: sections(d, p),
		Coverage: Section{Title: p.Sprintf("Coverage"), Lines: tellCoverage(d.Coverage, p)},
		Foot:     foot(d, p),
	}
}

// foot is there when there are figures to speak of.
func foot(d Digest, p *phrase.Printer) []string {
	if d.Now.Total() == 0 {
		return nil
	}
	return Foot(d.Now.Estimated, d.Reliability, p)
}

// headline is one sentence: what changed, or why that cannot be said.
func headline(d Digest, p *phrase.Printer) string {
	span := p.Span(d.Previous.From, d.Previous.To)
	switch opinions := d.Now.Opinions(); {
	case d.Now.Total() == 0:
		return silence(d, p, span)
	case opinions == 0:
		return p.Sprintf("No opinions, %d neutral mentions.", d.Now.Neutral)
	case opinions < quantify.Enough || !d.Now.Estimated.Favour.Known:
		return p.Sprintf("Too few opinions to judge: %d positive, %d negative.", d.Now.Positive, d.Now.Negative)
	}
	return verdict(d, p, span)
}

// verdict says how net sentiment changed, and how sure that is.
func verdict(d Digest, p *phrase.Printer, span string) string {
	now, before := Points(d.Now.Estimated.Net.Value), Points(d.Before.Estimated.Net.Value)
	switch d.Change.Direction {
	case quantify.Up:
		return p.Sprintf("Better: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.ProbablyUp:
		return p.Sprintf("Probably better, not proven: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.Down:
		return p.Sprintf("Worse: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.ProbablyDown:
		return p.Sprintf("Probably worse, not proven: net sentiment is %s, it was %s on %s.", now, before, span)
	case quantify.Unclear:
		return p.Sprintf("No clear change: net sentiment is %s, it was %s on %s.", now, before, span)
	}
	return p.Sprintf("Net sentiment is %s. There were too few mentions on %s to tell a change.", now, span)
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
