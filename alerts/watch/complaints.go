package watch

import (
	"context"
	"fmt"
	"slices"

	"molva/alerts"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/ingest"
	"molva/store"
)

// What must have been heard in time, not counting what old imports brought: as much as life asks of an emerging complaint,
// and of a return.
const (
	newPeople, newTexts = 5, 3
	returnedPeople      = 2
)

// complaints sees those that are new by enough people, and those that are back after a fix.
func (l *look) complaints(ctx context.Context) (found []finding, err error) {
	if !l.all || len(l.wanted(alerts.NewComplaint, alerts.ReturnedComplaint)) == 0 {
		return nil, nil
	}
	all, err := l.DB.Complaints(ctx, store.ComplaintFilter{Kind: cluster.Complaint, Now: l.now})
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		var f finding
		switch {
		case c.State == life.Returned:
			f = l.returned(c)
		case c.Emerging:
			f = l.emerging(c)
		}
		if f.kind == "" || !slices.ContainsFunc(l.wanted(f.kind), func(t ingest.Topic) bool { return t.ID == f.topic }) {
			continue
		}
		heard, err := l.inTime(ctx, &f)
		if err != nil {
			return found, fmt.Errorf("judge %v: %w", c.ID, err)
		}
		if heard {
			found = append(found, f)
		}
	}
	return found, nil
}

// emerging is told once in the life of a complaint, and of all that was merged into it.
func (l *look) emerging(c store.Complaint) finding {
	if l.toldBefore(alerts.NewComplaint, c, func(facts) bool { return true }) {
		return finding{}
	}
	return l.complains(alerts.NewComplaint, c)
}

// returned is told once a fix.
func (l *look) returned(c store.Complaint) finding {
	if l.toldBefore(alerts.ReturnedComplaint, c, func(f facts) bool { return f.Complaint.Fixed.Equal(c.Fixed) }) {
		return finding{}
	}
	f := l.complains(alerts.ReturnedComplaint, c)
	f.facts.Complaint.Fixed, f.facts.From = c.Fixed, c.Fixed
	return f
}

// toldBefore reports whether an incident of a complaint, or of what was merged into it, is over that was of a kind and some
// condition.
func (l *look) toldBefore(kind alerts.Kind, c store.Complaint, was func(facts) bool) bool {
	return slices.ContainsFunc(l.past, func(i *incident) bool {
		return i.kind() == kind && !i.runs() && slices.Contains(known(c), i.Subject) && was(i.facts)
	})
}

// known are the names under which a complaint may have been told.
func known(c store.Complaint) []string {
	names := []string{c.ID.String()}
	for _, id := range c.Merged {
		names = append(names, id.String())
	}
	return names
}

// complains makes a finding of a complaint. One that runs stays with the topic and name that it began with.
func (l *look) complains(kind alerts.Kind, c store.Complaint) finding {
	f := finding{kind: kind, topic: l.common(c.Topics), subject: c.ID.String(), facts: facts{From: c.First, Last: l.now,
		Complaint: &complaint{ID: c.ID, Label: c.Label, Theme: c.Theme, People: c.People, Mentions: c.Mentions}}}
	at := slices.IndexFunc(l.open, func(i *incident) bool { return i.kind() == kind && slices.Contains(known(c), i.Subject) })
	if at >= 0 {
		f.topic, f.subject = l.open[at].Topic, l.open[at].Subject
	}
	return f
}

// common is the lowest topic that all of some belong to, else that of the first; "" when none is in the config.
func (l *look) common(topics []string) string {
	if len(topics) == 0 {
		return ""
	}
	shared := l.lineage(topics[0])
	for _, other := range topics[1:] {
		line := l.lineage(other)
		both := slices.DeleteFunc(slices.Clone(shared), func(id string) bool { return !slices.Contains(line, id) })
		if len(both) > 0 {
			shared = both
		}
	}
	if len(shared) == 0 {
		return ""
	}
	return shared[0]
}

// inTime reports whether enough of it was heard as it was said: an import of old mentions alarms nobody. What runs goes on.
// Of a returned one it fills in what was told since the fix.
func (l *look) inTime(ctx context.Context, f *finding) (bool, error) {
	c, p := f.facts.Complaint, store.Period{From: f.facts.From}
	mentions, people, err := l.DB.Live(ctx, c.ID, p, delay)
	runs := find(l.open, *f) != nil
	if err != nil || f.kind == alerts.NewComplaint {
		return runs || people >= newPeople && mentions >= newTexts, err
	}
	c.People = people
	c.Mentions, err = l.DB.Count(ctx, store.Filter{Complaint: int64(c.ID), Counted: new(true), Period: p})
	return runs || people >= returnedPeople, err
}
