package watch

import (
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/store"
)

// ahead is how long before the end of a source's credentials people are told: time enough for whoever must approve new ones.
const ahead = 7 * 24 * time.Hour

// expiring sees sources whose credentials end soon, or have ended: the day on which a source falls silent is known before.
// Each is an incident for itself, since each is renewed for itself.
func (l *look) expiring(context.Context) (found []finding, err error) {
	topic := l.speaksFor()
	if topic == "" {
		return nil, nil
	}
	for _, s := range l.sources {
		if s.Expires.IsZero() || s.Expires.Sub(l.now) > ahead {
			continue
		}
		found = append(found, finding{kind: alerts.Expiring, topic: topic, subject: s.ID, facts: facts{From: l.now, Last: l.now, Ends: s.Expires}})
	}
	return found, nil
}

// expiry tells of credentials that end.
func (t teller) expiry() (s alerts.Story) {
	at := slices.IndexFunc(t.sources, func(r store.SourceRow) bool { return r.ID == t.Subject })
	name := alerts.Isolate(alerts.Inert(t.Subject))
	switch ends := t.moment(t.facts.Ends); {
	case !t.runs():
		s.Headline = t.Sprintf("The credentials of %s were renewed.", name)
	case !t.facts.Ends.After(t.now):
		s.Headline = t.Sprintf("The credentials of %s ended: %s.", name, ends)
	default:
		s.Headline = t.Sprintf("The credentials of %s end: %s.", name, ends)
	}
	if at >= 0 && t.runs() {
		s.Lines = alerts.Lines(t.Sprintf("Renew them on %s and put them into the configuration; without them nothing is heard from there.", alerts.Inert(t.sources[at].Network)))
	}
	return s
}
