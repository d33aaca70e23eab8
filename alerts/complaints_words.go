package alerts

import (
	"math"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"molva/alerts/phrase"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/store"
)

// nameWidth is how many columns of a terminal a phrase of a name may take.
const nameWidth = 100

// told says in how many mentions, and what it was in the period before.
func (t teller) told(c Complaint) Line {
	l := Line{{t.Sprintf("%d people", c.People) + " " + t.Sprintf("in %d mentions", c.Mentions), t.some(c.Mentions, of(c.Complaint, t.now()))}}
	span := t.Span(t.Previous.From, t.Previous.To)
	if c.Before == 0 {
		return l.say(", " + t.Sprintf("nobody on %s", span))
	}
	return l.say(", ").lead(t.Sprintf("%d people on %s", c.Before, span), t.to.Mentions(of(c.Complaint, t.before())))
}

// stands says in which state it is; nothing of one that is only new.
func (t teller) stands(c Complaint) Line {
	switch c.State {
	case life.Rising:
		return Words(t.Sprintf("rising") + ": ").with(t.growth(c))
	case life.Fading:
		return Words(t.Sprintf("fading") + ": ").with(t.growth(c))
	case life.Dormant:
		return Words(t.Sprintf("silent for two weeks"))
	case life.Fixed:
		return Words(t.Sprintf("fixed on %s", t.fixed(c.Complaint)))
	case life.Returned:
		return Words(t.Sprintf("returned after the fix of %s", t.fixed(c.Complaint)))
	}
	if t.fresh(c) {
		return nil
	}
	return Words(t.Sprintf("steady"))
}

// growth compares the latest days with what is usual, where that is known.
func (t teller) growth(c Complaint) Line {
	g := c.Growth
	l := Line{{t.Sprintf("%d people", int(math.Round(g.Recent))) + " " + t.Sprintf("in %d days", g.Days), t.to.Mentions(of(c.Complaint, t.latest(g.Days)))}}
	switch {
	case g.Expected <= 0:
		return l
	case g.Expected < 9.5:
		return l.say(", " + t.Sprintf("%s expected", t.Decimal(g.Expected, 1)))
	}
	return l.say(", " + t.Sprintf("%s expected", t.Decimal(g.Expected, 0)))
}

// latest are the mentions of the last days of the period; they are days by UTC, the last one as far as the period goes.
func (t teller) latest(days int) store.Filter {
	from := eve(t.Period.To).UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-days)
	return counted(t.Topic.ID, store.Period{From: t.local(from), To: t.Period.To})
}

// fixed is the day on which a person said that it was fixed.
func (t teller) fixed(c store.Complaint) string {
	at := t.local(c.Fixed)
	if at.Year() != t.Period.From.Year() {
		return t.Date(at)
	}
	return t.Day(at)
}

func (t teller) since(c Complaint) string {
	return t.Since(t.local(c.First), t.local(eve(t.Period.To)))
}

// ticket leads to where a person said that the trouble is worked on; what is no link is told as it was written.
func ticket(c store.Complaint, p *phrase.Printer) Way {
	if c.Ticket == "" {
		return Way{}
	}
	if url, host := Link(c.Ticket); url != "" {
		return Way{p.Sprintf("ticket on %s", host), url}
	}
	return Way{Text: p.Sprintf("ticket %s", clip(c.Ticket))}
}

// chip is the theme with the share of the mentions that are of it.
func chip(c store.Complaint, themes *theme.Pack, p *phrase.Printer) string {
	if c.Theme == "" || themes == nil {
		return ""
	}
	return Inert(themes.Name(c.Theme, p.Language())) + " " + p.Percent(c.ThemeShare)
}

// Name is what a complaint is called, on one inert line.
func Name(c store.Complaint, p *phrase.Printer) string {
	if c.Label == "" {
		return p.Sprintf("no name yet")
	}
	return clip(c.Label)
}

// covered is the name with how many of the mentions say each phrase of it, unless a person gave it or the mentions are few.
func covered(c store.Complaint, p *phrase.Printer) string {
	if c.Named || c.Sure > 0 || len(c.Terms) == 0 {
		return Name(c, p)
	}
	parts := make([]string, len(c.Terms))
	for i, t := range c.Terms {
		parts[i] = clip(t.Text) + " " + p.Percent(t.Share)
	}
	return strings.Join(parts, " · ")
}

func phrases(all []store.Phrase) string {
	parts := make([]string, len(all))
	for i, t := range all {
		parts[i] = clip(t.Text)
	}
	return strings.Join(parts, " · ")
}

// clip makes a stranger's few words a part of a line.
func clip(words string) string { return Isolate(Cut(Inert(words), nameWidth, uniseg.StringWidth)) }
