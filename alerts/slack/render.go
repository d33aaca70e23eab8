package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// EventType marks our messages in their metadata.
const EventType = "molva_digest"

// keyField is where the metadata hold the message's key.
const keyField = "key"

// Payload is what chat.postMessage is called with.
type Payload struct {
	Channel     string              `json:"channel,omitempty"`   // "" for a webhook, which has one of its own
	Thread      string              `json:"thread_ts,omitempty"` // of the message that it answers
	Text        string              `json:"text"`                // for notifications and screen readers
	Blocks      []slack.Block       `json:"blocks"`
	Metadata    slack.SlackMetadata `json:"metadata"`
	UnfurlLinks bool                `json:"unfurl_links"`
	UnfurlMedia bool                `json:"unfurl_media"`
}

// JSON is the payload as text for people; the bytes on the wire differ in white space only.
func (p Payload) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p); err != nil {
		return nil, fmt.Errorf("encode slack payload: %w", err)
	}
	return b.Bytes(), nil
}

// look is what a message is shown with.
type look struct {
	buttons bool // those that come back to us; without, only those that lead somewhere
	charts  bool // drawn by Slack; without, in signs
}

// Render makes the payload of a message as these options post it. It holds Slack's limits for any content: what does not
// fit is cut or left out, the end of lists first, never the headline or the coverage.
func (o Options) Render(m alerts.Message) Payload {
	channel := o.Channel
	if o.Token.Empty() {
		channel = ""
	}
	return render(m, channel, o.look())
}

// look is at first that of a workspace which knows charts. Buttons that nobody listens to would be a lie.
func (o Options) look() look { return look{buttons: o.Listens(), charts: true} }

// Listens reports whether there is a way to hear readers, and to answer them.
func (o Options) Listens() bool {
	return !o.Token.Empty() && (!o.AppToken.Empty() || !o.SigningSecret.Empty())
}

// Render makes the payload of a message with all that Slack can show.
func Render(m alerts.Message, channel string) Payload {
	return render(m, channel, look{buttons: true, charts: true})
}

func render(m alerts.Message, channel string, l look) Payload {
	p := Payload{Channel: channel, Thread: m.Under.ID, Metadata: metadata(m)}
	if m.Under.Channel != "" {
		p.Channel = m.Under.Channel
	}
	if m.Said != nil {
		p.Text = fallback(m.Said.Mark + ": " + m.Said.Text)
		p.Blocks = alone(*m.Said)
	} else {
		p.Text = fallback(words(m.Story))
		p.Blocks = blocks(m.Story, page{look: l, key: m.Key, names: map[string]bool{}}, size(p.Text))
	}
	return p
}

// maxIDs is for what metadata name; Slack takes some 8,000 bytes in all.
const maxIDs = 2_000

// metadata let us find the message again, and whoever reacts to a quote say which mention it is.
func metadata(m alerts.Message) slack.SlackMetadata {
	payload := map[string]any{keyField: m.Key, "topic": m.Topic}
	if said := m.Said; said != nil && len(said.Mention)+len(said.Topic) <= maxIDs {
		payload["mention"], payload["topic"] = said.Mention, said.Topic
	} else if !m.Period.From.IsZero() {
		payload["from"] = m.Period.From.Format(time.RFC3339)
		payload["to"] = m.Period.To.Format(time.RFC3339)
	}
	return slack.SlackMetadata{EventType: EventType, EventPayload: payload}
}

// words are a story in one line.
func words(s alerts.Story) string {
	all := slices.Concat([]string{s.Title + "."}, s.Notes, []string{s.Headline})
	return strings.Join(slices.DeleteFunc(all, func(text string) bool { return text == "" }), " ")
}

// fallback is a text for notifications. It is read as markup, of which only the formatting is left to act.
func fallback(text string) string { return escaper.Replace(alerts.Cut(text, maxFallback, size)) }

// alone is a quote that stands for itself.
func alone(q alerts.Said) []slack.Block {
	p := page{room: maxTotal, addresses: maxLink, slots: 1}
	text := p.prose()
	text.quote(q, maxAlone)
	text.end()
	return p.blocks
}

// blocks lays the story out. Coverage and foot have room of their own, so that no amount of quotes or of troubled sources
// pushes them out. Empty is a page without room.
func blocks(s alerts.Story, empty page, used int) []slack.Block {
	foot := empty.with(maxFoot, 1)
	foot.small(s.Foot)
	end := empty.with(maxEnd-foot.used, 2)
	end.section(s.Coverage)
	end.buttons(s.Actions)

	start := empty.with(maxTotal-used-foot.used-end.used, maxBlocks-3)
	start.addresses = max(start.room-extent(s, *start)-forButtons, 0)
	start.lay(s)
	return slices.Concat(start.blocks, end.blocks, foot.blocks)
}

// forButtons is for the words on the buttons that lead somewhere, which are not there without an address.
const forButtons = 100

// extent is how much room the words of a story take on a page: its links must not push them out.
func extent(s alerts.Story, p page) int {
	p.addresses, p.names = 0, maps.Clone(p.names)
	p.lay(s)
	return p.used
}

// lay puts all of a story on the page but its end.
func (p *page) lay(s alerts.Story) {
	p.header(s.Title)
	p.notes(s.Notes)
	p.opening(s)
	p.chart(s.Chart)
	sections := s.Pages()
	sections = sections[:len(sections)-1] // the coverage is at the end
	for _, section := range sections[:min(len(sections), maxSections)] {
		p.section(section)
	}
}
