package alerts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/store"
)

// lane is the row of digests of one topic, rhythm and outlet.
type lane struct {
	topic  ingest.Topic
	every  Every
	outlet string
}

const kindPrefix = "digest-"

func (l lane) kind() string { return kindPrefix + string(l.every) }

func (l lane) key(p store.Period) string {
	return fmt.Sprintf("%s/%s/%s/%s", l.kind(), l.topic.ID, p.From.In(l.topic.Zone).Format(time.DateOnly), l.outlet)
}

func (l lane) letter(s Slot) store.Letter {
	return store.Letter{Key: l.key(s.Period), Kind: l.kind(), Topic: l.topic.ID, Notifier: l.outlet, Period: s.Period,
		Due: s.At, Next: s.At, State: store.Queued}
}

func (l lane) owns(letter store.Letter) bool {
	return letter.Kind == l.kind() && letter.Topic == l.topic.ID && letter.Notifier == l.outlet
}

// plan keeps the next digest of every lane in the outbox. When an earlier one was not sent, the latest joins it.
func (d *Desk) plan(ctx context.Context) error {
	waiting, err := d.outbox(ctx)
	if err != nil {
		return err
	}
	now := d.Now()
	for _, t := range d.Topics {
		if t.Parent != "" || t.Competitor {
			continue
		}
		latest, next := d.Schedule.Latest(now, t.Zone), d.Schedule.Next(now, t.Zone)
		for i := range next {
			for _, o := range d.Notifiers {
				l := lane{t, next[i].Every, o.Name}
				if err := d.planLane(ctx, l, waiting, latest[i], next[i]); err != nil {
					return err
				}
			}
		}
	}
	return d.tidy(ctx, waiting)
}

func (d *Desk) planLane(ctx context.Context, l lane, waiting []*store.Letter, latest, next Slot) error {
	wanted := []Slot{next}
	overdue := func(w *store.Letter) bool { return l.owns(*w) && !w.Period.From.After(latest.Period.From) }
	if slices.ContainsFunc(waiting, overdue) {
		wanted = []Slot{latest, next}
	}
	for _, slot := range wanted {
		planned := func(w *store.Letter) bool { return w.Key == l.key(slot.Period) }
		if slices.ContainsFunc(waiting, planned) {
			continue
		}
		if _, err := d.queue(ctx, l.letter(slot)); err != nil {
			return err
		}
	}
	return nil
}

// tidy moves planned letters when the schedule changed, and gives up those whose topic, outlet or line of the schedule is
// gone.
func (d *Desk) tidy(ctx context.Context, waiting []*store.Letter) error {
	for _, l := range waiting {
		slot, ok := d.slot(*l)
		switch {
		case !ok && l.Kind != once:
			l.State, l.LastError = store.Expired, "no longer planned"
		case ok && l.Attempts == 0 && !l.Next.Equal(slot.At):
			l.Next = slot.At
		default:
			continue
		}
		if err := d.DB.Record(ctx, *l); err != nil {
			return err
		}
	}
	return nil
}

// slot is the place of a planned letter in the present schedule.
func (d *Desk) slot(l store.Letter) (Slot, bool) {
	t, ok := d.topic(l.Topic)
	if _, there := d.outlet(l.Notifier); !ok || !there || t.Parent != "" || t.Competitor {
		return Slot{}, false
	}
	every, planned := strings.CutPrefix(l.Kind, kindPrefix)
	if !planned {
		return Slot{}, false
	}
	return d.Schedule.For(Every(every), l.Period, t.Zone)
}
