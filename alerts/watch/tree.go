package watch

import (
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/classify"
	"molva/ingest"
)

func (w *Watch) topic(id string) (ingest.Topic, bool) {
	at := slices.IndexFunc(w.Topics, func(t ingest.Topic) bool { return t.ID == id })
	if at < 0 {
		return ingest.Topic{}, false
	}
	return w.Topics[at], true
}

// clock is where a topic's clock hangs.
func clock(t ingest.Topic) *time.Location {
	if t.Zone == nil {
		return time.UTC
	}
	return t.Zone
}

// lineage is a topic and those above it, the root last.
func (w *Watch) lineage(id string) (ids []string) {
	for t, ok := w.topic(id); ok && !slices.Contains(ids, t.ID); t, ok = w.topic(t.Parent) {
		ids = append(ids, t.ID)
	}
	return ids
}

// above reports whether one topic stands above another.
func (w *Watch) above(upper, lower string) bool {
	return upper != lower && slices.Contains(w.lineage(lower), upper)
}

// related reports whether one of two topics is the other or stands above it.
func (w *Watch) related(a, b string) bool { return a == b || w.above(a, b) || w.above(b, a) }

// ours reports whether the root of a topic is no competitor.
func (w *Watch) ours(id string) bool {
	ids := w.lineage(id)
	if len(ids) == 0 {
		return false
	}
	root, _ := w.topic(ids[len(ids)-1])
	return !root.Competitor
}

// follows reports whether a route covers a topic: it names it or one above it, or it names none and the topic is ours.
func (w *Watch) follows(r alerts.Route, topic string) bool {
	if len(r.Topics) == 0 {
		return w.ours(topic)
	}
	return slices.ContainsFunc(w.lineage(topic), func(id string) bool { return slices.Contains(r.Topics, id) })
}

// wanted are the topics of which somebody wants to be told such things, in the config's order.
func (w *Watch) wanted(kinds ...alerts.Kind) (all []ingest.Topic) {
	for _, t := range w.Topics {
		if slices.ContainsFunc(w.Outlets, func(o alerts.Outlet) bool {
			return w.follows(o.Route, t.ID) && slices.ContainsFunc(kinds, o.Route.Takes)
		}) {
			all = append(all, t)
		}
	}
	return all
}

// takes reports whether an incident goes to where a route leads.
func (w *Watch) takes(r alerts.Route, i *incident) bool {
	if !r.Takes(i.kind()) || !w.follows(r, i.Topic) {
		return false
	}
	c := i.facts.Complaint
	if c != nil && len(r.Themes) > 0 && !slices.Contains(r.Themes, c.Theme) {
		return false
	}
	felt, ok := i.facts.feeling()
	return !ok || len(r.Sentiment) == 0 || slices.Contains(r.Sentiment, felt)
}

// feeling is the sentiment that most of it has; ok is false for what has none.
func (f *facts) feeling() (classify.Sentiment, bool) {
	switch n := f.Counts; {
	case f.Complaint != nil, f.Sign != nil && f.Sign.Kind == spike.Tone:
		return classify.Negative, true
	case n.Total() == 0:
		return classify.Neutral, false
	case n.Negative >= n.Positive && n.Negative >= n.Neutral:
		return classify.Negative, true
	case n.Positive > n.Neutral:
		return classify.Positive, true
	}
	return classify.Neutral, true
}
