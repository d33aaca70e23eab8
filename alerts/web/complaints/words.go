package complaints

import (
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// state is a state in one word.
func (p *pages) state(s life.State) string {
	say := p.Printer
	switch s {
	case life.New:
		return say.Sprintf("New")
	case life.Rising:
		return say.Sprintf("Rising")
	case life.Fading:
		return say.Sprintf("Fading")
	case life.Dormant:
		return say.Sprintf("Silent")
	case life.Fixed:
		return say.Sprintf("Fixed")
	case life.Returned:
		return say.Sprintf("Returned")
	}
	return say.Sprintf("Steady")
}

func (p *pages) stateChoice(state string) string {
	switch state {
	case open:
		return p.Printer.Sprintf("not fixed")
	case ignored:
		return p.Printer.Sprintf("Ignored")
	case anything:
		return p.Printer.Sprintf("all states")
	}
	return p.state(life.State(state))
}

// kinds is what a kind is called where several are listed.
func (p *pages) kinds(kind string) string {
	switch cluster.Kind(kind) {
	case cluster.Complaint:
		return p.Printer.Sprintf("Complaints")
	case cluster.Praise:
		return p.Printer.Sprintf("Praise")
	case cluster.Suggestion:
		return p.Printer.Sprintf("Wishes")
	}
	return p.Printer.Sprintf("all kinds")
}

func (p *pages) theme(c store.Complaint) string {
	if c.Theme == "" {
		return ""
	}
	return alerts.Inert(p.DB.Themes().Name(c.Theme, p.Printer.Language()))
}

// ticket shows where a link leads; what is no link is told as it was written.
func (p *pages) ticket(c store.Complaint) ticket {
	if c.Ticket == "" {
		return ticket{}
	}
	if url, host := alerts.Link(c.Ticket); url != "" {
		return ticket{p.Printer.Sprintf("ticket on %s", host), url}
	}
	return ticket{Text: p.Printer.Sprintf("ticket %s", alerts.Isolate(alerts.Inert(c.Ticket)))}
}

// quote is what somebody said.
type quote struct {
	Text, Mark, URL, Host string
	Why                   string // the page that says why it stands here
	Role                  string // which quote it is; "": just one
}

// longest is how many characters of a text are shown.
const longest = 400

func (p *pages) quote(q store.ComplaintQuote, zone *time.Location, role string) quote {
	shown := quote{Text: shortened(q.Text), Mark: alerts.Inert(q.Network) + ", " + p.Printer.Date(q.Published.In(zone)), Why: whyURL(q.Mention), Role: role}
	shown.URL, shown.Host = alerts.Link(q.URL)
	return shown
}

func shortened(text string) string {
	return alerts.Isolate(alerts.Cut(alerts.Inert(text), longest, utf8.RuneCountInString))
}
