package alerts

// Item is one thing of a section that has more to tell than a line.
type Item struct {
	ID      string   `json:"id"` // c12
	Name    string   `json:"name"`
	Theme   string   `json:"theme,omitempty"` // with its share of the mentions; "" when it has none
	Lines   []Line   `json:"lines,omitempty"`
	Said    *Said    `json:"said,omitempty"` // nil: nobody is quoted
	Open    Way      `json:"open"`           // all of it: its page, or without an address the command that shows it
	Ticket  Way      `json:"ticket,omitzero"`
	Trend   []int    `json:"trend,omitempty"` // people a day, oldest first
	Actions []Action `json:"actions,omitempty"`
}

// Title is all of its name in one line.
func (i Item) Title() string {
	if i.Theme == "" {
		return i.Name + " (" + i.ID + ")"
	}
	return i.Name + " (" + i.ID + ", " + i.Theme + ")"
}

// Way leads to more.
type Way struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"` // http or https, or ""
}
