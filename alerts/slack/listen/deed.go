package listen

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/cluster"
	"molva/store"
)

// outcome is what is said of a deed: to who did it, and to the others, "" for nothing.
type outcome struct{ told, others string }

// errNothing says that what was to be acted on is not there, or no longer.
var errNothing = errors.New("nothing to act on")

// finish tells what became of a deed.
func (e *Ear) finish(ctx context.Context, c cause, o outcome, err error, p *phrase.Printer) {
	switch {
	case errors.Is(err, errNothing), errors.Is(err, store.ErrUnknownComplaint), errors.Is(err, store.ErrUnknownIncident):
		e.whisper(ctx, c.aside(), p.Sprintf("That is not there any more, so nothing was done."))
		return
	case err != nil:
		e.report("deed not done", err)
		e.whisper(ctx, c.aside(), p.Sprintf("That could not be saved. Please try again later."))
		return
	}
	e.whisper(ctx, c.aside(), o.told)
	if o.others != "" {
		e.announce(ctx, c.open(), o.others)
	}
}

// acknowledge says who takes care of an incident. The first one stays.
func (e *Ear) acknowledge(ctx context.Context, c cause, by person, p *phrase.Printer) (outcome, error) {
	i, err := e.incident(ctx, c.Subject)
	if err != nil {
		return outcome{}, err
	}
	if !i.Acked.IsZero() {
		return outcome{told: p.Sprintf("Somebody takes care of it already: %s.", alerts.Inert(i.AckedBy))}, nil
	}
	if err := e.db.Acknowledge(ctx, i.ID, by.signature()); err != nil {
		return outcome{}, err
	}
	return outcome{p.Sprintf("Noted: you take care of it."), p.Sprintf("%s takes care of it.", by.name)}, nil
}

// mute keeps an incident, or what is new of a complaint, from being told for a while.
func (e *Ear) mute(ctx context.Context, c cause, by person, s said, p *phrase.Printer) (outcome, error) {
	m := store.Mute{Subject: c.Subject, From: e.now(), Until: e.now().Add(s.howLong), By: by.signature(), Why: s.why}
	if strings.HasPrefix(c.Subject, "i") {
		i, err := e.incident(ctx, c.Subject)
		if err != nil {
			return outcome{}, err
		}
		m.Kind, m.Topic, m.Subject = i.Kind, i.Topic, i.Subject
	} else if _, err := cluster.ParseID(c.Subject); err != nil {
		return outcome{}, errNothing
	}
	id, err := e.db.Mute(ctx, m)
	if err != nil {
		return outcome{}, err
	}
	until := p.Moment(m.Until.In(e.zone(c.Topic)))
	return outcome{
		p.Sprintf("Muted until %s. To lift that: molva alerts unmute %s", until, strconv.FormatInt(id, 10)),
		p.Sprintf("%s muted this until %s.", by.name, until)}, nil
}

// fix marks a complaint as fixed from now on.
func (e *Ear) fix(ctx context.Context, c cause, by person, s said, p *phrase.Printer) (outcome, error) {
	id, err := cluster.ParseID(c.Subject)
	if err != nil {
		return outcome{}, errNothing
	}
	done, err := e.db.Act(ctx, store.Act{What: store.Fixed, ID: id, Ticket: s.ticket, By: by.signature()})
	switch {
	case err != nil:
		return outcome{}, err
	case done.Act == 0:
		return outcome{told: p.Sprintf("%s is marked like that already.", done.ID.String())}, nil
	}
	others := p.Sprintf("%s marked %s as fixed.", by.name, done.ID.String())
	if s.ticket != "" {
		others += " " + s.ticket
	}
	return outcome{p.Sprintf("%s is marked as fixed. To take that back: molva complaints undo %s", done.ID.String(), done.ID.String()), others}, nil
}

// incident is the one that a subject names.
func (e *Ear) incident(ctx context.Context, subject string) (store.Incident, error) {
	digits, ok := strings.CutPrefix(subject, "i")
	id, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil {
		return store.Incident{}, errNothing
	}
	i, found, err := e.db.Incident(ctx, id)
	if err == nil && !found {
		err = errNothing
	}
	return i, err
}
