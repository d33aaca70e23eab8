package complaints

import (
	"strings"
	"time"

	"molva/alerts"
	"molva/store"
)

// past is an act as the history shows it.
type past struct {
	When, By, What string
	Undone         string // who took it back and when; "": it stands
}

func (p *pages) past(a store.PastAct, zone *time.Location) past {
	shown := past{When: p.moment(a.When, zone), By: alerts.Isolate(alerts.Inert(a.By)), What: p.did(a.Act, zone)}
	if !a.Undone.IsZero() {
		shown.Undone = p.Printer.Sprintf("taken back by %s, %s", alerts.Isolate(alerts.Inert(a.UndoneBy)), p.moment(a.Undone, zone))
	}
	return shown
}

func (p *pages) moment(t time.Time, zone *time.Location) string {
	return p.Printer.Date(t.In(zone)) + t.In(zone).Format(", 15:04")
}

// line is an act in one line.
func (a past) line() string {
	line := a.When + ", " + a.By + ": " + a.What
	if a.Undone != "" {
		line += " (" + a.Undone + ")"
	}
	return line
}

// did says what was done.
func (p *pages) did(a store.Act, zone *time.Location) string {
	say := p.Printer
	switch a.What {
	case store.Merged:
		return say.Sprintf("merged %s into %s", a.ID, a.Into)
	case store.Split:
		if len(a.Mentions) == 0 {
			return say.Sprintf("took %s out of %s", a.Into, a.ID)
		}
		return say.Sprintf("split %s off %s, mentions: %d", a.Into, a.ID, len(a.Mentions))
	case store.Moved:
		return say.Sprintf("moved to %s: %s", a.Into, alerts.Isolate(alerts.Inert(strings.Join(a.Mentions, ", "))))
	case store.Renamed:
		if a.Label == "" {
			return say.Sprintf("gave %s its own name back", a.ID)
		}
		return say.Sprintf("called %s: %s", a.ID, alerts.Isolate(alerts.Inert(a.Label)))
	case store.Ignored:
		return say.Sprintf("ignored %s", a.ID)
	case store.Fixed:
		return p.mended(a, zone)
	case store.Reopened:
		return say.Sprintf("reopened %s", a.ID)
	case store.Refused:
		return say.Sprintf("said that %s and %s are two things", a.ID, a.Into)
	}
	return alerts.Inert(string(a.What))
}

// mended says what was fixed, since when and where that can be read.
func (p *pages) mended(a store.Act, zone *time.Location) string {
	text := p.Printer.Sprintf("marked %s as fixed", a.ID)
	if !a.At.IsZero() {
		text += ", " + p.Printer.Sprintf("since %s", p.Printer.Date(a.At.In(zone)))
	}
	if a.Ticket != "" {
		text += ", " + p.ticket(store.Complaint{Ticket: a.Ticket}).Text
	}
	return text
}

// standing is the last act that stands, which an undo takes back; nil: there is none.
func standing(acts []store.PastAct) *store.PastAct {
	for i := len(acts) - 1; i >= 0; i-- {
		if acts[i].Undone.IsZero() {
			return &acts[i]
		}
	}
	return nil
}
