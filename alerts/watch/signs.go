package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/ingest"
	"molva/store"
)

const (
	// delay is how long after it was published a mention may be first seen and still be news.
	delay = 6 * time.Hour
	// recent is what is judged: the longest window of package spike, the running hour, and the clock's change.
	recent = 26 * time.Hour
	// slowest is how late a source that is asked now and then may bring what counts against a drop.
	slowest = 6 * time.Hour
)

var statistical = []alerts.Kind{alerts.Spike, alerts.ToneSpike, alerts.Drop}

// signs sees what stands out in the numbers of each topic, and what of that still does.
func (l *look) signs(ctx context.Context) (found []finding, err error) {
	topics := l.wanted(statistical...)
	if err := l.draw(ctx, topics); err != nil {
		return nil, fmt.Errorf("draw the line: %w", err)
	}
	for _, t := range topics {
		some, err := l.signsOf(ctx, t)
		if err != nil {
			return found, fmt.Errorf("judge %s: %w", t.ID, err)
		}
		found = append(found, some...)
	}
	return found, nil
}

func (l *look) signsOf(ctx context.Context, t ingest.Topic) (found []finding, err error) {
	m, err := l.model(ctx, t)
	if err != nil || !m.Ready() {
		return nil, err
	}
	s, err := l.heard(ctx, t)
	if err != nil {
		return nil, err
	}
	for _, kind := range []alerts.Kind{alerts.Spike, alerts.ToneSpike} {
		if sign := l.standsOut(kind, t, m, s); sign != nil {
			found = append(found, sees(kind, t, *sign, l.lastly(kind, t, s.Hours, *sign)))
		}
	}
	sign, err := l.drops(ctx, t, m)
	if sign != nil {
		found = append(found, sees(alerts.Drop, t, *sign, sign.At))
	}
	return found, err
}

// sees makes a finding of a sign that stood out until some moment.
func sees(kind alerts.Kind, t ingest.Topic, s spike.Sign, last time.Time) finding {
	end := s.At.Add(time.Hour - 1).Truncate(time.Hour)
	return finding{kind: kind, topic: t.ID, facts: facts{From: end.Add(-s.Window), Last: last, Sign: &s}}
}

// lastly is the end of the last hour that had at least half of what an hour has on the average where it stands out most.
func (l *look) lastly(kind alerts.Kind, t ingest.Topic, hours []spike.Hour, peak spike.Sign) time.Time {
	if i := find(l.open, finding{kind: kind, topic: t.ID}); i != nil && i.facts.Sign != nil {
		peak = *i.facts.Sign
	}
	for _, h := range slices.Backward(hours) {
		n := h.Total()
		if kind == alerts.ToneSpike {
			n = h.Negative
		}
		if end := h.At.Add(time.Hour); float64(n) >= peak.Seen/peak.Window.Hours()/2 {
			return earlier(end, l.now)
		}
	}
	return peak.At
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// heard is what was heard in time of the last day.
func (l *look) heard(ctx context.Context, t ingest.Topic) (spike.Series, error) {
	hours, err := l.DB.Arrivals(ctx, t.ID, store.Period{From: l.now.Add(-recent).Truncate(time.Hour), To: l.now}, delay)
	return spike.Series{Zone: t.Zone, Hours: hoursOf(hours), From: l.now.Add(-memory), To: l.now}, err
}

// standsOut is the sign of a kind at which people are told, nil when there is none. An incident that runs lasts while its
// last hours for themselves are beyond the usual; what was told by one that is over is not told again.
func (l *look) standsOut(kind alerts.Kind, t ingest.Topic, m *spike.Model, s spike.Series) *spike.Sign {
	if find(l.open, finding{kind: kind, topic: t.ID}) != nil {
		late := s
		late.Hours = since(s.Hours, l.now.Add(-lately))
		if signOf(kind, m.Judge(late, l.now), 0) == nil {
			return nil
		}
		return signOf(kind, m.Judge(s, l.now), 0)
	}
	if l.toldAhead(kind, t) {
		return nil
	}
	s.Hours = l.untold(kind, t, s.Hours)
	return signOf(kind, m.Judge(s, l.now), l.line.Threshold)
}

// lately is how far back the hours reach that keep an incident running.
const lately = 3 * time.Hour

// drops is the same of too few mentions. Whatever is known by now counts, late or not, and what a source brings that is
// asked now and then is waited for. While nobody listened, and while sources are silent, nothing is known.
func (l *look) drops(ctx context.Context, t ingest.Topic, m *spike.Model) (*spike.Sign, error) {
	at := l.now.Add(-l.slowness())
	hours, err := l.DB.Hours(ctx, t.ID, store.Period{From: at.Add(-recent).Truncate(time.Hour), To: at})
	if err != nil || l.toldAhead(alerts.Drop, t) {
		return nil, err
	}
	s := spike.Series{Zone: t.Zone, Hours: hoursOf(hours), From: l.now.Add(-memory), To: at, Deaf: l.unheard()}
	threshold := l.line.Threshold
	if find(l.open, finding{kind: alerts.Drop, topic: t.ID}) != nil {
		threshold = 0
	}
	return signOf(alerts.Drop, m.Judge(s, at), threshold), nil
}

// unheard is when something may have been said that nobody heard: before anybody listened, and while a source was silent.
func (l *look) unheard() []spike.Span {
	all := []spike.Span{{From: l.now.Add(-memory), To: l.since}}
	for _, i := range l.past {
		if until := i.Closed; i.kind() == alerts.Silence {
			if i.runs() {
				until = l.now
			}
			all = append(all, spike.Span{From: i.facts.From, To: until})
		}
	}
	return all
}

// slowness is how long to wait for what the slowest source that works may still bring.
func (l *look) slowness() (longest time.Duration) {
	for _, s := range l.sources {
		if s.State == ingest.OK {
			longest = max(longest, s.Every)
		}
	}
	return min(longest, slowest)
}

func signOf(kind alerts.Kind, signs []spike.Sign, threshold float64) *spike.Sign {
	at := slices.IndexFunc(signs, func(s spike.Sign) bool { return s.Kind == string(kind) && s.Score >= threshold })
	if at < 0 {
		return nil
	}
	return &signs[at]
}

// toldAhead reports whether such an incident was closed at a time that is still to come: the clock was put back.
func (l *look) toldAhead(kind alerts.Kind, t ingest.Topic) bool {
	return slices.ContainsFunc(l.past, func(i *incident) bool {
		return i.kind() == kind && i.Topic == t.ID && i.Closed.After(l.now)
	})
}

// untold leaves out the hours that an incident which is over told of, of the topic or of one above or below it.
func (l *look) untold(kind alerts.Kind, t ingest.Topic, hours []spike.Hour) []spike.Hour {
	for _, i := range l.past {
		tells := i.kind() == kind || kind == alerts.ToneSpike && i.facts.Tone != nil
		if i.runs() || !tells || !l.related(i.Topic, t.ID) {
			continue
		}
		hours = slices.DeleteFunc(slices.Clone(hours), func(h spike.Hour) bool {
			return !h.At.Before(i.facts.From.Truncate(time.Hour)) && !h.At.After(i.facts.Last)
		})
	}
	return hours
}

func since(hours []spike.Hour, from time.Time) []spike.Hour {
	return slices.DeleteFunc(slices.Clone(hours), func(h spike.Hour) bool { return h.At.Before(from.Truncate(time.Hour)) })
}

func hoursOf(saved []store.Hour) []spike.Hour {
	hours := make([]spike.Hour, len(saved))
	for i, h := range saved {
		hours[i] = spike.Hour(h)
	}
	return hours
}
