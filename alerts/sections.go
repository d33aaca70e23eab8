package alerts

import (
	"strings"

	"molva/classify"
)

// few is how many brands and products the first page shows; more of them are details.
const few = 5

// sections are what else belongs on the first page.
func (t teller) sections() (all []Section) {
	if len(t.Competitors) > 0 {
		us := Part{t.Topic, t.Now, t.Before}
		all = append(all, Section{Title: t.Sprintf("Competitors beside us"), Lines: t.parts(append([]Part{us}, t.Competitors...))})
	}
	if len(t.Children) <= few {
		all = append(all, t.children()...)
	}
	return all
}

// details are what a thread holds.
func (t teller) details() (all []Section) {
	all = append(all, t.further()...)
	if len(t.Networks) > 0 {
		all = append(all, Section{Title: t.Sprintf("Networks"), Lines: t.networks()})
	}
	if len(t.Children) > few {
		all = append(all, t.children()...)
	}
	return all
}

func (t teller) children() []Section {
	if len(t.Children) == 0 {
		return nil
	}
	return []Section{{Title: t.Sprintf("Brands and products"), Lines: t.parts(t.Children)}}
}

func (t teller) networks() []Line {
	lines := make([]Line, len(t.Networks))
	for i, c := range t.Networks {
		f := t.now()
		f.Network = c.Network
		lines[i] = Words(Inert(c.Network) + ": ").with(t.counts(c.Counts, f))
	}
	return lines
}

func (t teller) parts(parts []Part) []Line {
	lines := make([]Line, len(parts))
	for i, part := range parts {
		lines[i] = Words(Inert(part.Topic.Name) + ": ").with(t.part(part))
	}
	return lines
}

// part says the tone of one topic beside others, and what it was.
func (t teller) part(part Part) Line {
	now, before := counted(part.Topic.ID, t.Period), counted(part.Topic.ID, t.Previous)
	l, ratio := t.counts(part.Now.Counts, now), part.Now.Estimated.Ratio
	switch {
	case part.Now.Total() == 0:
	case ratio.Known:
		l = l.say(", ").with(t.figure(t.Sprintf("ratio %s (%s)", t.Printer.Ratio(ratio.Value), RatioInterval(ratio, t.Printer)), now))
	default:
		l = l.say(", " + t.Sprintf("ratio undefined"))
	}
	if part.Before.Opinions() > 0 {
		l = l.say(", ").with(t.figure(t.Sprintf("was %s", Ratio(part.Before.Estimated.Ratio, t.Printer)), before))
	}
	return l
}

// said are the quotes of the digest, the negative ones first.
func (t teller) said() []Said {
	all := make([]Said, len(t.Quotes))
	for i, q := range t.Quotes {
		mark := []string{t.sentiment(q.Sentiment), Surety(q.By, q.P, t.Printer), Inert(q.Network), t.Day(q.Published)}
		all[i] = t.quoted(q, strings.Join(mark, ", "))
	}
	return all
}

func (t teller) quoted(q Quote, mark string) Said {
	s := Said{Text: Isolate(Inert(q.Text)), Mark: mark, Mention: q.ID, Topic: t.Topic.ID}
	s.URL, s.Host = Link(q.URL)
	return s
}

func (t teller) sentiment(s classify.Sentiment) string {
	switch s {
	case classify.Negative:
		return t.Sprintf("negative")
	case classify.Positive:
		return t.Sprintf("positive")
	}
	return t.Sprintf("neutral")
}
