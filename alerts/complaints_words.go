package alerts

import (
	"math"
	"strings"

	"github.com/rivo/uniseg"

	"molva/alerts/phrase"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/store"
)

// nameWidth is how many columns of a terminal a phrase of a name may take.
const nameWidth = 100

// told says in how many mentions, and what it was in the period before.
func told(c Complaint, d Digest, p *phrase.Printer) string {
	before, span := "", p.Span(d.Previous.From, d.Previous.To)
	if c.Before > 0 {
		before = p.Sprintf("%d people on %s", c.Before, span)
	} else {
		before = p.Sprintf("nobody on %s", span)
	}
	return p.Sprintf("%d people", c.People) + " " + p.Sprintf("in %d mentions", c.Mentions) + ", " + before
}

// stands says in which state it is; "" for one that is only new.
func stands(c Complaint, d Digest, p *phrase.Printer) string {
	switch c.State {
	case life.Rising:
		return p.Sprintf("rising: %s", growth(c.Growth, p))
	case life.Fading:
		return p.Sprintf("fading: %s", growth(c.Growth, p))
	case life.Dormant:
		return p.Sprintf("silent for two weeks")
	case life.Fixed:
		return p.Sprintf("fixed on %s", fixed(c, d, p))
	case life.Returned:
		return p.Sprintf("returned after the fix of %s", fixed(c, d, p))
	}
	if d.fresh(c) {
		return ""
	}
	return p.Sprintf("steady")
}

// growth compares the latest days with what is usual, where that is known.
func growth(g life.Growth, p *phrase.Printer) string {
	people := p.Sprintf("%d people", int(math.Round(g.Recent))) + " " + p.Sprintf("in %d days", g.Days)
	switch {
	case g.Expected <= 0:
		return people
	case g.Expected < 9.5:
		return people + ", " + p.Sprintf("%s expected", p.Decimal(g.Expected, 1))
	}
	return people + ", " + p.Sprintf("%s expected", p.Decimal(g.Expected, 0))
}

func fixed(c Complaint, d Digest, p *phrase.Printer) string {
	at := d.local(c.Fixed)
	if at.Year() != d.Period.From.Year() {
		return p.Date(at)
	}
	return p.Day(at)
}

func since(c Complaint, d Digest, p *phrase.Printer) string {
	return p.Since(d.local(c.First), d.local(eve(d.Period.To)))
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
