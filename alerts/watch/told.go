package watch

import (
	"cmp"
	"context"
	"fmt"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// Told are the stories of incidents as they stood when they were last looked at, in their order. It reads only. Where retention has
// removed the facts, or the topic is no longer configured, only the title is left.
func (w *Watch) Told(ctx context.Context, saved []store.Incident) (stories []alerts.Story, err error) {
	l := &look{Watch: w, now: w.Now().UTC(), past: read(saved)}
	if l.sources, err = w.DB.Sources(ctx); err != nil {
		return nil, err
	}
	stories = make([]alerts.Story, len(saved))
	for n, i := range l.past {
		about, configured := l.topic(i.Topic)
		if configured && i.known() {
			if stories[n], err = l.tell(ctx, i, ""); err != nil {
				return nil, fmt.Errorf("tell incident %s: %w", i.name(), err)
			}
			continue
		}
		if !configured {
			about = w.lost(i.Topic)
		}
		stories[n].Title = teller{l.printer(about), l, i, about, &i.facts, false}.title()
	}
	return stories, nil
}

// lost stands for a topic that is no longer configured, by the clocks and in the language of the first that is.
func (w *Watch) lost(id string) ingest.Topic {
	t := ingest.Topic{}
	if len(w.Topics) > 0 {
		t = w.Topics[0]
	}
	return ingest.Topic{ID: id, Name: id, Zone: t.Zone, Language: cmp.Or(t.Language, "en")}
}

// known reports whether the facts are there that the story of such an incident is told from.
func (i *incident) known() bool {
	switch i.kind() {
	case alerts.NewComplaint, alerts.ReturnedComplaint:
		return i.facts.Complaint != nil
	case alerts.Silence:
		return len(i.facts.Sources) > 0
	case alerts.Expiring:
		return !i.facts.Ends.IsZero()
	case alerts.Influencer:
		return i.facts.Author != nil
	}
	return i.facts.Sign != nil
}
