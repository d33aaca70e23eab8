package watch

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// teller tells one incident in its topic's language, by its topic's clock.
type teller struct {
	*phrase.Printer
	*look
	*incident
	about ingest.Topic
	facts *facts
	again bool // it was told before and still runs
}

// tell is the story of an incident as it stands.
func (l *look) tell(ctx context.Context, i *incident, manner store.Manner) (alerts.Story, error) {
	about, _ := l.topic(i.Topic)
	t := teller{l.printer(about), l, i, about, &i.facts, manner == store.Under}
	var s alerts.Story
	var err error
	switch i.kind() {
	case alerts.NewComplaint, alerts.ReturnedComplaint:
		s, err = t.complaint(ctx)
	case alerts.Silence:
		s = t.silence()
	case alerts.Expiring:
		s = t.expiry()
	case alerts.Influencer:
		s, err = t.influencer(ctx)
	default:
		s, err = t.numbers(ctx)
	}
	s.Title, s.Lines = t.title(), append(t.standing(), s.Lines...)
	s.Coverage = t.coverage()
	s.Foot = []string{t.Sprintf("Incident %s.", i.name())}
	s.Actions = append(t.actions(), s.Actions...)
	return s, err
}

// title says what it is, of what and since when, and whether it still is.
func (t teller) title() string {
	name, at := alerts.Inert(t.about.Name), t.Moment(t.local(t.Opened))
	var title string
	switch t.kind() {
	case alerts.Spike:
		title = t.Sprintf("Spike: %s, %s", name, at)
	case alerts.ToneSpike:
		title = t.Sprintf("Negative wave: %s, %s", name, at)
	case alerts.Drop:
		title = t.Sprintf("Drop: %s, %s", name, at)
	case alerts.NewComplaint:
		title = t.Sprintf("New complaint: %s, %s", name, at)
	case alerts.ReturnedComplaint:
		title = t.Sprintf("A complaint is back: %s, %s", name, at)
	case alerts.Silence:
		title = t.Sprintf("Silence: %s", at)
	case alerts.Expiring:
		title = t.Sprintf("Credentials end: %s", alerts.Isolate(alerts.Inert(t.Subject)))
	case alerts.Influencer:
		title = t.Sprintf("Influential author: %s, %s", name, at)
	}
	switch {
	case !t.runs():
		return t.Sprintf("Over. %s", title)
	case t.again:
		return t.Sprintf("Still running. %s", title)
	}
	return title
}

// standing says who takes care of it, and why it was not told before.
func (t teller) standing() (lines []alerts.Line) {
	if t.AckedBy != "" {
		lines = append(lines, alerts.Words(t.Sprintf("Acknowledged by %s, %s.", alerts.Inert(t.AckedBy), t.Moment(t.local(t.Acked)))))
	}
	if m := t.facts.Muted; m != nil {
		lines = append(lines, alerts.Words(t.Sprintf("It runs since %s; it was muted by %s until %s.",
			t.Moment(t.local(t.Opened)), alerts.Inert(m.By), t.Moment(t.local(m.Until)))))
	}
	return lines
}

// coverage says what could not be heard meanwhile.
func (t teller) coverage() alerts.Section {
	s := alerts.Section{Title: t.Sprintf("Coverage")}
	if len(t.facts.Sources) > 0 && t.kind() != alerts.Silence {
		s.Lines = alerts.Lines(t.Sprintf("May be incomplete: there was trouble with %s.", t.List(names(t.facts.Sources))))
		return s
	}
	heard := t.listening() - len(t.hushed())
	s.Lines = alerts.Lines(t.Sprintf("Sources read: %d of %d.", heard, t.listening()))
	return s
}

func names(sources []source) []string {
	all := make([]string, len(sources))
	for i, s := range sources {
		all[i] = alerts.Isolate(alerts.Inert(s.ID))
	}
	return all
}

// actions are what a reader can do about it while it runs.
func (t teller) actions() (all []alerts.Action) {
	if !t.runs() {
		return nil
	}
	if t.Acked.IsZero() {
		all = append(all, alerts.Button(alerts.Acknowledge, t.name(), "", t.Printer))
	}
	return append(all, alerts.Button(alerts.Mute, t.name(), "", t.Printer))
}

// opens is the button that leads to the mentions of a filter; none without an address.
func (t teller) opens(f store.Filter) []alerts.Action {
	url := t.Links.Mentions(f)
	if url == "" {
		return nil
	}
	return []alerts.Action{alerts.Button(alerts.Open, t.name(), url, t.Printer)}
}

func (t teller) local(at time.Time) time.Time { return at.In(clock(t.about)) }

// moment writes a moment of today by its time alone.
func (t teller) moment(at time.Time) string {
	at = t.local(at)
	if store.Day(t.now, clock(t.about)).Holds(at) {
		return at.Format("15:04")
	}
	return t.Moment(at)
}

// span writes from when to when something was.
func (t teller) span() string {
	p := t.period(t.incident)
	if t.runs() {
		return t.Sprintf("since %s", t.moment(p.From))
	}
	return t.Sprintf("from %s to %s", t.moment(p.From), t.moment(p.To))
}

// sentence joins parts that have something to say.
func sentence(parts ...string) string {
	said := strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "; ")
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:] + "."
}
