package watch

import (
	"context"
	"slices"

	"github.com/rivo/uniseg"

	"molva/alerts"
	"molva/store"
)

// nameWidth is how many columns an author's name may take.
const nameWidth = 60

// complaint tells of one that is new or back.
func (t teller) complaint(ctx context.Context) (s alerts.Story, err error) {
	c := t.facts.Complaint
	f := store.Filter{Complaint: int64(c.ID), Counted: new(true)}
	name := t.Sprintf("“%s” (%s)", t.called(c.Label), c.ID.String())
	people := t.Sprintf("%d people", c.People)
	if t.kind() == alerts.ReturnedComplaint {
		f.Period.From = c.Fixed
		s.Headline = t.Sprintf("Back after the fix of %s: %s, %s.", t.Day(t.local(c.Fixed)), name, people)
		s.Lines = append(s.Lines, alerts.Words(t.Sprintf("More people than may linger after a fix, beyond chance; a fix is reported once.")))
	} else {
		s.Headline = t.Sprintf("%s: %s since %s.", name, people, t.moment(t.facts.From))
		s.Lines = append(s.Lines, alerts.Words(t.Sprintf("Nobody told of it before. Enough people do, in words of their own, for it to be no accident; it is reported once.")))
	}
	s.Lines = append(s.Lines, alerts.Line{t.leads(t.Sprintf("%d mentions", c.Mentions), c.Mentions, f), {Text: "."}})
	if c.Theme != "" {
		s.Lines = append(s.Lines, alerts.Words(t.Sprintf("Theme: %s.", alerts.Inert(t.DB.Themes().Name(c.Theme, t.Language())))))
	}
	s.Lines = append(s.Lines, t.beside()...)
	s.Actions = t.opens(f)
	if t.runs() {
		s.Actions = append(s.Actions, alerts.Button(alerts.Fixed, c.ID.String(), "", t.Printer))
	}
	f.Topic = t.Topic
	s.Quotes, err = t.cite(ctx, f)
	return s, err
}

// beside tells of the incidents whose news stands in this one's message.
func (t teller) beside() (lines []alerts.Line) {
	for _, o := range t.within(t.incident) {
		other := t
		other.incident, other.facts = o, &o.facts
		switch {
		case o.facts.Sign != nil:
			lines = append(lines, alerts.Words(sentence(other.seen())))
		case o.facts.Complaint != nil && o.Subject != t.facts.Cause.key():
			c := o.facts.Complaint
			lines = append(lines, alerts.Words(t.Sprintf("New with it: “%s” (%s), %s.", t.called(c.Label), c.ID.String(), t.Sprintf("%d people", c.People))))
		}
	}
	return lines
}

// silence tells of sources that are not heard.
func (t teller) silence() (s alerts.Story) {
	now := slices.DeleteFunc(slices.Clone(t.facts.Sources), func(s source) bool { return !s.Back.IsZero() })
	switch {
	case len(now) == 0:
		s.Headline = t.Sprintf("Heard again: %s.", t.List(names(t.facts.Sources)))
	case len(now) == t.listening():
		s.Headline = t.Sprintf("No source is heard: %s.", t.List(names(now)))
	default:
		s.Headline = t.Sprintf("Not heard: %s.", t.List(names(now)))
	}
	for _, source := range t.facts.Sources {
		s.Lines = append(s.Lines, alerts.Words(t.hush(source)))
	}
	if t.runs() {
		s.Lines = append(s.Lines, alerts.Words(t.Sprintf("Until then fewer mentions mean nothing: a drop is not reported.")))
	}
	return s
}

func (t teller) hush(s source) string {
	name, since := alerts.Isolate(alerts.Inert(s.ID)), t.moment(s.Since)
	var line string
	switch {
	case !s.Back.IsZero():
		return t.Sprintf("%s: not heard from %s to %s.", name, since, t.moment(s.Back))
	case s.Blind:
		line = t.Sprintf("%s cannot be read since %s", name, since)
	default:
		line = t.Sprintf("%s answers and brings nothing since %s, twice as long as ever before", name, since)
	}
	if s.Why != "" {
		line += " (" + alerts.Isolate(alerts.Inert(s.Why)) + ")"
	}
	return line + "."
}

// influencer tells what somebody with many followers wrote.
func (t teller) influencer(ctx context.Context) (s alerts.Story, err error) {
	rows, err := t.DB.Loud(ctx, t.Topic, store.Period{From: t.facts.From, To: t.now}, t.Followers)
	if err != nil {
		return s, err
	}
	rows = slices.DeleteFunc(rows, func(r store.Row) bool { return keyOf(r) != t.Subject })
	n := t.facts.Author.Mentions
	if len(rows) == 0 { // deleted meanwhile
		s.Headline = t.Sprintf("An author with %d followers wrote %s.", t.facts.Author.Followers, t.Sprintf("%d mentions", n))
		return s, nil
	}
	who := rows[0].Mention.Author
	f := store.Filter{Topic: t.Topic, Network: rows[0].Mention.Network, Author: who.ID, Period: store.Period{From: t.facts.From, To: t.now}, Counted: new(true)}
	name := alerts.Isolate(alerts.Cut(alerts.Inert(who.Name), nameWidth, uniseg.StringWidth))
	s.Headline = t.Sprintf("%s, %d followers on %s.", name, t.facts.Author.Followers, alerts.Inert(f.Network))
	if who.ID != "" {
		s.Lines = append(s.Lines, alerts.Line{t.leads(t.Sprintf("%d mentions", n), n, f), {Text: "."}})
		s.Actions = t.opens(f)
	}
	s.Lines = append(s.Lines, alerts.Words(t.Sprintf("One of the most followed authors of the week; each is reported once a day.")))
	s.Quotes = alerts.Cite(t.words(rows), t.about, t.Printer)
	return s, nil
}

// words are an author's own, the latest first.
func (t teller) words(rows []store.Row) (all []alerts.Quote) {
	slices.SortStableFunc(rows, func(a, b store.Row) int { return b.Mention.Published.Compare(a.Mention.Published) })
	for _, r := range rows[:min(len(rows), cited)] {
		m := r.Mention
		all = append(all, alerts.Quote{ID: m.Key(), Text: m.Text, URL: m.URL, Network: m.Network, Published: t.local(m.Published),
			Sentiment: r.Sentiment, P: r.P.Of(r.Sentiment)})
	}
	return all
}
