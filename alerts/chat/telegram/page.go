package telegram

import (
	"slices"
	"strings"
	"unicode"

	"molva/alerts"
	"molva/alerts/sheet"
)

// Limits of one message, https://core.telegram.org/bots/api#sendmessage: characters are UTF-16 units, and what goes beyond
// 100 entities is dropped without a word.
const (
	maxUnits    = 4096
	maxEntities = 100
	maxParts    = 4 // of one digest
)

// entity says how a stretch of the text looks. Offset and length count UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// part is one message.
type part struct {
	text     string
	units    int
	entities []entity
}

// looks are the entities of whole rows.
var looks = map[sheet.Style]string{sheet.Title: "bold", sheet.Note: "italic", sheet.Headline: "bold", sheet.Heading: "bold",
	sheet.Name: "bold", sheet.Quote: "blockquote", sheet.Chart: "pre", sheet.Foot: "italic"}

// leads are what rows begin with.
var leads = map[sheet.Style]string{sheet.Heading: "\n", sheet.Chart: "\n", sheet.Foot: "\n", sheet.Bullet: "• ", sheet.Detail: "– "}

// pages lays a sheet out as so many messages at most, cut between rows. It is cut short when it must be: by its length, and
// further when it has too many entities.
func pages(s sheet.Sheet, most int) []part {
	for room := most * maxUnits; ; room -= maxUnits / 8 {
		if parts := split(s.Fit(room, size)); len(parts) <= most || room <= 0 {
			return parts[:min(len(parts), most)]
		}
	}
}

func split(rows []sheet.Row) []part {
	var all []part
	var now part
	for _, r := range rows {
		next := row(r)
		if now.units+next.units > maxUnits || len(now.entities)+len(next.entities) > maxEntities {
			all = append(all, now.trimmed())
			now = part{}
		}
		now = now.with(next)
	}
	all = append(all, now.trimmed())
	return slices.DeleteFunc(all, func(p part) bool { return p.units == 0 })
}

func size(r sheet.Row) int { return row(r).units }

// row is one row with the line break after it.
func row(r sheet.Row) part {
	p := part{}.with(part{text: leads[r.Style], units: sheet.Units(leads[r.Style])})
	start := p.units
	if r.Style == sheet.Chart {
		p = p.words(inert(strings.Join(sheet.Sparks(*r.Chart), "\n")), "")
	}
	for _, s := range r.Line {
		p = p.words(inert(s.Text), s.URL)
	}
	if look := looks[r.Style]; look != "" {
		p.entities = append([]entity{{Type: look, Offset: start, Length: p.units - start}}, p.entities...)
	}
	return p.with(part{text: "\n", units: 1})
}

// words adds text that leads to the address, when there is one.
func (p part) words(text, address string) part {
	next := part{text: text, units: sheet.Units(text)}
	if address != "" && strings.TrimSpace(text) != "" {
		next.entities = []entity{{Type: "text_link", Length: next.units, URL: address}}
	}
	return p.with(next)
}

// with puts another part behind this one.
func (p part) with(next part) part {
	for _, e := range next.entities {
		e.Offset += p.units
		p.entities = append(p.entities, e)
	}
	p.text += next.text
	p.units += next.units
	return p
}

// trimmed has no white space around the text, as the Bot API would cut it off and count anew.
func (p part) trimmed() part {
	text := strings.TrimLeftFunc(p.text, unicode.IsSpace)
	shift := p.units - sheet.Units(text)
	p.text = strings.TrimRightFunc(text, unicode.IsSpace)
	p.units = sheet.Units(p.text)
	kept := make([]entity, 0, len(p.entities))
	for _, e := range p.entities {
		e.Offset -= shift
		e.Length = min(e.Length, p.units-e.Offset)
		if e.Offset >= 0 && e.Length > 0 {
			kept = append(kept, e)
		}
	}
	p.entities = kept
	return p
}

// lay is what a message says, in parts; an edit is one.
func lay(m alerts.Message) []part {
	if m.Over != (alerts.Place{}) {
		return pages(sheet.Of(m), 1)
	}
	return pages(sheet.Of(m), maxParts)
}
