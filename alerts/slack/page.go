package slack

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// Slack's limits, and our own within them. Slack refuses messages somewhere above 13,000 characters in all; staying
// under 10,000 leaves room for what it counts beside the text.
const (
	maxTotal    = 9_500
	maxFallback = 1_000
	maxEnd      = 1_500
	maxFoot     = 500 // of the end
	maxHeader   = 150
	maxText     = 2_900 // of one text object: Slack allows 3,000, and a list stays below by its lines
	maxQuote    = 420
	maxLine     = 240
	maxLines    = 10 // of one list
	maxQuotes   = 5
	maxItems    = 5
	maxSections = 8
	maxLink     = 500 // longer addresses are not worth their room
)

// page collects blocks as long as there is room.
type page struct {
	room   int // characters left
	blocks []slack.Block
}

// take cuts text to limit and to what is left, uses that room up and returns the text escaped; "" when nothing fits.
func (p *page) take(text string, limit int) string {
	text = alerts.Cut(text, min(limit, p.room), size)
	p.room -= size(text)
	return escaper.Replace(text)
}

func (p *page) add(b slack.Block) { p.blocks = append(p.blocks, b) }

func (p *page) header(text string) {
	if text = p.take(text, maxHeader); text != "" {
		p.add(slack.NewHeaderBlock(plain(text)))
	}
}

// strong is a sentence of ours in bold. Strangers' text must not come here: it is markup.
func (p *page) strong(text string) {
	if text = p.take(text, maxText-2); text != "" {
		p.add(slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, "*"+text+"*", false, true), nil, nil))
	}
}

func (p *page) lines(lines []string) {
	if text := p.list(lines); text != "" {
		p.add(slack.NewSectionBlock(plain(text), nil, nil))
	}
}

func (p *page) small(lines []string) {
	if text := p.list(lines); text != "" {
		p.add(slack.NewContextBlock("", plain(text)))
	}
}

// list joins lines that are cut one by one, so that a long one does not hide those after it.
func (p *page) list(lines []string) string {
	if len(lines) > maxLines {
		lines = append(slices.Clone(lines[:maxLines]), "…")
	}
	var kept []string
	for _, line := range lines {
		if line = p.take(line, maxLine); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func (p *page) section(s alerts.Section) {
	if len(s.Items) == 0 && len(s.Lines) == 0 && len(s.Quotes) == 0 {
		return
	}
	p.strong(s.Title)
	for _, i := range s.Items[:min(len(s.Items), maxItems)] {
		p.item(i)
	}
	p.lines(texts(s.Lines))
	for i, q := range s.Quotes {
		if i == maxQuotes {
			break
		}
		p.quote(q)
	}
}

// item shows one thing of a list with what somebody said of it, and its links behind it.
func (p *page) item(i alerts.Item) {
	lines, links := append([]string{i.Title()}, texts(i.Lines)...), []alerts.Way{i.Ticket}
	if i.Said != nil {
		lines = append(lines, "— "+i.Said.Text, "    "+i.Said.Mark)
		links = []alerts.Way{{Text: i.Said.Host, URL: i.Said.URL}, i.Ticket}
	}
	lines = append(lines, i.Open.Text)
	if i.Ticket.URL == "" && i.Ticket.Text != "" {
		lines = append(lines, i.Ticket.Text)
	}
	if text := p.list(lines); text != "" {
		p.add(slack.NewSectionBlock(plain(text), nil, nil))
		p.links(links...)
	}
}

// quote shows what somebody said, and where.
func (p *page) quote(q alerts.Said) {
	mark := p.take("— "+q.Mark, maxLine)
	text := p.take(q.Text, maxQuote)
	if mark == "" || text == "" {
		return
	}
	p.add(slack.NewSectionBlock(plain(text+"\n"+mark), nil, nil))
	p.links(alerts.Way{Text: q.Host, URL: q.URL})
}

// links stand in an element of their own, since only rich text can link without markup. Those that lead nowhere, or do not
// fit, are left out.
func (p *page) links(ways ...alerts.Way) {
	var row []slack.RichTextSectionElement
	for _, way := range ways {
		room := size(way.URL) + size(way.Text) + len(between)
		if way.URL == "" || size(way.URL) > maxLink || room > p.room || strings.ContainsAny(way.URL+way.Text, "<>") {
			continue
		}
		if len(row) > 0 {
			row = append(row, slack.NewRichTextSectionTextElement(between, nil))
		}
		row = append(row, slack.NewRichTextSectionLinkElement(way.URL, way.Text, nil))
		p.room -= room
	}
	if len(row) > 0 {
		p.add(slack.NewRichTextBlock("", slack.NewRichTextSection(row...)))
	}
}

// between parts two links of one row.
const between = ", "

// plain is text in which no markup acts, not even the codes of emoji.
func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}

func texts(lines []alerts.Line) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.String()
	}
	return all
}
