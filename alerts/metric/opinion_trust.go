package metric

import (
	"context"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/classify/quantify"
	"molva/store"
)

// surprise is the most of what stood out at the ends of the period's days: too much, too little or too bad.
func surprise(ctx context.Context, r *Reader) ([]Value, error) {
	s, err := r.series(ctx)
	if err != nil {
		return nil, err
	}
	ready, score, at := mostUnusual(s, r.Period.From, r.end())
	if !ready {
		return []Value{missing(InputBefore)}, nil
	}
	list := r.said()
	v := known(score)
	if score > 0 {
		list.Period = store.Period{From: at.Add(-day), To: at}
		v = v.but(textf("the day that ended at %[1]s", "сутки до %[1]s", at.In(zoneOf(r.Topic)).Format("2006-01-02 15:04")))
	}
	return []Value{v.from(alerts.OfMentions(list))}, nil
}

const day = 24 * time.Hour

// mostUnusual looks at the end of each day; ready is false when on none of them enough was known of what is usual. What is usual
// is learned anew each week: a day more changes it little, and to learn it costs most of the time.
func mostUnusual(s spike.Series, from, to time.Time) (ready bool, score float64, at time.Time) {
	var m *spike.Model
	for end := from.Add(day); !end.After(to); end = end.Add(day) {
		if m == nil || end.Sub(m.Day) > 7*day || !m.Ready() {
			m = spike.Fit(s, end.Add(-day))
		}
		ready = ready || m.Ready()
		for _, sign := range m.Judge(s, end) {
			if sign.Score > score {
				score, at = sign.Score, end
			}
		}
	}
	return ready, score, at
}

// learned is how far back what is usual is learned from.
const learned = 6 // months

func (r *Reader) series(ctx context.Context) (s spike.Series, err error) {
	p := store.Period{From: r.Period.From.AddDate(0, -learned, 0), To: r.end()}
	hours, err := r.DB.Hours(ctx, r.Topic.ID, p)
	if err != nil || len(hours) == 0 {
		return s, err
	}
	s = spike.Series{Zone: zoneOf(r.Topic), From: hours[0].At, To: p.To}
	for _, h := range hours {
		s.Hours = append(s.Hours, spike.Hour{At: h.At, Negative: h.Negative, Neutral: h.Neutral, Positive: h.Positive})
	}
	return s, nil
}

func checked(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	if err != nil {
		return nil, err
	}
	f := r.said()
	f.Labelled = new(true)
	n, err := r.number(ctx, f)
	v := ratio(float64(n), float64(t.Counted))
	return []Value{v.from(alerts.OfMentions(f))}, err
}

// Reliability is how often the sentiment is right, as of the end of the period.
func (r *Reader) Reliability(ctx context.Context) (alerts.Reliability, error) {
	return once(r, "reliability", func() (alerts.Reliability, error) {
		return alerts.BuildReliability(ctx, r.DB, r.Topic.ID, r.end())
	})
}

// accuracy is of the whole sample, then by language and network as they were labelled.
func accuracy(ctx context.Context, r *Reader) ([]Value, error) {
	judged, err := r.DB.Judgements(ctx, store.JudgementFilter{Topic: r.Topic.ID, Purpose: store.Sampled})
	if err != nil || len(judged) == 0 {
		return []Value{missing(InputLabels)}, err
	}
	rel, err := r.Reliability(ctx)
	if err != nil {
		return nil, err
	}
	right := map[string]quantify.Estimate{}
	for _, j := range judged {
		for _, part := range []string{"", "lang/" + j.Lang, "network/" + j.Network} {
			e := right[part]
			e.Of++
			if j.Said == j.Truth {
				e.Hits++
			}
			right[part] = e
		}
	}
	var all []Value
	for _, part := range sortedKeys(right) {
		v := share(right[part].Hits, right[part].Of).as(part).from(r.labelled(part))
		if rel.Stale {
			v = v.but(Text{"stale: what is said has changed since the sample was drawn", "устарело: с тех пор, как взята выборка, говорить стали иначе"})
		}
		all = append(all, v)
	}
	return all, nil
}

// labelled leads to what people labelled, of a language or a network: the random sample, and what they put right besides.
func (r *Reader) labelled(part string) alerts.Evidence {
	f := store.Filter{Topic: r.Topic.ID, Labelled: new(true)}
	switch kind, of, _ := strings.Cut(part, "/"); kind {
	case "lang":
		f.Lang = of
	case "network":
		f.Network = of
	}
	return alerts.OfMentions(f)
}
