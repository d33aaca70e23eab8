package alerts

import (
	"context"
	"errors"
	"strings"
	"time"

	"molva/store"
)

// tooLate is after how long an alert, or what was to stand in a thread, is no news any more.
const tooLate = 24 * time.Hour

// overdue reports whether a letter that carries what it says could not be sent for so long that it is no news any more. A
// digest has rules of its own, and what replaces a message is as new as its story.
func (n *lane) overdue(l store.Letter) bool {
	if built(l) || l.Manner == store.Over || n.Now().Sub(l.Due) <= tooLate {
		return false
	}
	p, err := unpack(l)
	return err != nil || n.Now().Sub(p.Fresh) > tooLate
}

// forgo ends the way of an overdue letter. An alert waits until the next message that goes out there has named it; what was
// to stand in a thread is not missed.
func (n *lane) forgo(ctx context.Context, l *store.Letter, o Outlet) error {
	if inThread(*l) {
		return n.finish(ctx, l, store.Expired, "too late")
	}
	if l.State == store.Sending {
		return n.trace(ctx, l, o)
	}
	p, err := unpack(*l)
	if err != nil {
		return errors.Join(err, n.finish(ctx, l, store.Failed, err.Error()))
	}
	if p.Told == "" {
		return nil
	}
	by, there, err := n.DB.LetterByKey(ctx, p.Told)
	switch {
	case err != nil:
		return err
	case there && by.State == store.Sent:
		return n.finish(ctx, l, store.Expired, "too late; named by "+p.Told)
	case there && unsent(by):
		return nil
	}
	return n.tell(ctx, l, p, "")
}

// trace finds out whether an overdue letter arrived after all. Where nobody can look, it is taken for lost.
func (n *lane) trace(ctx context.Context, l *store.Letter, o Outlet) error {
	at, err := o.Find(ctx, l.Key, l.Due, Place{})
	switch {
	case err == nil && at.ID != "":
		return n.posted(ctx, l, o, at)
	case err == nil || errors.Is(err, ErrCannotLook):
		l.State = store.Queued
	default:
		l.Next, l.LastError = n.Now().Add(30*time.Second), err.Error()
	}
	return n.DB.Record(ctx, *l)
}

// tell writes down which message names a letter that was not sent in time.
func (n *lane) tell(ctx context.Context, l *store.Letter, p parcel, by string) (err error) {
	p.Told = by
	if l.Payload, err = p.pack(); err != nil {
		return err
	}
	return n.DB.Record(ctx, *l)
}

// missed are the overdue alerts that a message is to name: those that wait at its outlet and that no other names. It is
// written down which ones before the message can have gone out, so that after a crash none is named twice and none never.
func (n *lane) missed(ctx context.Context, by store.Letter) (all []parcel, dues []time.Time, err error) {
	if by.Manner != "" {
		return nil, nil, nil // in a thread nobody would look for it
	}
	for _, w := range n.letters {
		if w.Notifier != by.Notifier || w.State != store.Queued || inThread(*w) || !n.overdue(*w) {
			continue
		}
		p, err := unpack(*w)
		if err != nil || p.Story == nil || p.Told != "" && p.Told != by.Key {
			continue // what cannot be read ends when its own turn comes
		}
		if p.Told == "" {
			if err := n.tell(ctx, w, p, by.Key); err != nil {
				return nil, nil, err
			}
		}
		all, dues = append(all, p), append(dues, w.Due)
	}
	if len(all) > 0 {
		n.step("named")
	}
	return all, dues, nil
}

// named is how many titles the line has at most.
const named = 5

// tellMissed is one line for all alerts that were not sent in time, the first due one first.
func tellMissed(all []parcel, dues []time.Time, v voice) string {
	var titles []string
	for _, p := range all[:min(len(all), named)] {
		titles = append(titles, p.Story.Title)
	}
	if more := len(all) - named; more > 0 {
		titles = append(titles, v.Sprintf("%d more", more))
	}
	span := v.Span(dues[0].In(v.zone), dues[len(dues)-1].In(v.zone).Add(time.Nanosecond))
	return v.Sprintf("%d alerts were not sent in time (%s): %s.", len(all), span, strings.Join(titles, "; "))
}
