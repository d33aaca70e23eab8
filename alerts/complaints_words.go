package alerts

import (
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

// people says how many they are, and where they are few, how sure it is that they tell of one trouble.
func people(c Complaint, p *phrase.Printer) string {
	s := p.Sprintf("%d people", c.People)
	if c.Sure > 0 {
		s += " " + p.Sprintf("(%s sure that it is one trouble)", p.Percent(c.Sure))
	}
	return s
}

func before(c Complaint, d Digest, p *phrase.Printer) string {
	span := p.Span(d.Previous.From, d.Previous.To)
	if c.Before == 0 {
		return p.Sprintf("nobody on %s", span)
	}
	return p.Sprintf("%d on %s", c.Before, span)
}

func state(c Complaint, d Digest, p *phrase.Printer) string {
	fixed := p.Day(c.Fixed.In(d.Topic.Zone))
	switch c.State {
	case life.New:
		return p.Sprintf("new %s", since(c.First, d, p))
	case life.Rising:
		return p.Sprintf("rising: %s", growth(c.Growth, p))
	case life.Fading:
		return p.Sprintf("fading: %s", growth(c.Growth, p))
	case life.Dormant:
		return p.Sprintf("silent for two weeks")
	case life.Fixed:
		return p.Sprintf("fixed on %s", fixed)
	case life.Returned:
		return p.Sprintf("returned after it was fixed on %s", fixed)
	}
	return p.Sprintf("steady")
}

func growth(g life.Growth, p *phrase.Printer) string {
	people, days := p.Sprintf("%d people", int(g.Recent)), p.Sprintf("in %d days", g.Days)
	return p.Sprintf("%s %s, %s expected", people, days, number(g.Expected, p))
}

// number writes an expectation: a digit after the point where it means something.
func number(x float64, p *phrase.Printer) string {
	if x >= 9.5 {
		return p.Decimal(x, 0)
	}
	return p.Decimal(x, 1)
}

func since(first time.Time, d Digest, p *phrase.Printer) string {
	return p.Since(first.In(d.Topic.Zone), eve(d.Period.To).In(d.Topic.Zone))
}

// chip is the theme with the share of the mentions that are of it.
func chip(c store.Complaint, p *phrase.Printer) string {
	if c.Theme == "" {
		return ""
	}
	return Inert(theme.Neutral().Name(c.Theme, p.Language())) + " " + p.Percent(c.ThemeShare)
}

// calls is what a complaint is called, on one inert line.
func calls(c store.Complaint, p *phrase.Printer) string {
	if c.Label == "" {
		return p.Sprintf("no name yet")
	}
	return clip(c.Label)
}

// covered is the name with how many of the mentions say each phrase of it, unless a person gave it or the mentions are few.
func covered(c store.Complaint, p *phrase.Printer) string {
	if c.Named || c.Sure > 0 || len(c.Terms) == 0 {
		return calls(c, p)
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
