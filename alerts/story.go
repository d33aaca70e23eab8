package alerts

import (
	"molva/alerts/phrase"
	"molva/classify/quantify"
)

// Story is a digest in a person's words. Every string in it is one inert line, whoever wrote it; what a renderer adds is
// the escaping of its own format.
type Story struct {
	Title    string    `json:"title"`
	Notes    []string  `json:"notes,omitempty"` // about this message: late, a possible repeat, what it stands for
	Headline string    `json:"headline"`        // what changed
	News     []Line    `json:"news,omitempty"`  // complaints that returned, rise, are new, or were fixed and stay so
	Lines    []Line    `json:"lines,omitempty"` // how sure the headline is, and the numbers
	Chart    *Chart    `json:"chart,omitempty"`
	Recurs   []Section `json:"recurs,omitempty"`   // what several people complain of, ask for and like
	Sections []Section `json:"sections,omitempty"` // what else belongs on the first page
	Details  []Section `json:"details,omitempty"`  // what a thread holds where there are threads
	Quotes   []Said    `json:"quotes,omitempty"`   // what people say; each is a message of its own where there are threads
	Coverage Section   `json:"coverage"`           // how much of it could be seen
	Foot     []string  `json:"foot,omitempty"`
	Actions  []Action  `json:"actions,omitempty"` // on the whole message
}

// Section is a part of a story under its own title.
type Section struct {
	Title  string `json:"title"`
	Items  []Item `json:"items,omitempty"`
	Lines  []Line `json:"lines,omitempty"`
	Quotes []Said `json:"quotes,omitempty"`
}

// Said is one quote.
type Said struct {
	Text    string `json:"text"`
	Mark    string `json:"mark"`              // of what kind it is and where it stands: negative, 93% sure, vk, 21 Nov
	URL     string `json:"url,omitempty"`     // http or https, or ""
	Host    string `json:"host,omitempty"`    // where the URL leads
	Mention string `json:"mention,omitempty"` // its public id, for whoever says that it is judged wrongly
	Topic   string `json:"topic,omitempty"`   // towards which it was judged
}

// Tell says a digest; its numbers lead to their evidence.
func Tell(d Digest, p *phrase.Printer, to Links) Story {
	return Story{
		Title:    Inert(d.Topic.Name) + ", " + p.Dates(d.Period.From, d.Period.To),
		Headline: headline(d, p),
		News:     Lines(news(d, p)...),
		Lines:    Lines(numbers(d, p)...),
		Recurs:   recurs(d, p),
		Sections: sections(d, p),
		Coverage: Section{Title: p.Sprintf("Coverage"), Lines: Lines(tellCoverage(d.Coverage, p)...)},
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
