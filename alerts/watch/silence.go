package watch

import (
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/ingest"
	"molva/store"
)

// briefly is how long a source may be in trouble at least before anybody is told: restarts and hiccups are no news.
const briefly = 30 * time.Minute

// silent sees sources that brought nothing for twice as long as they ever did, or that could not be read for two of their
// rounds. All of them are one incident.
func (l *look) silent(context.Context) ([]finding, error) {
	f := finding{kind: alerts.Silence, facts: facts{Last: l.now}}
	f.topic = l.speaksFor()
	if f.topic == "" {
		return nil, nil
	}
	for _, s := range l.sources {
		since, ok := l.trouble(s)
		if !ok || l.mute(alerts.Silence, "", s.ID) != nil {
			continue
		}
		f.facts.Sources = append(f.facts.Sources, source{ID: s.ID, Blind: s.State != ingest.Late, Since: since, Why: s.Error})
		if f.facts.From.IsZero() || since.Before(f.facts.From) {
			f.facts.From = since
		}
	}
	if len(f.facts.Sources) == 0 {
		return nil, nil
	}
	if len(f.facts.Sources) == l.listening() {
		f.facts.Deaf = []spike.Span{{From: l.now}}
	}
	return []finding{f}, nil
}

// speaksFor is the topic in whose name and language something is told that concerns them all: the first of ours.
func (w *Watch) speaksFor() string {
	at := slices.IndexFunc(w.Topics, func(t ingest.Topic) bool { return t.Parent == "" && !t.Competitor })
	if at < 0 {
		return ""
	}
	return w.Topics[at].ID
}

// trouble reports whether a source has been silent for too long, and since when.
func (l *look) trouble(s store.SourceRow) (since time.Time, ok bool) {
	switch s.State {
	case ingest.Late:
		delete(l.troubled, s.ID)
		long := l.now.Sub(s.LastItem) > max(2*s.Quiet, briefly) && l.now.Sub(l.since) > briefly
		return s.LastItem, long && !s.LastItem.IsZero()
	case ingest.Blind, ingest.Waiting:
		if l.troubled[s.ID].IsZero() {
			l.troubled[s.ID] = l.now
		}
		since = l.troubled[s.ID]
		return since, l.now.Sub(since) > max(2*s.Every, briefly)
	}
	delete(l.troubled, s.ID)
	return since, false
}

// listening is how many sources there are that do not end.
func (l *look) listening() (n int) {
	for _, s := range l.sources {
		if s.State != ingest.Done {
			n++
		}
	}
	return n
}

// hush takes over which sources are silent now, and whether any other is heard. One that is heard again stays in the list,
// with when that was.
func (f *facts) hush(now time.Time, sources []source, deaf bool) {
	for i := range f.Sources {
		old := &f.Sources[i]
		at := slices.IndexFunc(sources, func(s source) bool { return s.ID == old.ID })
		switch {
		case at >= 0:
			old.Back, old.Blind, old.Why = time.Time{}, sources[at].Blind, sources[at].Why
		case old.Back.IsZero():
			old.Back = now
		}
	}
	f.Sources = withSources(f.Sources, sources)
	last := len(f.Deaf) - 1
	running := last >= 0 && f.Deaf[last].To.IsZero()
	switch {
	case deaf && !running:
		f.Deaf = append(f.Deaf, spike.Span{From: now})
	case !deaf && running:
		f.Deaf[last].To = now
	}
}

// withSources adds sources that are not in a list yet.
func withSources(list, more []source) []source {
	for _, s := range more {
		if !slices.ContainsFunc(list, func(o source) bool { return o.ID == s.ID }) {
			list = append(list, s)
		}
	}
	return list
}
