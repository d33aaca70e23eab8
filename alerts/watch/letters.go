package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
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
	if l.worthAnEdit(i) {
		edits, err := l.post(ctx, i, store.Over)
		if err != nil {
			return nil, err
		}
		all = edits
	}
	if l.worthRepeating(i) {
		repeats, err := l.post(ctx, i, store.Under)
		if err != nil {
			return nil, err
		}
		all = append(all, repeats...)
		said.Loud = l.now
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
		return nil, nil
	}
	said.First, said.Loud = i.Revision+1, l.now
	return l.post(ctx, i, "")
}

// post makes a letter for each outlet that was told.
func (l *look) post(ctx context.Context, i *incident, manner store.Manner) ([]store.Letter, error) {
	story, err := l.tell(ctx, i, manner)
	if err != nil {
		return nil, err
	}
	payload, err := alerts.Parcel(story)
	if err != nil {
		return nil, err
	}
	i.facts.Told.show(i, l.now)
	var all []store.Letter
	for _, o := range l.Outlets {
		if slices.Contains(i.facts.Told.Outlets, o.Name) {
			all = append(all, l.letter(i, o.Name, manner, payload))
		}
	}
	return all, nil
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
		x.Due = l.Quiet.Over(l.now, t.Zone)
	}
	return x
}

func key(id int64, revision int, outlet string) string {
	return fmt.Sprintf("alert/%d/%d/%s", id, revision, outlet)
}

// show notes what a message says now.
func (t *told) show(i *incident, now time.Time) {
	t.Last, t.Size, t.About, t.Acked = now, i.facts.size(), i.facts.gist(), !i.Acked.IsZero()
}

// worthAnEdit reports whether something that readers see changed by much since they were last shown it.
func (l *look) worthAnEdit(i *incident) bool {
	t, f := i.facts.Told, &i.facts
	if !i.runs() {
		return courses[i.kind()].ending
	}
	return t.Acked != !i.Acked.IsZero() || t.About != f.gist() || f.size() > t.Size && float64(f.size()) >= much*float64(t.Size)
}

// worthRepeating reports whether it still runs, a good while after people were called for, and nobody cares.
func (l *look) worthRepeating(i *incident) bool {
	return l.Repeat > 0 && i.runs() && i.seen && courses[i.kind()].again && i.Acked.IsZero() &&
		l.passed(i.facts.Told.Loud, l.Repeat) && l.mute(i.kind(), i.Topic, i.Subject) == nil
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

// gist is what else a message leads with.
func (f *facts) gist() string {
	gist := f.Cause.key()
	if f.Tone != nil {
		gist += " tone"
	}
	if f.Sign != nil && len(f.Sources) > 0 {
		return gist + " incomplete"
	}
	for _, s := range f.Sources {
		gist += fmt.Sprintf(" %s %t", s.ID, s.Back.IsZero())
	}
	return gist
}
