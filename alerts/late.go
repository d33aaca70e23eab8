package alerts

import (
	"context"
	"time"

	"molva/alerts/phrase"
	"molva/store"
)

// current is the slot of the letter's lane that is due now.
func (d *Desk) current(l store.Letter) (Slot, bool) {
	t, _ := d.topic(l.Topic)
	for _, slot := range d.Schedule.Latest(d.Now(), t.Zone) {
		if (lane{t, slot.Every, l.Notifier}).owns(l) {
			return slot, true
		}
	}
	return Slot{}, false
}

// stale reports whether a newer digest of the same lane is due already.
func (d *Desk) stale(l store.Letter) bool {
	current, ok := d.current(l)
	return ok && l.Period.From.Before(current.Period.From)
}

// pass lets a stale letter wait for the newer one, which will name it, and lets it expire once that one is done with.
func (d *Desk) pass(ctx context.Context, l *store.Letter, outlet Notifier, waiting []*store.Letter) error {
	if l.State == store.Sending {
		if at, err := outlet.Find(ctx, l.Key, l.Due, Place{}); err == nil && at.ID != "" {
			l.RemoteID = at.ID
			return d.finish(ctx, l, store.Sent, "")
		}
	}
	current, _ := d.current(*l)
	for _, w := range waiting {
		if !sameLane(*l, *w) || !unsent(*w) || !w.Period.From.Equal(current.Period.From) {
			continue
		}
		if l.State == store.Sending {
			l.Next = d.Now().Add(30 * time.Second) // the outlet need not be asked in every round
			return d.DB.Record(ctx, *l)
		}
		return nil
	}
	return d.finish(ctx, l, store.Expired, "a newer one took its place")
}

func sameLane(a, b store.Letter) bool {
	return a.Kind == b.Kind && a.Topic == b.Topic && a.Notifier == b.Notifier
}

func unsent(l store.Letter) bool { return l.State == store.Queued || l.State == store.Sending }

// notes are the lines on top of a message that is not as planned.
func (d *Desk) notes(l store.Letter, waiting []*store.Letter, p *phrase.Printer) []string {
	var notes []string
	t, _ := d.topic(l.Topic)
	due := l.Due
	if slot, ok := d.slot(l); ok {
		due = slot.At
	}
	if d.Now().Sub(due) > lateness {
		notes = append(notes, p.Sprintf("Late: it was due on %s.", p.Moment(due.In(t.Zone))))
	}
	if l.RemoteID == repeat {
		notes = append(notes, p.Sprintf("Possible repeat: nobody knows whether the first one arrived."))
	}
	for _, w := range waiting {
		if sameLane(l, *w) && unsent(*w) && d.stale(*w) {
			missed := p.Span(w.Period.From.In(t.Zone), l.Period.From.In(t.Zone))
			return append(notes, p.Sprintf("Not sent before: %s.", missed))
		}
	}
	return notes
}
