package alerts

import (
	"context"
	"fmt"
	"time"

	"molva/store"
)

// Post queues the digest of a topic and period at every outlet that digests of it go to, due now. It returns false when
// that digest was queued like this before, or goes nowhere.
func (d *Desk) Post(ctx context.Context, topic string, p store.Period) (added bool, err error) {
	now := d.Now()
	for _, o := range d.Notifiers {
		if !o.Route.digests() || !o.Route.covers(d.Topics, topic) {
			continue
		}
		l := store.Letter{Kind: onceKind, Topic: topic, Notifier: o.Name, Period: p, Due: now, Next: now, State: store.Queued}
		l.Key = fmt.Sprintf("%s/%s/%s/%s/%s", onceKind, topic, p.From.Format(time.DateOnly), p.To.Format(time.DateOnly), o.Name)
		is, err := d.queue(ctx, l)
		if err != nil {
			return added, fmt.Errorf("queue digest of %s: %w", topic, err)
		}
		added = added || is
	}
	d.Ring()
	return added, nil
}

// Posting is a message with the outlet that it is for.
type Posting struct {
	Outlet  string
	Message Message
	Answers string // key of the message in whose thread it stands; "" when it stands for itself
}

// Preview is what would be posted of a kind, topic and period: to every outlet that takes it, thread and all, in this order.
// Nothing is sent and nothing is written.
func (d *Desk) Preview(ctx context.Context, topic string, p store.Period, kind Kind) ([]Posting, error) {
	var all []Posting
	for _, o := range d.Notifiers {
		if !d.plannable(kind) || !o.Route.Takes(kind) || !o.Route.covers(d.Topics, topic) {
			continue
		}
		postings, err := d.preview(ctx, topic, p, kind, o)
		if err != nil {
			return nil, fmt.Errorf("preview for %s: %w", o.Name, err)
		}
		all = append(all, postings...)
	}
	return all, nil
}

func (d *Desk) preview(ctx context.Context, topic string, p store.Period, kind Kind, o Outlet) ([]Posting, error) {
	v, err := d.voice(topic)
	if err != nil {
		return nil, err
	}
	story, err := d.build(ctx, kind, topic, p, o.Route)
	if err != nil {
		return nil, err
	}
	t, _ := d.topic(topic)
	first := Message{Key: row{t, kind, o.Name}.key(p), Kind: string(kind), Topic: topic,
		Period: in(p, v.zone), Language: v.Language(), Story: page(story, o)}
	all := []Posting{{Outlet: o.Name, Message: first}}
	if !o.Able().Threads {
		return all, nil
	}
	for _, f := range leaves(story, v) {
		m := Message{Key: first.Key + "/" + f.name, Kind: f.kind, Topic: topic, Period: first.Period, Language: first.Language, Said: f.parcel.Said}
		if f.parcel.Story != nil {
			m.Story = *f.parcel.Story
		}
		all = append(all, Posting{o.Name, m, first.Key})
	}
	return all, nil
}
