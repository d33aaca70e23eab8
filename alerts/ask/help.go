package ask

import (
	"molva/alerts"
	"molva/alerts/phrase"
	"molva/ingest"
)

// help says what can be asked, with examples of topics that there are.
func help(topics []ingest.Topic, p *phrase.Printer) alerts.Story {
	var examples []string
	if len(topics) > 0 {
		examples = append(examples, p.Sprintf("what do people think of %s last week", alerts.Inert(topics[0].Name)))
	}
	examples = append(examples, p.Sprintf("what do people complain about in September"))
	if len(topics) > 1 {
		examples = append(examples, p.Sprintf("compare %s and %s, last 30 days", alerts.Inert(topics[0].Name), alerts.Inert(topics[1].Name)))
	}
	return alerts.Story{
		Title:    p.Sprintf("What you can ask"),
		Headline: p.Sprintf("I answer from what has been collected, with links to the mentions."),
		Lines: append(alerts.Lines(examples...), alerts.Lines(
			p.Sprintf("Periods: today, yesterday, this or last week, month or year, last 10 days, on Monday, since Monday, 21 September, 1–7 September, 2026-09-21. Without one: the last seven days that are over."),
			p.Sprintf("Russian works as well; the answer is in the language of the question."),
		)...),
	}
}

const mostTopics = 30 // are named where there is no such topic

// Tell says a mistake, with what is possible instead.
func (m *Mistake) Tell(p *phrase.Printer) alerts.Story {
	s := alerts.Story{Title: p.Sprintf("This question cannot be answered")}
	switch m.What {
	case UnknownTopic:
		s.Headline = p.Sprintf("There is no such topic.")
		s.Lines = append(s.Lines, alerts.Words(p.Sprintf("Found: %s", shown(m.Words))))
	case WhichTopic:
		s.Headline = p.Sprintf("There are several topics: name one of them.")
	case Future:
		s.Headline = p.Sprintf("That is still to come.")
		return s
	}
	if line := m.topics(p); line != "" {
		s.Lines = append(s.Lines, alerts.Words(line))
	}
	return s
}

// topics lists what there is.
func (m *Mistake) topics(p *phrase.Printer) string {
	if len(m.Topics) == 0 {
		return p.Sprintf("No topic is set up yet.")
	}
	var names []string
	for _, t := range m.Topics[:min(len(m.Topics), mostTopics)] {
		names = append(names, alerts.Inert(t.Name))
	}
	if more := len(m.Topics) - len(names); more > 0 {
		names = append(names, p.Sprintf("%d more", more))
	}
	return p.Sprintf("Topics: %s", p.List(names))
}
