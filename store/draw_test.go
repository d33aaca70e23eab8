package store_test

import (
	"fmt"
	"testing"

	"molva/classify"
	"molva/classify/quantify"
	"molva/store"
)

// many saves n different mentions of the topics, of which every third is negative, and every fourth English.
func many(t testing.TB, db *store.DB, n int, topics ...string) {
	t.Helper()
	var batch []classify.Result
	for i := range n {
		s := said{id: fmt.Sprint(i), text: fmt.Sprintf("number %d tells the story %d of its own %d", i, i*i, i*7), topics: topics,
			at: fmt.Sprintf("2026-08-05T%02d:%02d:00Z", i/60%24, i%60), author: fmt.Sprint("a", i%50)}
		s.sentiment = classify.Sentiments[i%3]
		r := s.result()
		if i%4 == 0 {
			r.Tagged.Verdict.Lang = "en"
		}
		batch = append(batch, r)
	}
	save(t, db, batch...)
}

func draw(t testing.TB, db *store.DB, r store.DrawRequest) []store.Drawn {
	t.Helper()
	drawn, err := db.Draw(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return drawn
}

func keys(drawn []store.Drawn) (all []string) {
	for _, d := range drawn {
		all = append(all, d.Row.Mention.Key()+" "+d.Row.Topic)
	}
	return all
}

// labelDrawn gives one sentiment to all that was drawn.
func labelDrawn(t testing.TB, db *store.DB, drawn []store.Drawn, s *classify.Sentiment, labeller string) {
	t.Helper()
	for _, d := range drawn {
		l := store.Label{Mention: d.Row.Mention.Key(), Topic: d.Row.Topic, Sentiment: s, Purpose: d.Purpose, Labeller: labeller}
		if a := label(t, db, l); a.Purpose != d.Purpose {
			t.Errorf("a label on what was drawn for %s counts for %s", d.Purpose, a.Purpose)
		}
	}
}

func TestADrawIsRememberedAndRepeatable(t *testing.T) {
	week := store.DrawRequest{Topic: "zarya", N: 10, Purpose: store.Sampled, Seed: 5}
	var twice [2][]string
	for i := range twice {
		db := open(t)
		many(t, db, 40, "kestrel")
		label(t, db, store.Label{Mention: "vk:3", Topic: "kestrel", Sentiment: bad, Purpose: store.Sampled, Labeller: "ann"})
		twice[i] = keys(draw(t, db, week))
		rest := keys(draw(t, db, store.DrawRequest{N: 100, Purpose: store.Sampled}))
		seen := map[string]bool{"vk:3 kestrel": true}
		for _, key := range append(rest, twice[i]...) {
			if seen[key] {
				t.Errorf("%s was drawn twice, or is labelled", key)
			}
			seen[key] = true
		}
		if len(twice[i]) != 10 || len(seen) != 40 {
			t.Errorf("drew %d and then the rest of %d, want 10 of 40", len(twice[i]), len(seen))
		}
		open, err := db.OpenDraws(t.Context(), "zarya", store.Sampled)
		if err != nil || len(open) != 39 {
			t.Errorf("%d open draws, %v, want 39", len(open), err)
		}
		equal(t, "the first open draws", keys(open)[:10], twice[i])
	}
	equal(t, "the same seed in the same database", twice[1], twice[0])
}

// Every opinion is as likely as any other: 10 of 30 drawn from 36 databases draw each about twelve times.
func TestASampleIsUniform(t *testing.T) {
	times := map[string]int{}
	for seed := range uint64(36) {
		db := open(t)
		many(t, db, 30, "kestrel")
		for _, key := range keys(draw(t, db, store.DrawRequest{N: 10, Purpose: store.Sampled, Seed: seed})) {
			times[key]++
		}
	}
	for key, n := range times {
		if n < 2 || n > 22 { // the standard deviation is √(36·1/3·2/3) ≈ 2.8
			t.Errorf("%s was drawn %d times, want about 12", key, n)
		}
	}
	if len(times) != 30 {
		t.Errorf("%d of 30 were ever drawn", len(times))
	}
}

func TestTheUnsureAreSpread(t *testing.T) {
	db := open(t)
	many(t, db, 40, "kestrel", "lumen")
	sample := draw(t, db, store.DrawRequest{Topic: "kestrel", N: 10, Purpose: store.Sampled})
	drawn := draw(t, db, store.DrawRequest{Topic: "zarya", N: 8, Purpose: store.Doubted})
	by := map[string]int{}
	for _, d := range drawn {
		by[d.Row.Topic+" "+d.Row.Lang]++
		if d.Row.Sentiment == classify.Neutral {
			t.Errorf("%s is drawn: the model is surer of the neutral", d.Row.Mention.Key())
		}
		for _, s := range sample {
			if s.Row.Mention.ID == d.Row.Mention.ID {
				t.Errorf("%s is drawn to train and to measure", d.Row.Mention.Key())
			}
		}
	}
	equal(t, "drawn", by, map[string]int{"kestrel ru": 2, "kestrel en": 2, "lumen ru": 2, "lumen en": 2})
	for _, wrong := range []store.DrawRequest{{Purpose: store.Corrected}, {Purpose: store.Doubted, Beside: "ann"}, {Purpose: store.Sampled, Topic: "moon"}} {
		if _, err := db.Draw(t.Context(), wrong); err == nil {
			t.Errorf("%+v was drawn", wrong)
		}
	}
}

// What measures never trains, whatever a label claims to be.
func TestPurposesAreKeptApart(t *testing.T) {
	db := open(t)
	many(t, db, 40, "kestrel")
	sample := draw(t, db, store.DrawRequest{N: 10, Purpose: store.Sampled, Seed: 1})
	unsure := draw(t, db, store.DrawRequest{N: 10, Purpose: store.Doubted})
	labelDrawn(t, db, sample[:6], bad, "ann")
	labelDrawn(t, db, unsure, good, "ann")
	claim := func(d store.Drawn, p store.Purpose) store.Label {
		return store.Label{Mention: d.Row.Mention.Key(), Topic: "kestrel", Sentiment: good, Purpose: p, Labeller: "bob"}
	}
	if a := label(t, db, claim(unsure[0], store.Sampled)); a.Purpose != store.Corrected {
		t.Errorf("a sample of what was drawn for doubt counts as %s", a.Purpose)
	}
	if a := label(t, db, claim(sample[0], store.Corrected)); a.Purpose != store.Corrected {
		t.Errorf("a correction of what was drawn as a sample counts as %s", a.Purpose)
	}
	label(t, db, claim(sample[9], store.Corrected)) // the draw stays open
	rows := list(t, db, store.Filter{Topic: "kestrel", Sentiment: good, Labelled: new(true)})
	if len(rows) != 12 { // unsure, sample[0] and sample[9]
		t.Errorf("%d opinions are labelled positive, want 12", len(rows))
	}
	equal(t, "sample", truths(t, db, ""), map[string]int{"kestrel negative": 6})
	equal(t, "sample for the topic above", truths(t, db, "zarya"), map[string]int{"zarya negative": 6})
	advert := store.Label{Mention: sample[1].Row.Mention.Key(), Topic: "kestrel", Sentiment: bad, Category: classify.Promo, Purpose: store.Sampled, Labeller: "ann"}
	label(t, db, advert) // leaves the figures, and so the sample
	equal(t, "sample without an advert", truths(t, db, ""), map[string]int{"kestrel negative": 5})
	trains, err := db.Corrections(t.Context())
	if err != nil || len(trains) != 10 {
		t.Errorf("%d labels may train, %v, want 10", len(trains), err)
	}
	for _, c := range trains {
		if *c.Sentiment != classify.Positive || c.Mention.Text == "" || c.Topic != "kestrel" || c.Lang == "" {
			t.Errorf("%+v may train", c)
		}
	}
	counts, err := db.LabelCount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "labels", counts, []store.LabelCount{{"kestrel", store.Corrected, 3}, {"kestrel", store.Sampled, 6}, {"kestrel", store.Doubted, 10}})
	wantRight(t, db)
}

// truths counts the sample by topic and sentiment.
func truths(t testing.TB, db *store.DB, topic string) map[string]int {
	t.Helper()
	sample, err := db.Sample(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for _, l := range sample {
		all[fmt.Sprint(l.Topic, " ", l.Truth)]++
		if l.Tone == (quantify.Tone(0)) {
			t.Errorf("a label on %s has no tone", l.Topic)
		}
	}
	return all
}

func TestTwoPeopleOnTheSame(t *testing.T) {
	db := open(t)
	many(t, db, 20, "kestrel")
	sample := draw(t, db, store.DrawRequest{N: 6, Purpose: store.Sampled})
	labelDrawn(t, db, sample, bad, "ann")
	labelDrawn(t, db, sample[:1], good, "ann") // she thinks again: no pair
	if pairs, err := db.Pairs(t.Context()); err != nil || len(pairs) != 0 {
		t.Fatalf("ann agrees with herself: %v, %v", pairs, err)
	}
	again := draw(t, db, store.DrawRequest{N: 4, Purpose: store.Sampled, Beside: "bob", Seed: 3})
	if len(again) != 4 {
		t.Fatalf("%d drawn beside ann, want 4", len(again))
	}
	if own := draw(t, db, store.DrawRequest{N: 4, Purpose: store.Sampled, Beside: "ann"}); len(own) != 0 {
		t.Errorf("ann is to judge %d of her own again", len(own))
	}
	labelDrawn(t, db, again, so, "bob")
	label(t, db, store.Label{Mention: again[0].Row.Mention.Key(), Topic: "kestrel", Sentiment: good, Purpose: store.Corrected, Labeller: "cat"})
	pairs, err := db.Pairs(t.Context())
	if err != nil || len(pairs) != 4 {
		t.Fatalf("%v, %v, want 4 pairs", pairs, err)
	}
	for _, p := range pairs {
		if p.By != [2]string{"ann", "bob"} || p.Said[1] != classify.Neutral || p.Topic != "kestrel" {
			t.Errorf("a pair is %+v", p)
		}
	}
	found := judgements(t, db, store.JudgementFilter{Topic: "zarya", Purpose: store.Sampled})
	if len(found) != 6 {
		t.Errorf("%d judgements, want one for each opinion", len(found))
	}
	if bobs := judgements(t, db, store.JudgementFilter{Labeller: "bob"}); len(bobs) != 4 || bobs[0].Truth != classify.Neutral || !bobs[0].At.Equal(now) {
		t.Errorf("bob's judgements are %+v", bobs)
	}
}
