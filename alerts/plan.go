package alerts

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
	"molva/store"
)

// row is the row of digests of one topic and kind at one outlet.
type row struct {
	topic  ingest.Topic
	kind   Kind
	outlet string
}

func (r row) key(p store.Period) string {
	return fmt.Sprintf("%s/%s/%s/%s", r.kind, r.topic.ID, p.From.In(r.topic.Zone).Format(time.DateOnly), r.outlet)
}

func (r row) letter(s Slot) store.Letter {
	return store.Letter{Key: r.key(s.Period), Kind: string(r.kind), Topic: r.topic.ID, Notifier: r.outlet, Period: s.Period,
		Due: s.At, Next: s.At, State: store.Queued}
}

func (r row) owns(l store.Letter) bool {
	return l.Kind == string(r.kind) && l.Topic == r.topic.ID && l.Notifier == r.outlet
}

// slot is the one of the row's rhythm; ok is false when the schedule has none.
func (r row) slot(slots []Slot) (s Slot, ok bool) {
	i := slices.IndexFunc(slots, func(s Slot) bool { return s.Every == rhythms[r.kind] })
	if i < 0 {
		return Slot{}, false
	}
	return slots[i], true
}

// rows are all that the routes of this lane ask for, whatever the schedule has of them.
func (n *lane) rows() []row {
	var all []row
	for _, o := range n.outlets {
		for _, t := range o.Route.topics(n.Topics) {
			for _, k := range Kinds {
				if n.plannable(k) && o.Route.Takes(k) {
					all = append(all, row{t, k, o.Name})
				}
			}
		}
	}
	return all
}

// plannable reports whether a kind has a rhythm, and somebody who builds it.
func (d *Desk) plannable(k Kind) bool {
	return rhythms[k] != "" && (!k.reports() || d.Reports[k] != nil)
}

// plan keeps the next digest of every row in the outbox. When an earlier one was not sent, the latest joins it.
func (n *lane) plan(ctx context.Context) error {
	if err := n.read(ctx); err != nil {
		return err
	}
	var missing []store.Letter
	for _, r := range n.rows() {
		missing = append(missing, n.missing(r)...)
	}
	for _, l := range missing {
		if _, err := n.queue(ctx, l); err != nil {
			return err
		}
	}
	if err := n.tidy(ctx); err != nil || len(missing) == 0 {
		return err
	}
	return n.read(ctx)
}

// missing are the letters of a row that should wait in the outbox and do not.
func (n *lane) missing(r row) (all []store.Letter) {
	latest, ok := r.slot(n.Schedule.Latest(n.Now(), r.topic.Zone))
	if !ok {
		return nil
	}
	next, _ := r.slot(n.Schedule.Next(n.Now(), r.topic.Zone))
	wanted := []Slot{next}
	overdue := func(w *store.Letter) bool { return r.owns(*w) && !w.Period.From.After(latest.Period.From) }
	if slices.ContainsFunc(n.letters, overdue) {
		wanted = []Slot{latest, next}
	}
	for _, slot := range wanted {
		if n.waiting(r.key(slot.Period)) == nil {
			all = append(all, r.letter(slot))
		}
	}
	return all
}

// tidy moves planned letters when the schedule changed, and gives up those whose topic, route or line of the schedule is
// gone.
func (n *lane) tidy(ctx context.Context) error {
	for _, l := range n.letters {
		if rhythms[Kind(l.Kind)] == "" {
			continue
		}
		slot, ok := n.slot(*l)
		switch {
		case !ok:
			l.State, l.LastError = store.Expired, "no longer planned"
		case l.Attempts == 0 && !l.Next.Equal(slot.At):
			l.Next = slot.At
		default:
			continue
		}
		if err := n.DB.Record(ctx, *l); err != nil {
			return err
		}
	}
	return nil
}

// slot is the place of a planned letter in the present schedule.
func (n *lane) slot(l store.Letter) (Slot, bool) {
	r, ok := n.row(l)
	if !ok {
		return Slot{}, false
	}
	return n.Schedule.For(rhythms[r.kind], l.Period, r.topic.Zone)
}

// row is the one that a planned letter stands in; ok is false when no route asks for it, or for it any more.
func (n *lane) row(l store.Letter) (r row, ok bool) {
	o, there := n.outlet(l.Notifier)
	t, known := n.topic(l.Topic)
	r = row{t, Kind(l.Kind), l.Notifier}
	return r, there && known && n.plannable(r.kind) && o.Route.Takes(r.kind) && o.Route.plans(t)
}
