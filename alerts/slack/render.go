package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// EventType marks our messages in their metadata.
const EventType = "molva_digest"

// keyField is where the metadata hold the digest's key.
const keyField = "key"

// Payload is what chat.postMessage is called with.
type Payload struct {
	Channel     string              `json:"channel,omitempty"` // "" for a webhook, which has one of its own
	Text        string              `json:"text"`              // for notifications and screen readers
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

// Render makes the payload of a digest. It holds Slack's limits for any content: what does not fit is cut or left out,
// quotes and lists first, never the headline or the coverage.
func Render(m alerts.Message, channel string) Payload {
	return Payload{
		Channel:  channel,
		Text:     fallback(m.Story),
		Blocks:   blocks(m.Story),
		Metadata: metadata(m),
	}
}

func metadata(m alerts.Message) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: EventType, EventPayload: map[string]any{
		keyField: m.Key,
		"topic":  m.Topic,
		"from":   m.Period.From.Format(time.RFC3339),
		"to":     m.Period.To.Format(time.RFC3339),
	}}
}

// fallback is the message in one line. No stranger's text is in it, since it is read as markup.
func fallback(s alerts.Story) string {
	text := s.Title + ". " + strings.Join(append([]string{s.Headline}, s.Notes...), " ")
	return escaper.Replace(alerts.Cut(text, maxFallback, size))
}

// blocks lays the story out. Coverage and foot have room of their own, so that no amount of quotes or of troubled sources
// pushes them out.
func blocks(s alerts.Story) []slack.Block {
	foot := page{room: maxFoot}
	foot.small(s.Foot)
	end := page{room: maxEnd - maxFoot}
	end.section(s.Coverage)

	start := page{room: maxTotal - maxEnd - maxFallback}
	start.header(s.Title)
	start.lines(s.Notes)
	start.strong(s.Headline)
	start.lines(texts(s.News))
	start.lines(texts(s.Lines))
	sections := slices.Concat(s.Recurs, s.Sections)
	for _, section := range sections[:min(len(sections), maxSections)] {
		start.section(section)
	}
	return slices.Concat(start.blocks, end.blocks, foot.blocks)
}
