package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"molva/alerts"
	"molva/alerts/sheet"
)

// maxText bounds the plain text, in UTF-16 units.
const maxText = 60_000

// Event is what is sent: one message.
type Event struct {
	ID       string        `json:"id"`   // as in webhook-id
	Kind     string        `json:"kind"` // digest-day, spike …
	Topic    string        `json:"topic"`
	Period   Period        `json:"period"`
	Language string        `json:"language,omitempty"` // of the words: en or ru
	Story    *alerts.Story `json:"story,omitempty"`
	Said     *alerts.Said  `json:"said,omitempty"` // instead of a story: one quote
	Text     string        `json:"text"`           // all of it for people, in lines; long ones are cut
}

// Period is half-open.
type Period struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// NewEvent says a message as an event.
func NewEvent(m alerts.Message) Event {
	e := Event{ID: id(m.Key), Kind: m.Kind, Topic: m.Topic, Period: Period{m.Period.From, m.Period.To}, Language: m.Language,
		Said: m.Said, Text: sheet.Text(sheet.Of(m).Fit(maxText, sheet.TextSize))}
	if m.Said == nil {
		e.Story = &m.Story
	}
	return e
}

// id is a message's own, made of its key: keys name topics, which is nobody's business on the way.
func id(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "msg_" + hex.EncodeToString(sum[:16])
}

func (e Event) bytes() ([]byte, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode the event: %w", err)
	}
	return body, nil
}
