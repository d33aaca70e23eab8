package alerts

// Item is one thing of a section that has more to tell than a line.
type Item struct {
	ID     string // c12
	Name   string
	Theme  string // with its share of the mentions; "" when it has none
	Lines  []string
	Said   *Said  // nil: nobody is quoted
	Open   string // the command that shows all of it
	Ticket Way    // zero when there is none
	Trend  []int  // people a day, oldest first
}

// Title is all of its name in one line.
func (i Item) Title() string {
	if i.Theme == "" {
		return i.Name + " (" + i.ID + ")"
	}
	return i.Name + " (" + i.ID + ", " + i.Theme + ")"
}

// Way leads to more, outside of molva.
type Way struct {
	Text string
	URL  string // http or https, or ""
}
