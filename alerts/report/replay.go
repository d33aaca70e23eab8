package report

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify"
	"molva/classify/card"
	"molva/ingest"
	"molva/ingest/query"
	"molva/store"
)

// Replayed says what a model would make of mentions that are stored: what past weeks would have said under it. Only what a
// mention names itself is compared; what people labelled stays as they said.
type Replayed struct {
	Model    string  `json:"model"`
	Mentions int     `json:"mentions"` // looked at
	Opinions int     `json:"opinions"` // of those, that count and that no person labelled
	Changed  int     `json:"changed"`  // opinions that would read otherwise
	Left     int     `json:"left"`     // opinions that would no longer count, as adverts
	Joined   int     `json:"joined"`   // opinions that would count again, because they are no adverts, copies aside
	Weeks    []Shift `json:"weeks"`
}

// Shift is one topic's week before and after.
type Shift struct {
	Topic   string      `json:"topic"`
	Week    string      `json:"week"` // its Monday, in the topic's zone
	Changed int         `json:"changed"`
	Before  card.Counts `json:"before"`
	After   card.Counts `json:"after"`
}

// batch is how many stored mentions are read at once.
const batch = 500

// Replay judges the stored mentions of a period anew. It changes nothing. A topic narrows it down; "" is all.
func Replay(ctx context.Context, db *store.DB, c classify.Classifier, name, topic string, p store.Period) (Replayed, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return Replayed{}, fmt.Errorf("replay: %w", err)
	}
	if topic != "" {
		if _, err := find(ctx, db, topic); err != nil {
			return Replayed{}, err
		}
	}
	set, err := query.NewSet(tree)
	if err != nil {
		return Replayed{}, fmt.Errorf("replay: %w", err)
	}
	r := replay{classifier: c, set: set, topic: topic, period: p, zones: zonesOf(tree), weeks: make(map[weekKey]*Shift)}
	r.Model = name
	for after := int64(0); ; {
		mentions, err := db.Stored(ctx, after, batch)
		if err != nil {
			return Replayed{}, fmt.Errorf("replay: %w", err)
		}
		for i := range mentions {
			if err := r.take(ctx, &mentions[i]); err != nil {
				return Replayed{}, fmt.Errorf("replay: %w", err)
			}
		}
		if len(mentions) < batch {
			return r.done(), nil
		}
		after = mentions[len(mentions)-1].RowID
	}
}

func zonesOf(tree []ingest.Topic) map[string]*time.Location {
	zones := make(map[string]*time.Location, len(tree))
	for _, t := range tree {
		zones[t.ID] = t.Zone
	}
	return zones
}

// replay is a Replayed while it is gathered.
type replay struct {
	Replayed
	classifier classify.Classifier
	set        *query.Set
	topic      string
	period     store.Period
	zones      map[string]*time.Location
	weeks      map[weekKey]*Shift
}

type weekKey struct{ topic, week string }

func (r *replay) take(ctx context.Context, m *store.StoredMention) error {
	if !r.period.Holds(m.Mention.Published) {
		return nil
	}
	now, err := Judge(ctx, r.classifier, r.set, m)
	if err != nil {
		return err
	}
	r.Mentions++
	was := m.Verdict.Category == classify.Promo
	is := now.Category == classify.Promo
	for i, o := range m.Verdict.Opinions {
		if r.topic != "" && o.Topic != r.topic || m.Settled[i] {
			continue
		}
		switch {
		case m.Counted[i]:
			r.compare(m.Mention.Published, o, now.Opinions[i], is)
		case was && !is:
			r.Joined++
		}
	}
	return nil
}

// Judge asks a classifier about a stored mention, on the topics that it names.
func Judge(ctx context.Context, c classify.Classifier, set *query.Set, m *store.StoredMention) (classify.Verdict, error) {
	about := classify.About(&m.Mention, set)
	v, err := c.Classify(ctx, m.Mention, about)
	if err == nil && len(v.Opinions) != len(m.Verdict.Opinions) {
		err = fmt.Errorf("the classifier has %d opinions on %d topics", len(v.Opinions), len(m.Verdict.Opinions))
	}
	return v, err
}

// compare counts an opinion that counts today, in its week.
func (r *replay) compare(published time.Time, was, is classify.Opinion, leaves bool) {
	zone := cmp.Or(r.zones[was.Topic], time.UTC)
	key := weekKey{was.Topic, store.Week(published, zone).From.Format(time.DateOnly)}
	if r.weeks[key] == nil {
		r.weeks[key] = &Shift{Topic: key.topic, Week: key.week}
	}
	w := r.weeks[key]
	r.Opinions++
	add(&w.Before, was.Sentiment)
	if leaves {
		r.Left++
	} else {
		add(&w.After, is.Sentiment)
	}
	if leaves || was.Sentiment != is.Sentiment {
		r.Changed++
		w.Changed++
	}
}

func add(c *card.Counts, s classify.Sentiment) {
	switch s {
	case classify.Negative:
		c.Negative++
	case classify.Positive:
		c.Positive++
	default:
		c.Neutral++
	}
}

func (r *replay) done() Replayed {
	for _, w := range r.weeks {
		r.Weeks = append(r.Weeks, *w)
	}
	slices.SortFunc(r.Weeks, func(a, b Shift) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Week, b.Week))
	})
	return r.Replayed
}

// Write renders it as text or json.
func (r Replayed) Write(w io.Writer, format string, p *phrase.Printer) error {
	if format == "json" {
		return writeJSON(w, r)
	}
	lines := []string{p.Sprintf("Under the model %s, %d of %d opinions would read otherwise.", alerts.Inert(r.Model), r.Changed, r.Opinions)}
	if r.Left+r.Joined > 0 {
		lines = append(lines, p.Sprintf("Now adverts: %d. No longer adverts: %d.", r.Left, r.Joined))
	}
	if len(r.Weeks) > 0 {
		rows := [][]string{{p.Sprintf("Topic"), p.Sprintf("Week"), p.Sprintf("Changed"), p.Sprintf("Positive"), p.Sprintf("Negative"), p.Sprintf("Neutral")}}
		for _, s := range r.Weeks {
			rows = append(rows, []string{alerts.Inert(s.Topic), s.Week, p.Number(s.Changed), shift(p, s.Before.Positive, s.After.Positive),
				shift(p, s.Before.Negative, s.After.Negative), shift(p, s.Before.Neutral, s.After.Neutral)})
		}
		lines = append(append(lines, ""), columns(rows)...)
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

func shift(p *phrase.Printer, before, after int) string {
	if before == after {
		return p.Number(before)
	}
	return p.Number(before) + " → " + p.Number(after)
}
