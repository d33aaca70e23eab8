package alerts

import (
	"context"
	"time"

	"molva/store"
)

// lateness is what nobody minds.
const lateness = 15 * time.Minute

// current is the slot of the letter's row that is due now.
func (n *lane) current(l store.Letter) (Slot, bool) {
	r, ok := n.row(l)
	if !ok {
		return Slot{}, false
	}
	return r.slot(n.Schedule.Latest(n.Now(), r.topic.Zone))
}

// stale reports whether a newer digest of the same row is due already.
func (n *lane) stale(l store.Letter) bool {
	current, ok := n.current(l)
	return ok && l.Period.From.Before(current.Period.From)
}

// pass lets a stale letter wait for the newer one, which will name it, and lets it expire once that one is done with.
func (n *lane) pass(ctx context.Context, l *store.Letter, o Outlet) error {
	if l.State == store.Sending {
		if at, err := o.Find(ctx, l.Key, l.Due, Place{}); err == nil && at.ID != "" {
			return n.posted(ctx, l, o, at)
		}
	}
	current, _ := n.current(*l)
	for _, w := range n.letters {
		if !sameRow(*l, *w) || !unsent(*w) || !w.Period.From.Equal(current.Period.From) {
			continue
		}
		if l.State == store.Sending {
			l.Next = n.Now().Add(30 * time.Second) // the outlet need not be asked in every round
			return n.DB.Record(ctx, *l)
		}
		return nil
	}
	return n.finish(ctx, l, store.Expired, "a newer one took its place")
}

func sameRow(a, b store.Letter) bool {
	return a.Kind == b.Kind && a.Topic == b.Topic && a.Notifier == b.Notifier
}

// notes are the lines on top of a message that is not as planned.
func (n *lane) notes(l store.Letter, v voice) []string {
	var notes []string
	due := l.Due
	if slot, ok := n.slot(l); ok {
		due = slot.At
	}
	if n.Now().Sub(due) > lateness {
		notes = append(notes, v.Sprintf("Late: it was due on %s.", v.Moment(due.In(v.zone))))
	}
	if l.RemoteID == repeat {
		notes = append(notes, v.Sprintf("Possible repeat: nobody knows whether the first one arrived."))
	}
	for _, w := range n.letters {
		if sameRow(l, *w) && built(l) && unsent(*w) && n.stale(*w) {
			missed := v.Span(w.Period.From.In(v.zone), l.Period.From.In(v.zone))
			return append(notes, v.Sprintf("Not sent before: %s.", missed))
		}
	}
	return notes
}
