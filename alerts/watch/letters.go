package watch

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// letters are what an incident's present state asks to be told, and where: that it is there, how its message reads by now,
// or that it is still there. They are noted in its facts.
func (l *look) letters(ctx context.Context, i *incident) ([]store.Letter, error) {
	said := &i.facts.Told
	switch {
	case i.facts.Of != 0, said.First == 0 && !i.runs(), len(l.lineage(i.Topic)) == 0:
		return nil, nil
	case said.First == 0:
		return l.announce(ctx, i)
	}
	var all []store.Letter
	calls := l.worthRepeating(i) || l.worthAReply(i)
	if l.worthAnEdit(i) {
		edits, err := l.post(ctx, i, store.Over)
		if err != nil {
			return nil, err
		}
		all = edits
	}
	if calls {
		repeats, err := l.post(ctx, i, store.Under)
		if err != nil {
			return nil, err
		}
		all = append(all, repeats...)
		said.Loud = l.now
	}
	if calls || l.now.Sub(said.Loud) < closely { // so soon after the call an edit will do
		said.Joined = l.joined(i)
	}
	return all, nil
}

// announce tells of an incident for the first time, unless it is muted.
func (l *look) announce(ctx context.Context, i *incident) ([]store.Letter, error) {
	if m := l.mute(i.kind(), i.Topic, i.Subject); m != nil {
		i.facts.Muted = &muted{By: m.By, Until: m.Until}
		return nil, nil
	}
	said := &i.facts.Told
	for _, o := range l.Outlets {
		if l.takes(o.Route, i) {
			said.Outlets = append(said.Outlets, o.Name)
		}
	}
	if len(said.Outlets) == 0 {
		i.facts.Muted = nil // nobody waits for it
		return nil, nil
	}
	said.First, said.Loud, said.Joined = i.Revision+1, l.now, l.joined(i)
	return l.post(ctx, i, "")
}

// post makes a letter for each outlet that was told.
func (l *look) post(ctx context.Context, i *incident, manner store.Manner) ([]store.Letter, error) {
	story, err := l.tell(ctx, i, manner)
	if err != nil {
		return nil, err
	}
	payload, err := alerts.Parcel(story, l.complaintOf(i))
	if err != nil {
		return nil, err
	}
	l.show(i)
	var all []store.Letter
	for _, o := range l.Outlets {
		if slices.Contains(i.facts.Told.Outlets, o.Name) {
			all = append(all, l.letter(i, o.Name, manner, payload))
		}
	}
	return all, nil
}

// complaintOf is the complaint that an incident is about, as it was last looked at; nil when it is about none.
func (l *look) complaintOf(i *incident) *alerts.Case {
	c := i.facts.Complaint
	if c == nil {
		return nil
	}
	state := life.New
	if i.kind() == alerts.ReturnedComplaint {
		state = life.Returned
	}
	return &alerts.Case{ID: c.ID, Kind: string(cluster.Complaint), Label: alerts.Inert(c.Label), Theme: c.Theme, State: string(state), Topics: []string{i.Topic},
		Mentions: c.Mentions, People: c.People, First: i.facts.From, URL: l.Links.Complaint(c.ID)}
}

func (l *look) letter(i *incident, outlet string, manner store.Manner, payload []byte) store.Letter {
	x := store.Letter{Kind: i.Kind, Topic: i.Topic, Notifier: outlet, Period: l.period(i), Due: l.now, Payload: payload,
		Manner: manner, Key: key(i.ID, i.Revision+1, outlet)}
	if manner != "" {
		x.Target = key(i.ID, i.facts.Told.First, outlet)
	}
	if manner == store.Under {
		x.Key += "/still"
	}
	if manner != store.Over { // what is read already can be set right at night too
		t, _ := l.topic(i.Topic)
		x.Due = l.Quiet.Over(l.now, clock(t))
	}
	return x
}

func key(id int64, revision int, outlet string) string {
	return fmt.Sprintf("alert/%d/%d/%s", id, revision, outlet)
}

// show notes what a message says now.
func (l *look) show(i *incident) {
	t := &i.facts.Told
	t.Size, t.About, t.Acked = i.facts.size(), l.gist(i), !i.Acked.IsZero()
}

// worthAnEdit reports whether something that readers see changed by much since they were last shown it.
func (l *look) worthAnEdit(i *incident) bool {
	t, f := i.facts.Told, &i.facts
	if !i.runs() {
		return courses[i.kind()].ending
	}
	return t.Acked != !i.Acked.IsZero() || t.About != l.gist(i) || f.size() >= t.Size+more && float64(f.size()) >= much*float64(t.Size)
}

// worthRepeating reports whether it still runs, a good while after people were called for, and nobody cares.
func (l *look) worthRepeating(i *incident) bool {
	return l.Repeat > 0 && i.runs() && i.seen && courses[i.kind()].again && i.Acked.IsZero() &&
		l.passed(i.facts.Told.Loud, l.Repeat) && l.mute(i.kind(), i.Topic, i.Subject) == nil
}

// worthAReply reports whether more joined it since people were called for, a while ago.
func (l *look) worthAReply(i *incident) bool {
	t := i.facts.Told
	return i.runs() && t.Joined != l.joined(i) && l.passed(t.Loud, closely) && l.mute(i.kind(), i.Topic, i.Subject) == nil
}

// joined is what came to an incident that is not its own.
func (l *look) joined(i *incident) string {
	var all []string
	if i.facts.Tone != nil {
		all = append(all, spike.Tone)
	}
	for _, o := range l.within(i) {
		all = append(all, o.name())
	}
	return strings.Join(all, " ")
}

// size is the number that a message leads with.
func (f *facts) size() int {
	switch {
	case f.Complaint != nil:
		return f.Complaint.People
	case f.Author != nil:
		return f.Author.Mentions
	}
	return f.Counts.Total()
}

// gist is what else a message says that must not be missed.
func (l *look) gist(i *incident) string {
	f := &i.facts
	said := []string{f.Cause.key(), l.joined(i)}
	if f.Sign != nil && len(f.Sources) > 0 {
		said = append(said, "incomplete")
	}
	for _, s := range f.Sources {
		if i.kind() == alerts.Silence {
			said = append(said, fmt.Sprint(s.ID, s.Back.IsZero()))
		}
	}
	if !f.Ends.IsZero() {
		said = append(said, fmt.Sprint(f.Ends.Unix(), f.Ends.After(l.now)))
	}
	return strings.Join(said, " ")
}
