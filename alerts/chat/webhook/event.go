package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/sheet"
)

// maxText bounds the plain text, in UTF-16 units.
const maxText = 60_000

// Event is what is sent: one message.
type Event struct {
	Type     string        `json:"type"` // complaint.new, complaint.state, alert, digest or report
	ID       string        `json:"id"`   // as in webhook-id
	Kind     string        `json:"kind"` // digest-day, spike …
	Topic    string        `json:"topic"`
	Period   Period        `json:"period"`
	Language string        `json:"language,omitempty"`  // of the words: en or ru
	Case     *alerts.Case  `json:"complaint,omitempty"` // that it is about, where it is about one
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
	e := Event{Type: eventOf(m.Kind), ID: id(m.Key), Kind: m.Kind, Case: m.Case, Topic: m.Topic, Period: Period{m.Period.From, m.Period.To}, Language: m.Language,
		Said: m.Said, Text: sheet.Text(sheet.Of(m).Fit(maxText, sheet.TextSize))}
	if m.Said == nil {
		e.Story = &m.Story
	}
	return e
}

// eventOf is the event that a message of a kind brings.
func eventOf(kind string) string {
	switch k := alerts.Kind(kind); {
	case k == alerts.NewComplaint:
		return ComplaintNew
	case k == alerts.ComplaintState:
		return ComplaintState
	case slices.Contains(alerts.Urgent, k):
		return Alert
	case slices.Contains(alerts.Reports, k):
		return Report
	}
	return Digest
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
