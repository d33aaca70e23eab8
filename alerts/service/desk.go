package service

import (
	"slices"
	"time"
)

// Desk is by what the waits of a topic are judged that began at some moment or later; NewDesk makes one.
type Desk struct {
	Hours    Hours
	Zone     *time.Location
	SLA      time.Duration // in business hours; 0: nobody said
	Now      time.Time
	Known    map[string]time.Time // until when a network was heard, where that is before now; who waits there was seen to wait until then
	calendar Calendar
}

// NewDesk lays out the hours from that moment on until now.
func NewDesk(h Hours, zone *time.Location, sla time.Duration, from, now time.Time) Desk {
	return Desk{Hours: h, Zone: zone, SLA: sla, Now: now, calendar: h.Over(from, now, zone)}
}

// State is what became of a wait. One wait may be in several.
type State string

// The states, as the list of evidence knows them.
const (
	Any      State = ""
	Waiting  State = "waiting"
	Answered State = "answered"
	Late     State = "late" // answered after the SLA, or over it and waiting
	Turned   State = "turned"
	Reopened State = "reopened"
)

// States are all that a list can be asked for.
var States = []State{Any, Waiting, Answered, Late, Turned, Reopened}

// In reports that a wait is in a state.
func (d Desk) In(s State, e Episode) bool {
	switch s {
	case Waiting:
		return e.Waits()
	case Answered:
		return !e.Waits()
	case Late:
		return d.SLA > 0 && d.Business(e).For > d.SLA
	case Turned:
		return e.Turned
	case Reopened:
		return e.Reopened
	}
	return true
}

// Pick keeps the waits that are in a state.
func (d Desk) Pick(s State, all []Episode) (picked []Episode) {
	for _, e := range all {
		if d.In(s, e) {
			picked = append(picked, e)
		}
	}
	return picked
}

// Clock is a wait as the customer feels it: around the clock.
func (d Desk) Clock(e Episode) Wait {
	return Wait{max(d.until(e).Sub(e.Since), 0), !e.Waits()}
}

// Business is a wait in business hours.
func (d Desk) Business(e Episode) Wait {
	return Wait{d.calendar.Within(e.Since, d.until(e)), !e.Waits()}
}

// until is when a wait ended or, where it did not, until when that is known.
func (d Desk) until(e Episode) time.Time {
	if !e.Waits() {
		return e.Answered
	}
	if known, heard := d.Known[e.Network]; heard && known.Before(d.Now) {
		return known
	}
	return d.Now
}

// Waits are the waits of episodes by one of the two calendars, such as d.Clock.
func Waits(all []Episode, of func(Episode) Wait) []Wait {
	waits := make([]Wait, len(all))
	for i, e := range all {
		waits[i] = of(e)
	}
	return waits
}

// Usual is what waits are commonly reported as: the mean and the median of those that were answered, as if nobody else waited. Where
// many are not answered it flatters, since they are the ones that wait longest. n is of how many; 0: nobody was answered.
func Usual(waits []Wait) (mean, median time.Duration, n int) {
	var answered []time.Duration
	for _, w := range waits {
		if w.Answered {
			answered = append(answered, w.For)
			mean += w.For
		}
	}
	if n = len(answered); n == 0 {
		return 0, 0, 0
	}
	slices.Sort(answered)
	return mean / time.Duration(n), (answered[(n-1)/2] + answered[n/2]) / 2, n
}
