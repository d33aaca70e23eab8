package report

import (
	"context"
	"errors"
	"slices"
	"sync"

	"molva/alerts"
	"molva/classify"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// compare reads what is said of the competitors in the last row, by the same rules and the same coverage. The products of a
// competitor are summed up in it.
func (r *Ratio) compare(ctx context.Context, db *store.DB, tree []ingest.Topic) error {
	if r.Topic.Competitor || len(r.Rows) == 0 {
		return nil
	}
	last := r.Rows[len(r.Rows)-1]
	others, err := tones(ctx, db, rivals(tree), last.Period)
	if err != nil || len(others) == 0 {
		return err
	}
	r.Beside = voices(append([]alerts.Part{{Topic: r.Topic, Now: last.Tone}}, others...))
	return nil
}

// tones reads what is said of each topic in a period, all at once.
func tones(ctx context.Context, db *store.DB, topics []ingest.Topic, p store.Period) ([]alerts.Part, error) {
	all, errs := make([]alerts.Part, len(topics)), make([]error, len(topics))
	var reading sync.WaitGroup
	for i, t := range topics {
		reading.Go(func() {
			course, err := alerts.BuildCourse(ctx, db, t.ID, p)
			if errs[i] = err; err == nil {
				all[i] = alerts.Part{Topic: t, Now: course.Tones[0]}
			}
		})
	}
	reading.Wait()
	return all, errors.Join(errs...)
}

// rivals are the competitors that stand below none.
func rivals(tree []ingest.Topic) (all []ingest.Topic) {
	for _, t := range tree {
		under := slices.ContainsFunc(tree, func(up ingest.Topic) bool { return up.ID == t.Parent && up.Competitor })
		if t.Competitor && !under {
			all = append(all, t)
		}
	}
	return all
}

// voices are their parts of all that is said of them.
func voices(parts []alerts.Part) []Rival {
	total := 0
	for _, p := range parts {
		total += p.Now.Total()
	}
	all := make([]Rival, len(parts))
	for i, p := range parts {
		all[i] = Rival{p, quantify.Of(p.Now.Total(), total)}
	}
	return all
}

// rival is one of them for machines.
type rival struct {
	Topic     string          `json:"topic"`
	Name      string          `json:"name"`
	Mentions  int             `json:"mentions"`
	Voice     *float64        `json:"voice"` // its part of the mentions of all
	VoiceLow  *float64        `json:"voice_low"`
	VoiceHigh *float64        `json:"voice_high"`
	Ratio     *float64        `json:"ratio"`
	Low       *float64        `json:"low"`
	High      *float64        `json:"high"`
	Evidence  alerts.Evidence `json:"evidence"`
}

func (r Ratio) beside() []rival {
	all := make([]rival, len(r.Beside))
	for i, b := range r.Beside {
		one := rival{Topic: b.Topic.ID, Name: b.Topic.Name, Mentions: b.Now.Total(), Evidence: r.last().all(b.Topic.ID)}
		one.Ratio, one.Low, one.High = places(b.Now.Estimated.Ratio)
		if b.Voice.Known() {
			one.Voice, one.VoiceLow, one.VoiceHigh = rounded(b.Voice.Share), rounded(b.Voice.Low), rounded(b.Voice.High)
		}
		all[i] = one
	}
	return all
}

// last is the last row; a report without rows has an empty one.
func (r Ratio) last() Row {
	if len(r.Rows) == 0 {
		return Row{}
	}
	return r.Rows[len(r.Rows)-1]
}

// evidence are the mentions of the row that count and that were judged so.
func (r Row) evidence(topic string, s classify.Sentiment) alerts.Evidence {
	return alerts.OfMentions(store.Filter{Topic: topic, Period: r.Period, Counted: new(true), Sentiment: &s})
}

// all are the mentions of the row that count.
func (r Row) all(topic string) alerts.Evidence {
	return alerts.OfMentions(store.Filter{Topic: topic, Period: r.Period, Counted: new(true)})
}
