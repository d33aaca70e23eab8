package alerts

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"molva/classify/cluster/theme"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Digest is what people think of a topic in a period, beside the period before, and how much of it could be seen.
type Digest struct {
	Topic       ingest.Topic
	Period      store.Period // half-open, in the topic's zone
	Previous    store.Period // of the same length, just before
	Now, Before Tone
	Change      quantify.Change // of net sentiment
	Tally       store.Tally
	Steps       []Step // the days of both periods, at least of two weeks
	Complaints  Recurring
	Themes      *theme.Pack // what the themes of complaints are called
	Quotes      []Quote     // negative ones first
	Networks    []Channel   // the busiest first
	Children    []Part      // the topics below this one, in the config's order
	Competitors []Part      // empty for a competitor's own digest
	Corrected   store.Shift // by what people said within the period
	Reliability Reliability // of the sentiment, at the period's end
	Coverage    Coverage
}

// local is a moment in the topic's zone.
func (d Digest) local(t time.Time) time.Time { return t.In(d.Period.From.Location()) }

// Build reads the digest of a topic, store.ErrUnknownTopic when there is none. Both sides of the period must be set. All
// who show a digest use this one, so two of them never disagree.
func Build(ctx context.Context, db *store.DB, topic string, period store.Period) (Digest, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return Digest{}, fmt.Errorf("build digest of %s: %w", topic, err)
	}
	at := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == topic })
	if at < 0 {
		return Digest{}, fmt.Errorf("build digest: %w %q, have %s", store.ErrUnknownTopic, topic, idsOf(tree))
	}
	d := Digest{Topic: tree[at], Period: in(period, tree[at].Zone), Themes: db.Themes()}
	d.Previous = Previous(d.Period)
	if err := (builder{db, tree}).fill(ctx, &d); err != nil {
		return Digest{}, fmt.Errorf("build digest of %s: %w", topic, err)
	}
	return d, nil
}

func idsOf(tree []ingest.Topic) string {
	ids := make([]string, len(tree))
	for i, t := range tree {
		ids[i] = t.ID
	}
	return strings.Join(ids, ", ")
}

// builder reads the pieces of one digest.
type builder struct {
	db   *store.DB
	tree []ingest.Topic
}

// fill reads the pieces side by side: half of the time goes into estimates, the other half into the database.
func (b builder) fill(ctx context.Context, d *Digest) error {
	asked := *d // what the pieces go by
	return together([]func() error{
		func() (err error) {
			d.Children, err = b.parts(ctx, asked, func(t ingest.Topic) bool { return t.Parent == asked.Topic.ID })
			return err
		},
		func() (err error) {
			d.Competitors, err = b.parts(ctx, asked, func(t ingest.Topic) bool { return b.rivals(asked.Topic, t) })
			return err
		},
		func() error {
			own, err := BuildCourse(ctx, b.db, asked.Topic.ID, asked.Period, asked.Previous)
			if err == nil {
				d.Now, d.Before, d.Change = own.Tones[0], own.Tones[1], own.Change(0, 1)
			}
			return err
		},
		func() (err error) { d.Complaints, err = recurring(ctx, b.db, asked); return err },
		func() (err error) { d.Quotes, err = quotes(ctx, b.db, asked); return err },
		func() (err error) { d.Tally, err = b.db.Tally(ctx, asked.Topic.ID, asked.Period); return err },
		func() (err error) { d.Steps, err = steps(ctx, b.db, asked); return err },
		func() (err error) { d.Networks, err = b.networks(ctx, asked); return err },
		func() (err error) { d.Corrected, err = b.db.Corrected(ctx, asked.Topic.ID, asked.Period); return err },
		func() (err error) { d.Coverage, err = cover(ctx, b.db, asked.Period); return err },
		func() (err error) {
			d.Reliability, err = BuildReliability(ctx, b.db, asked.Topic.ID, asked.Period.To)
			return err
		},
	})
}

// together runs functions side by side and returns the first error in their order.
func together(all []func() error) error {
	errs := make([]error, len(all))
	var group sync.WaitGroup
	for i, do := range all {
		group.Go(func() { errs[i] = do() })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// rivals reports whether t is a competitor to show beside a topic of ours; its own products are summed up in it.
func (b builder) rivals(ours, t ingest.Topic) bool {
	under := slices.ContainsFunc(b.tree, func(up ingest.Topic) bool { return up.ID == t.Parent && up.Competitor })
	return t.Competitor && !under && !ours.Competitor
}

// parts reads several topics side by side: most of the time goes into their estimates.
func (b builder) parts(ctx context.Context, d Digest, wanted func(ingest.Topic) bool) ([]Part, error) {
	var topics []ingest.Topic
	for _, t := range b.tree {
		if wanted(t) {
			topics = append(topics, t)
		}
	}
	all, reads := make([]Part, len(topics)), make([]func() error, len(topics))
	for i, t := range topics {
		reads[i] = func() (err error) { all[i], err = b.part(ctx, t, d); return err }
	}
	return all, together(reads)
}

func (b builder) part(ctx context.Context, t ingest.Topic, d Digest) (Part, error) {
	c, err := BuildCourse(ctx, b.db, t.ID, d.Period, d.Previous)
	if err != nil {
		return Part{}, err
	}
	return Part{t, c.Tones[0], c.Tones[1]}, nil
}

func (b builder) networks(ctx context.Context, d Digest) ([]Channel, error) {
	sums, err := b.db.ByNetwork(ctx, d.Topic.ID, d.Period)
	if err != nil {
		return nil, err
	}
	all := make([]Channel, len(sums))
	for i, s := range sums {
		all[i] = Channel{s.Network, countsOf(s)}
	}
	slices.SortFunc(all, func(x, y Channel) int {
		return cmp.Or(cmp.Compare(y.Total(), x.Total()), cmp.Compare(x.Network, y.Network))
	})
	return all, nil
}
