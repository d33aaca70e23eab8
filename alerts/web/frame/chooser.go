package frame

import (
	"net/url"
	"slices"
	"time"

	"molva/alerts"
	"molva/ingest"
)

// Chooser is what stands above a page of one topic and period: other topics, other rhythms, the period before and after.
type Chooser struct {
	Topics  []Choice
	Rhythms []Choice
	Dates   string // of the period that is shown
	Earlier string // the period before
	Later   string // the one after; "": it has not begun
}

// Chooser offers all topics and the rhythms. Any is what no topic at all is called; "": the page is always of one, the main one.
func (s *Site) Chooser(a Asked, any string, rhythms ...alerts.Every) (c Chooser) {
	main, _ := a.Main()
	if any != "" && !a.Some {
		main = a.Topic
		c.Topics = append(c.Topics, Choice{any, a.Query(func(v url.Values) { v.Del("topic") }), a.Topic.ID == ""})
	}
	for _, t := range InOrder(a.Tree) {
		to := a.Query(func(v url.Values) { v.Set("topic", t.ID) })
		c.Topics = append(c.Topics, Choice{alerts.Inert(t.Name), to, t.ID == main.ID})
	}
	for _, e := range rhythms {
		to := a.Query(func(v url.Values) { v.Set("period", string(e)) })
		c.Rhythms = append(c.Rhythms, Choice{s.rhythm(e), to, e == a.Every})
	}
	if len(rhythms) > 0 {
		s.dates(&c, a, main)
	}
	return c
}

// Keeping is the chooser of a page whose question has more to it than topic and period; other topics are asked about without that.
func (c Chooser) Keeping(more url.Values) Chooser {
	kept := func(to string) string {
		if to == "" || len(more) == 0 {
			return to
		}
		return to + "&" + more.Encode()
	}
	c.Rhythms = slices.Clone(c.Rhythms)
	for i := range c.Rhythms {
		c.Rhythms[i].URL = kept(c.Rhythms[i].URL)
	}
	c.Earlier, c.Later = kept(c.Earlier), kept(c.Later)
	return c
}

// dates adds the period and its neighbours.
func (s *Site) dates(c *Chooser, a Asked, t ingest.Topic) {
	if t.Zone == nil {
		t.Zone = time.UTC
		if len(a.Tree) > 0 {
			t.Zone = a.Tree[0].Zone
		}
	}
	shown := a.Period(t, s.Now())
	on := func(day time.Time) string {
		return a.Query(func(v url.Values) { v.Set("at", day.In(t.Zone).Format(time.DateOnly)) })
	}
	c.Dates, c.Earlier = s.Printer.Dates(shown.From, shown.To), on(shown.From.Add(-time.Hour))
	if shown.To.Before(s.Now()) {
		c.Later = on(shown.To)
	}
}

func (s *Site) rhythm(e alerts.Every) string {
	p := s.Printer
	switch e {
	case alerts.Day:
		return p.Sprintf("Day")
	case alerts.Month:
		return p.Sprintf("Month")
	case alerts.Quarter:
		return p.Sprintf("Quarter")
	case alerts.Year:
		return p.Sprintf("Year")
	}
	return p.Sprintf("Week")
}
