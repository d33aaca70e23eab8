package slack

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// Slack's limits, and our own within them. Slack refuses messages somewhere above 13,000 characters, of which each block
// takes 125 for itself (https://github.com/slackapi/bolt-js/issues/2509); whether addresses count nobody says. 9,500
// characters with their addresses in 28 blocks stay below.
const (
	maxTotal    = 9_500
	maxBlocks   = 28
	maxFallback = 1_000
	maxEnd      = 1_500
	maxFoot     = 500 // of the end
	maxHeader   = 150
	maxStrong   = 600
	maxQuote    = 420
	maxAlone    = 2_900 // of a quote that is a message of its own: who judges it wants to read it
	maxLine     = 400
	maxLines    = 10 // of one list
	maxQuotes   = 5
	maxItems    = 5
	maxSections = 12
	maxLink     = 500 // longer addresses are not worth their room
)

// page collects blocks as long as there is room.
type page struct {
	look      look
	key       string          // of the message
	room      int             // characters left
	addresses int             // of them for addresses
	slots     int             // blocks left
	used      int             // characters taken
	names     map[string]bool // of blocks, taken by this page and those beside it
	blocks    []slack.Block
}

// with is an empty page of that size.
func (p page) with(room, slots int) *page {
	return &page{look: p.look, key: p.key, names: p.names, room: room, addresses: room / 2, slots: slots}
}

// add takes a block whose characters are counted already.
func (p *page) add(b slack.Block) {
	p.blocks = append(p.blocks, b)
	p.slots--
}

// cut shortens text to limit and to what is left, and uses that room up; "" when nothing fits.
func (p *page) cut(text string, limit int, size func(string) int) string {
	if p.slots == 0 || p.room <= 0 {
		return ""
	}
	text = alerts.Cut(text, min(limit, p.room), size)
	p.spend(size(text))
	return text
}

func (p *page) spend(n int) {
	p.room -= n
	p.used += n
}

func (p *page) header(text string) {
	if text = p.cut(text, maxHeader, size); text != "" {
		p.add(slack.NewHeaderBlock(plain(text)))
	}
}

// small are lines in the smallest print there is.
func (p *page) small(lines []string) {
	if text := p.list(lines); text != "" {
		p.add(slack.NewContextBlock("", plain(text)))
	}
}

// notes stand out: they are about the message itself.
func (p *page) notes(lines []string) {
	if text := p.list(lines); text != "" {
		p.add(slack.NewSectionBlock(plain(text), nil, nil))
	}
}

// list cuts lines one by one, so that a long one does not hide those after it.
func (p *page) list(lines []string) string {
	if len(lines) > maxLines {
		lines = append(slices.Clone(lines[:maxLines]), more)
	}
	var kept []string
	left := maxSmall
	for _, line := range lines {
		if line = p.cut(line, min(maxLine, left), size); line != "" {
			kept = append(kept, line)
			left -= size(line) + 1
		}
	}
	return strings.Join(kept, "\n")
}

// maxSmall is for one text object, of which Slack takes 3,000 characters.
const maxSmall = 2_900

// more stands for the rest of a list.
const more = "…"

// plain is text in which no markup acts, not even the codes of emoji.
func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, escaper.Replace(text), false, false)
}
