package alerts

import (
	"context"
	"fmt"

	"molva/store"
)

// compose makes the message of a letter, and puts what it says into the letter's payload.
func (n *lane) compose(ctx context.Context, l *store.Letter, o Outlet, target store.Letter) (Message, error) {
	v, err := n.voice(l.Topic)
	if err != nil {
		return Message{}, err
	}
	says, err := n.contents(ctx, *l, o)
	if err != nil {
		return Message{}, err
	}
	if says.Notes, err = n.top(ctx, *l, target, v); err != nil {
		return Message{}, err
	}
	if l.Payload, err = says.pack(); err != nil {
		return Message{}, err
	}
	return message(*l, says, o, target, v), nil
}

// contents is what a letter says: a digest as it stands now, anything else as it was put down.
func (n *lane) contents(ctx context.Context, l store.Letter, o Outlet) (parcel, error) {
	p, err := unpack(l)
	switch {
	case err != nil:
		return p, err
	case built(l):
		var story Story
		story, err = n.build(ctx, Kind(l.Kind), l.Topic, l.Period, o.Route)
		p.Story = &story
	case p.Story == nil && p.Said == nil:
		err = fmt.Errorf("letter %s says nothing: %w", l.Key, errUnreadable)
	}
	return p, err
}

// build tells the digest of a topic, or only its complaints, as a route wants it; or a report, which is the same for all.
func (d *Desk) build(ctx context.Context, kind Kind, topic string, p store.Period, r Route) (Story, error) {
	if kind.reports() {
		return d.report(ctx, kind, topic, p)
	}
	v, err := d.voice(topic)
	if err != nil {
		return Story{}, err
	}
	digest, err := Build(ctx, d.DB, topic, in(p, v.zone))
	if err != nil {
		return Story{}, err
	}
	digest = r.narrow(digest)
	if err := digest.Complaints.cite(ctx, d.DB, digest); err != nil {
		return Story{}, err
	}
	if kind == DailyComplaints || kind == WeeklyComplaints {
		return TellComplaints(digest, v.Printer, d.Links), nil
	}
	return Tell(digest, v.Printer, d.Links), nil
}

func (d *Desk) report(ctx context.Context, kind Kind, topic string, p store.Period) (Story, error) {
	t, _ := d.topic(topic)
	build := d.Reports[kind]
	if build == nil {
		return Story{}, fmt.Errorf("nobody here builds %s", kind)
	}
	return build(ctx, t, in(p, t.Zone))
}

// top are the notes on top of a letter. What replaces a message keeps those that stood there: that it was late, or may be a
// repeat, stays true.
func (n *lane) top(ctx context.Context, l, target store.Letter, v voice) ([]string, error) {
	if l.Manner == store.Over {
		before, err := unpack(target)
		return before.Notes, err
	}
	notes := n.notes(l, v)
	missed, dues, err := n.missed(ctx, l)
	if err != nil || len(missed) == 0 {
		return notes, err
	}
	return append(notes, tellMissed(missed, dues, v)), nil
}

// message is what a letter says, as its outlet is to show it.
func message(l store.Letter, says parcel, o Outlet, target store.Letter, v voice) Message {
	m := Message{Key: l.Key, Kind: l.Kind, Topic: l.Topic, Period: in(l.Period, v.zone), Language: v.Language(), Case: says.Case}
	switch l.Manner {
	case store.Under:
		m.Under = placeOf(target)
	case store.Over:
		m.Over, m.Key = placeOf(target), target.Key // it stays the message that it was
	}
	if says.Said != nil {
		m.Said = said(*says.Said, l, v)
		return m
	}
	m.Story = page(*says.Story, o)
	m.Story.Notes = append(says.Notes[:len(says.Notes):len(says.Notes)], m.Story.Notes...)
	return m
}

// said is a quote with a word before it when it may stand there twice.
func said(q Said, l store.Letter, v voice) *Said {
	if l.RemoteID == repeat {
		q.Mark = v.Sprintf("possible repeat") + ", " + q.Mark
	}
	return &q
}
