package alerts

import "molva/alerts/phrase"

// Action is what a reader can do about something from within a message, where the outlet has buttons.
type Action struct {
	Do      Deed   `json:"do"`
	Text    string `json:"text"`          // on the button
	Subject string `json:"subject"`       // what it is done to: c12 is a complaint, i5 an incident
	URL     string `json:"url,omitempty"` // of Open
}

// Deed is a kind of action.
type Deed string

// The deeds. Fixed asks for a link to the ticket, Mute for how long.
const (
	Open        Deed = "open"
	Acknowledge Deed = "acknowledge"
	Mute        Deed = "mute"
	Fixed       Deed = "fixed"
)

// Button is the action with the words of its kind on it; the address is that of Open.
func Button(do Deed, subject, url string, p *phrase.Printer) Action {
	text := p.Sprintf("Open")
	switch do {
	case Acknowledge:
		text = p.Sprintf("Acknowledge")
	case Mute:
		text = p.Sprintf("Mute")
	case Fixed:
		text = p.Sprintf("Fixed")
	}
	return Action{Do: do, Text: text, Subject: subject, URL: url}
}
