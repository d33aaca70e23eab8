package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// people is what people and models do to a database, at random.
type people struct {
	t   *testing.T
	rng *rand.Rand
}

func pick[T any](p people, all ...T) T { return all[p.rng.IntN(len(all))] }

// opinion is any opinion on a topic that its mention names; false when there is none.
func (p people) opinion(db *store.DB) (store.Row, string, bool) {
	rows := slices.DeleteFunc(list(p.t, db, store.Filter{}), func(r store.Row) bool { return len(r.Mention.Topics) == 0 })
	if len(rows) == 0 {
		return store.Row{}, "", false
	}
	r := pick(p, rows...)
	return r, pick(p, r.Mention.Topics...), true
}

// label makes up a label on any opinion.
func (p people) label(r store.Row, topic string) store.Label {
	l := store.Label{Mention: r.Mention.Key(), Topic: topic, Labeller: pick(p, "ann", "bob"), Purpose: pick(p, store.Purposes[:]...)}
	l.Sentiment = pick(p, bad, so, good, nil)
	l.Category = pick(p, "", "", classify.Promo, classify.Praise)
	if l.Sentiment == nil && l.Category == "" {
		l.Sentiment = so
	}
	return l
}

// stored is the mention of a row as Reclassify wants it, with what another model may say of it.
func (p people) judged(db *store.DB, r store.Row) store.StoredMention {
	s := stored(p.t, db, r.RowID-1, 1)[0]
	v := &s.Verdict
	v.Model, v.Lang, v.Category = "test-2", pick(p, "ru", "en"), pick(p, classify.Other, classify.Promo, classify.Question)
	v.Sentiment, v.Unsure = pick(p, classify.Sentiments[:]...), p.rng.IntN(2) == 0
	v.P = odds(v.Sentiment)
	for i := range v.Opinions {
		o := &v.Opinions[i]
		o.Sentiment, o.Mixed = pick(p, classify.Sentiments[:]...), p.rng.IntN(3) == 0
		o.P = odds(o.Sentiment)
	}
	return s
}

// trees are some ways to hang the same topics.
func (p people) trees() []ingest.Topic {
	topics := tree(p.t)
	topics[3].Parent = pick(p, "", "zarya", "kestrel")
	topics[1].Parent = pick(p, "", "zarya")
	topics[0].Zone = pick(p, moscow(p.t), zone(p.t, "America/New_York"))
	return topics
}

// do does one thing, and says which.
func (p people) do(db *store.DB) (what string, err error) {
	ctx := p.t.Context()
	r, topic, ok := p.opinion(db)
	if !ok {
		return "nothing", nil
	}
	switch p.rng.IntN(8) {
	case 0, 1, 2:
		_, err = db.Label(ctx, []store.Label{p.label(r, topic)})
		return "label", err
	case 3:
		if id := int64(1 + p.rng.IntN(20)); db.Unlabel(ctx, id, "cat") != nil {
			return fmt.Sprint("there is no label ", id), nil
		}
		return "unlabel", nil
	case 4:
		return "exclude", db.Exclude(ctx, r.Mention.Key(), topic, "ann", p.rng.IntN(3) > 0)
	case 5:
		_, err = db.Reclassify(ctx, []store.StoredMention{p.judged(db, r)})
		return "reclassify", err
	case 6:
		r.Topic = topic
		return "second", db.Second(ctx, r, pick(p, bad, so, good, nil), "oracle")
	}
	if p.rng.IntN(2) == 0 {
		_, err = db.Draw(ctx, store.DrawRequest{N: 3, Purpose: pick(p, store.Sampled, store.Doubted), Seed: p.rng.Uint64()})
		return "draw", err
	}
	return "topics", db.SetTopics(ctx, p.trees())
}

// Whatever is saved, edited, deleted, labelled, taken back, reclassified, excluded or hung elsewhere, in whatever order:
// all numbers are those of what stands.
func TestEverythingTogetherIsRight(t *testing.T) {
	for seed := range uint64(4) {
		w := newWorld(seed+50, 60)
		p := people{t, w.rng}
		db := open(t)
		for i, s := range w.said {
			s.seq = uint64(i + 1)
			save(t, db, s.result())
			what, err := p.do(db)
			if err != nil {
				t.Fatalf("seed %d, step %d, %s: %v", seed, i, what, err)
			}
			if i%5 > 0 {
				continue
			}
			if wantRight(t, db); t.Failed() {
				t.Fatalf("seed %d, step %d, after %s", seed, i, what)
			}
		}
		wantRight(t, db)
		if _, err := db.Sweep(t.Context(), clock("2026-08-03T00:40:00Z"), nil); err != nil {
			t.Fatal(err)
		}
		wantRight(t, db)
	}
}

// What is done to different mentions, by people, models and the config, gives the same in whatever order it is done.
func TestTheOrderOfJudgingLeavesNoTrace(t *testing.T) {
	w := newWorld(7, 120)
	var want []string
	for order := range uint64(4) {
		db := open(t)
		feed(t, db, w.said, rand.New(rand.NewPCG(order, 3)))
		todo := deeds(t, db)
		rand.New(rand.NewPCG(order, 4)).Shuffle(len(todo), func(i, j int) { todo[i], todo[j] = todo[j], todo[i] })
		for _, do := range todo {
			if err := do(); err != nil {
				t.Fatal(err)
			}
		}
		wantRight(t, db)
		got := tables(t, db)
		for _, topic := range tree(t) {
			got = append(got, fmt.Sprint(topic.ID, cell(t, db, topic.ID)))
			for _, r := range list(t, db, store.Filter{Topic: topic.ID}) {
				got = append(got, fmt.Sprint(r.Mention.Key(), r.Said, r.P, r.Unsure, r.Mixed, r.LabelledBy, r.Category, r.Lang))
			}
		}
		slices.Sort(got)
		if order == 0 {
			want = got
		}
		equal(t, "what is judged in another order", got, want)
	}
}

// deeds are the same for every database of the same mentions: each mention is labelled, excluded, asked about or
// reclassified, or two of these, and in between the topics are hung elsewhere.
func deeds(t *testing.T, db *store.DB) (all []func() error) {
	rows := list(t, db, store.Filter{})
	slices.SortFunc(rows, func(a, b store.Row) int { return int(a.RowID - b.RowID) })
	p := people{t, rand.New(rand.NewPCG(9, 9))}
	last := p.trees()
	all = append(all, func() error { return db.SetTopics(t.Context(), last) })
	for _, r := range rows {
		if len(r.Mention.Topics) == 0 {
			continue
		}
		r.Topic = pick(p, r.Mention.Topics...)
		l, s := p.label(r, r.Topic), p.judged(db, r)
		both := []func() error{
			func() error { _, err := db.Label(t.Context(), []store.Label{l}); return err },
			func() error { _, err := db.Reclassify(t.Context(), []store.StoredMention{s}); return err },
			func() error { return db.Second(t.Context(), r, bad, "oracle") },
			func() error { return db.Exclude(t.Context(), r.Mention.Key(), r.Topic, "ann", true) },
		}
		first := p.rng.IntN(4)
		all = append(all, both[first], both[(first+1)%4])
	}
	return all
}
