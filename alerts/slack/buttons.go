package slack

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// Pressed is what a button sends back as its value: to what something is to be done, and in which message it was pressed.
// What is to be done is its action_id.
type Pressed struct {
	Subject string `json:"subject"`          // c12, i5
	Letter  string `json:"letter,omitempty"` // the key of the message
}

// Slack's limits of a button.
const (
	maxButtons    = 5 // more make a second row
	maxButtonText = 75
	maxValue      = 2_000
	maxID         = 255
)

// deeds are those that somebody answers to.
var deeds = []alerts.Deed{alerts.Open, alerts.Acknowledge, alerts.Mute, alerts.Fixed}

// buttons are what readers can do. Where nobody listens only those are left that lead somewhere.
func (p *page) buttons(actions []alerts.Action) {
	var row []slack.BlockElement
	var done []alerts.Deed
	for _, a := range actions {
		if slices.Contains(done, a.Do) || len(row) == maxButtons {
			continue
		}
		if b := p.button(a); b != nil {
			row, done = append(row, b), append(done, a.Do)
		}
	}
	if len(row) > 0 {
		p.add(slack.NewActionBlock(p.name(actions[0].Subject), row...))
	}
}

// button is nil when the action cannot be offered here.
func (p *page) button(a alerts.Action) slack.BlockElement {
	if !slices.Contains(deeds, a.Do) || a.Text == "" {
		return nil
	}
	value := ""
	if a.Do != alerts.Open {
		value = p.value(a.Subject)
	}
	url := p.address(a.URL)
	if (a.Do == alerts.Open && url == "") || (a.Do != alerts.Open && (value == "" || !p.look.buttons)) {
		return nil
	}
	text := p.cut(a.Text, maxButtonText, size)
	if text == "" || units(value) > p.room {
		return nil
	}
	p.spend(units(value))
	return slack.NewButtonBlockElement(string(a.Do), value, plain(text)).WithURL(url)
}

// value is what the button sends back, "" when that is longer than Slack takes.
func (p *page) value(subject string) string {
	for _, v := range []Pressed{{subject, p.key}, {Subject: subject}} {
		if text, err := json.Marshal(v); err == nil && len(text) <= maxValue {
			return string(text)
		}
	}
	return ""
}

// name is that of a row of buttons, after what they act on; no two blocks of a message may have the same.
func (p *page) name(subject string) string {
	subject = alerts.Cut(soft.Replace(subject), maxID-8, units)
	name := subject
	for n := 2; p.names[name]; n++ {
		name = subject + "-" + strconv.Itoa(n)
	}
	p.names[name] = true
	return name
}
