package alerts

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
