package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
)

// take lets a finding continue the incident that it belongs to, or open one.
func (l *look) take(ctx context.Context, f finding) error {
	if i := find(l.open, f); i != nil {
		i.seen = true
		i.facts.learn(f)
		return nil
	}
	i := &incident{facts: f.facts, seen: true}
	i.Kind, i.Topic, i.Subject, i.Opened = string(f.kind), f.topic, f.subject, l.now
	var err error
	if i.ID, err = l.DB.NextIncident(ctx); err != nil {
		return err
	}
	if err := l.save(ctx, i); err != nil {
		return err
	}
	l.open, l.past = append(l.open, i), append(l.past, i)
	l.Log.Info("incident opened", "kind", i.Kind, "topic", i.Topic, "incident", i.name())
	return nil
}

// rest brings an incident that runs up to now, and ends it when it has been over for a while.
func (l *look) rest(ctx context.Context, i *incident) error {
	_, known := l.topic(i.Topic)
	over := !known || !i.seen && l.passed(i.facts.Last, courses[i.kind()].patience)
	acked := !i.Acked.IsZero() && !i.facts.Told.Acked && i.facts.Told.First > 0
	unmuted := i.facts.Muted != nil && i.facts.Told.First == 0 && l.mute(i.kind(), i.Topic, i.Subject) == nil
	stirs := i.seen && (l.passed(i.Updated, calm) || i.Updated.After(l.now))
	switch {
	case over:
		i.Closed = l.now
		i.facts.hush(i.facts.Last, nil, false)
		l.Log.Info("incident over", "kind", i.Kind, "topic", i.Topic, "incident", i.name())
	case !stirs && !acked && !unmuted:
		return nil
	}
	return l.save(ctx, i)
}

// save writes an incident down as it stands now, with the letters that this asks for.
func (l *look) save(ctx context.Context, i *incident) error {
	i.Updated = l.now
	if err := l.detail(ctx, i); err != nil {
		return fmt.Errorf("incident %s: %w", i.name(), err)
	}
	if i.Revision == 0 {
		l.joins(i)
	}
	letters, err := l.letters(ctx, i)
	if err != nil {
		return fmt.Errorf("incident %s: %w", i.name(), err)
	}
	if err := i.pack(); err != nil {
		return err
	}
	if err := l.DB.SaveIncident(ctx, &i.Incident, letters...); err != nil {
		return err
	}
	l.wrote = l.wrote || len(letters) > 0
	return nil
}

// learn takes over what a finding adds.
func (f *facts) learn(from finding) {
	now := from.facts
	f.Last = now.Last
	f.Upper = union(f.Upper, now.Upper)
	f.Sign, f.Tone = f.peak(f.Sign, now.Sign), f.peak(f.Tone, now.Tone)
	switch from.kind {
	case alerts.NewComplaint, alerts.ReturnedComplaint:
		f.Complaint = now.Complaint
	case alerts.Influencer:
		f.Author, f.Counts = now.Author, now.Counts
	case alerts.Expiring:
		f.Ends = now.Ends
	case alerts.Silence:
		f.hush(now.Last, now.Sources, len(now.Deaf) > 0)
	}
}

// peak is which of two signs stands out more. One of a longer stretch than the incident tells more of what was before it.
func (f *facts) peak(old, now *spike.Sign) *spike.Sign {
	if old == nil || now != nil && now.Score > old.Score && now.Window <= f.Last.Sub(f.From)+time.Hour {
		return now
	}
	return old
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
