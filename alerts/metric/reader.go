package metric

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// Reader reads what metrics are made of, of one topic with those below it, and of one period. What was read once is not read
// again, by the readers that In and Of make neither. It is not for several goroutines.
type Reader struct {
	DB       *store.DB
	Business Business
	Tree     []ingest.Topic
	Topic    ingest.Topic
	Period   store.Period // half-open, in the topic's zone
	Before   store.Period // of the same length, just before
	Now      time.Time

	known *memory
}

// NewReader finds the topic; store.ErrUnknownTopic when there is none. Both sides of the period must be set.
func NewReader(ctx context.Context, db *store.DB, b Business, topic string, p store.Period, now time.Time) (*Reader, error) {
	if p.From.IsZero() || !p.From.Before(p.To) {
		return nil, errors.New("read metrics: the period is open or ends before it begins")
	}
	tree, err := db.Topics(ctx)
	if err != nil {
		return nil, fmt.Errorf("read metrics: %w", err)
	}
	at := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == topic })
	if at < 0 {
		return nil, fmt.Errorf("read metrics: %w %q", store.ErrUnknownTopic, topic)
	}
	r := &Reader{DB: db, Business: b, Tree: tree, Topic: tree[at], Now: now, known: newMemory()}
	return r.In(p), nil
}

// Of is a reader of another topic and the same period, for comparison.
func (r *Reader) Of(topic ingest.Topic) *Reader {
	other := *r
	other.Topic = topic
	return &other
}

// Apart is Of for another goroutine: it reads everything for itself.
func (r *Reader) Apart(topic ingest.Topic) *Reader {
	other := r.Of(topic)
	other.known = newMemory()
	return other
}

// In is a reader of the same topic and another period, both sides of which must be set.
func (r *Reader) In(p store.Period) *Reader {
	other := *r
	other.Period = store.Period{From: p.From.In(zoneOf(r.Topic)), To: p.To.In(zoneOf(r.Topic))}
	other.Before = alerts.Previous(other.Period)
	return &other
}

func zoneOf(t ingest.Topic) *time.Location {
	if t.Zone == nil {
		return time.UTC
	}
	return t.Zone
}

// Rivals are the competitors to show beside the topic, as in the digest: none beside a competitor, and a competitor's own
// products are summed up in it.
func (r *Reader) Rivals() []ingest.Topic {
	var rivals []ingest.Topic
	for _, t := range r.Tree {
		if t.Competitor && !r.Topic.Competitor && !r.under(t, func(up ingest.Topic) bool { return up.Competitor }) {
			rivals = append(rivals, t)
		}
	}
	return rivals
}

// under reports whether the topic right above t is such.
func (r *Reader) under(t ingest.Topic, such func(ingest.Topic) bool) bool {
	return slices.ContainsFunc(r.Tree, func(up ingest.Topic) bool { return up.ID == t.Parent && such(up) })
}

// subtree are the ids of the topic and of all below it.
func (r *Reader) subtree() []string {
	ids := []string{r.Topic.ID}
	for grown := true; grown; {
		grown = false
		for _, t := range r.Tree {
			if slices.Contains(ids, t.Parent) && !slices.Contains(ids, t.ID) {
				ids, grown = append(ids, t.ID), true
			}
		}
	}
	return ids
}

// end is when the period is over, or now while it is not: what will be nobody knows.
func (r *Reader) end() time.Time {
	if r.Now.Before(r.Period.To) {
		return r.Now
	}
	return r.Period.To
}

// Compute returns the values of a metric: of a topic, or of each of its accounts. Where it is of accounts and the topic has
// none, there is one value that says so.
func (r *Reader) Compute(ctx context.Context, m Metric) ([]Value, error) {
	if m.OfTopic != nil {
		values, err := m.OfTopic(ctx, r)
		return r.label(m, values, Owned{Topic: r.Topic.ID}), failed(m, err)
	}
	accounts, err := r.Accounts(ctx)
	if err != nil {
		return nil, failed(m, err)
	}
	if len(accounts) == 0 {
		return r.label(m, []Value{missing(InputAccounts)}, Owned{Topic: r.Topic.ID}), nil
	}
	var all []Value
	for _, a := range accounts {
		values, err := m.OfAccount(ctx, a)
		if err != nil {
			return nil, failed(m, err)
		}
		all = append(all, r.label(m, values, a.Owned)...)
	}
	return all, nil
}

// label says of values what they are of and when, and whose they are where they do not say it themselves.
func (r *Reader) label(m Metric, values []Value, of Owned) []Value {
	for i := range values {
		v := &values[i]
		v.Metric, v.Period = m.ID, r.Period
		if v.Topic == "" {
			v.Topic = of.Topic
		}
		if v.Network == "" {
			v.Network = of.Network
		}
		if v.Account == "" {
			v.Account = of.Account
		}
	}
	return values
}

func failed(m Metric, err error) error {
	if err != nil {
		return fmt.Errorf("compute %s: %w", m.ID, err)
	}
	return nil
}
