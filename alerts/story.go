package alerts

import "molva/alerts/phrase"

// Story is a digest in a person's words. Every string in it is one inert line, whoever wrote it; what a renderer adds is
// the escaping of its own format.
type Story struct {
	Title    string    `json:"title"`
	Notes    []string  `json:"notes,omitempty"` // about this message: late, a possible repeat, what it stands for
	Headline string    `json:"headline"`        // what changed; "" where Lines say it
	News     []Line    `json:"news,omitempty"`  // complaints that returned, rise, are new, or were fixed and stay so
	Lines    []Line    `json:"lines,omitempty"` // how sure the headline is, and the numbers
	Chart    *Chart    `json:"chart,omitempty"`
	Recurs   []Section `json:"recurs,omitempty"`   // what several people complain of, ask for and like
	Sections []Section `json:"sections,omitempty"` // what else belongs on the first page
	Details  []Section `json:"details,omitempty"`  // what a thread holds where there are threads
	Saying   string    `json:"saying,omitempty"`   // the title of Quotes
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

// Tell says a digest; its numbers lead to their evidence. Where nothing happened that is all that it says.
func Tell(d Digest, p *phrase.Printer, to Links) Story {
	t := teller{d, p, to}
	s := Story{
		Title:    t.name() + ", " + t.Dates(d.Period.From, d.Period.To),
		Headline: t.headline(),
		News:     t.news(),
		Coverage: t.coverage(),
		Foot:     t.foot(),
	}
	if d.quiet() {
		return s
	}
	s.Lines, s.Chart, s.Recurs, s.Sections, s.Details = t.numbers(), t.chart(), t.recurs(), t.sections(), t.details()
	if len(d.Quotes) > 0 {
		s.Saying, s.Quotes = t.Sprintf("What people say"), t.said()
	}
	return s
}

// TellComplaints says only what several people complain of, for those who help them.
func TellComplaints(d Digest, p *phrase.Printer, to Links) Story {
	t := teller{d, p, to}
	s := Story{
		Title:    t.Sprintf("Complaints") + ", " + t.name() + ", " + t.Dates(d.Period.From, d.Period.To),
		Headline: t.complaining(),
		News:     t.news(),
		Coverage: t.coverage(),
		Foot:     t.foot(),
	}
	if d.Complaints.Mentions > 0 {
		s.Recurs, s.Details = []Section{t.complaints()}, t.further()
	}
	return s
}

func (t teller) name() string { return Inert(t.Topic.Name) }

// foot is what people put right and, where there are figures to speak of, how far those can be trusted.
func (t teller) foot() (lines []string) {
	if line := t.corrections(); line != "" {
		lines = append(lines, line)
	}
	if t.Now.Total() > 0 {
		lines = append(lines, Foot(t.Now.Estimated, t.Reliability, t.Printer)...)
	}
	return lines
}
