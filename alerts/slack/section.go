package slack

import (
	"slices"

	"molva/alerts"
)

// opening is what a reader has ten seconds for: what changed, how sure that is, and the news.
func (p *page) opening(s alerts.Story) {
	text := p.prose()
	text.strong(s.Headline)
	text.bullets(s.News)
	text.bullets(s.Lines)
	text.end()
}

// section shows a part of a story. Quotes come after what they are examples of.
func (p *page) section(s alerts.Section) {
	if len(s.Items) == 0 && len(s.Lines) == 0 && len(s.Quotes) == 0 {
		return
	}
	text := p.prose()
	text.strong(s.Title)
	if len(s.Items) > 0 {
		text.end()
		for _, i := range s.Items[:min(len(s.Items), maxItems)] {
			p.item(i)
		}
		text = p.prose()
	}
	text.bullets(s.Lines)
	for _, q := range s.Quotes[:min(len(s.Quotes), maxQuotes)] {
		text.quote(q, maxQuote)
	}
	text.end()
}

// item shows one thing of a list with what somebody said of it, the ways to more behind it, and its buttons.
func (p *page) item(i alerts.Item) {
	text := p.prose()
	text.strong(i.Title())
	for _, l := range i.Lines {
		text.line(l)
	}
	if i.Said != nil {
		text.quote(*i.Said, maxQuote)
	}
	var ways alerts.Line
	if !slices.ContainsFunc(i.Actions, opens) {
		ways = append(ways, alerts.Span(i.Open))
	}
	if i.Ticket.Text != "" {
		if len(ways) > 0 {
			ways = append(ways, alerts.Span{Text: ", "})
		}
		ways = append(ways, alerts.Span(i.Ticket))
	}
	text.line(ways)
	text.end()
	p.buttons(i.Actions)
}

// opens reports whether a button leads to where an item's own way would.
func opens(a alerts.Action) bool { return a.Do == alerts.Open && a.URL != "" }
