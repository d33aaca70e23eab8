package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"molva/classify"
	"molva/store"
)

// reacted is what ann says of vk:1 by a reaction to one message.
func reacted(name string) store.Reaction {
	r := store.Reaction{Channel: "C1", Message: "1727.5", Person: "slack:ANN", Name: name, Mention: "vk:1", Topic: "kestrel"}
	switch name {
	case "+1":
		r.Sentiment = good
	case "-1":
		r.Sentiment = bad
	case "advert":
		r.Category = classify.Promo
	case "not us":
		r.Exclude = true
	}
	return r
}

func reactedBy(person string, r store.Reaction) store.Reaction {
	r.Person = person
	return r
}

func react(t testing.TB, db *store.DB, r store.Reaction) store.Applied {
	t.Helper()
	a, err := db.React(t.Context(), r)
	if err != nil || a.Refused != "" {
		t.Fatalf("reaction %s: %+v, %v", r.Name, a, err)
	}
	return a
}

func unreact(t testing.TB, db *store.DB, r store.Reaction) bool {
	t.Helper()
	undone, err := db.Unreact(t.Context(), r.Channel, r.Message, r.Person, r.Name)
	if err != nil {
		t.Fatal(err)
	}
	return undone
}

func TestAReactionIsALabel(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	down := reacted("-1")
	if unreact(t, db, down) {
		t.Error("a reaction was taken back before it came")
	}
	first := react(t, db, down)
	if first.ID == 0 || !first.Changed || first.Purpose != store.Corrected {
		t.Errorf("the reaction is %+v", first)
	}
	if again := react(t, db, down); again.Changed || again.ID != first.ID {
		t.Errorf("the same reaction again is %+v", again)
	}
	wantReads(t, db, "kestrel", "negative slack:ANN other true")
	for _, want := range []bool{true, false} {
		if undone := unreact(t, db, down); undone != want {
			t.Errorf("taking it back gives %v, want %v", undone, want)
		}
		wantReads(t, db, "kestrel", "positive model:test-1 other true")
	}
	react(t, db, down)
	wantReads(t, db, "kestrel", "negative slack:ANN other true")
	history, err := db.Labels(t.Context(), "vk:1")
	if err != nil || len(history) != 2 || history[0].UndoneBy != "slack:ANN" || !history[1].Undone.IsZero() {
		t.Errorf("the history is %+v, %v", history, err)
	}
	wantRight(t, db)
}

// Whatever was said before decides again when a reaction goes.
func TestReactionsOfSeveral(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	elsewhere := reacted("-1")
	elsewhere.Message = "1727.9"
	bob := reactedBy("slack:BOB", reacted("+1"))
	for i, step := range []struct {
		do   func() bool
		want string
	}{
		{func() bool { return react(t, db, reacted("-1")).Changed }, "negative slack:ANN other true"},
		{func() bool { return !react(t, db, elsewhere).Changed }, "negative slack:ANN other true"}, // the same word twice
		{func() bool { return react(t, db, bob).Changed }, "positive slack:BOB other true"},
		{func() bool { return react(t, db, reacted("advert")).Changed }, "positive slack:BOB promo false"},
		{func() bool { return unreact(t, db, reacted("-1")) }, "positive slack:BOB promo false"},
		{func() bool { return unreact(t, db, bob) }, "negative slack:ANN promo false"}, // ann said it elsewhere too
		{func() bool { return unreact(t, db, elsewhere) }, "positive model:test-1 promo false"},
		{func() bool { return unreact(t, db, reacted("advert")) }, "positive model:test-1 other true"},
	} {
		if !step.do() {
			t.Errorf("step %d did not do what it should", i)
		}
		wantReads(t, db, "kestrel", step.want)
		wantRight(t, db)
	}
}

// A reaction takes back only what it did itself.
func TestWhatWasSaidInAnotherWayStays(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	label(t, db, by("slack:ANN", correct("kestrel", bad, "")))
	if a := react(t, db, reacted("-1")); a.ID == 0 || a.Changed {
		t.Errorf("a reaction that says the same is %+v", a)
	}
	unreact(t, db, reacted("-1"))
	wantReads(t, db, "kestrel", "negative slack:ANN other true")

	exclude := func(out bool) {
		t.Helper()
		if err := db.Exclude(t.Context(), "vk:1", "kestrel", "eve", out); err != nil {
			t.Fatal(err)
		}
	}
	notUs := reacted("not us")
	exclude(true)
	react(t, db, notUs)
	unreact(t, db, notUs)
	wantSum(t, db, "kestrel", "0/0/0")
	exclude(false)
	react(t, db, notUs)
	wantSum(t, db, "kestrel", "0/0/0")
	exclude(false)
	exclude(true) // what the reaction did is undone, and this is eve's
	unreact(t, db, notUs)
	wantSum(t, db, "kestrel", "0/0/0")
	wantRight(t, db)
}

func TestAReactionExcludes(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	ann, bob := reacted("not us"), reactedBy("slack:BOB", reacted("not us"))
	for i, step := range []struct {
		do   func()
		want string
	}{
		{func() { react(t, db, ann) }, "0/0/0"},
		{func() { react(t, db, bob) }, "0/0/0"},
		{func() { unreact(t, db, ann) }, "0/0/0"}, // bob still says so
		{func() { unreact(t, db, bob) }, "0/0/1"},
		{func() { react(t, db, bob) }, "0/0/0"},
	} {
		step.do()
		if got := sum(t, db, "kestrel"); got != step.want {
			t.Errorf("step %d: the sum is %s, want %s", i, got, step.want)
		}
		wantRight(t, db)
	}
	wantSum(t, db, "lumen", "0/0/1")
}

// A digest is about a topic above what its quotes name: a reaction speaks of these.
func TestAReactionOnATopicAbove(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	above := reacted("-1")
	above.Topic = "zarya"
	react(t, db, above)
	for _, topic := range []string{"kestrel", "lumen", "zarya"} {
		wantReads(t, db, topic, "negative slack:ANN other true")
	}
	unreact(t, db, above)
	for _, topic := range []string{"kestrel", "lumen", "zarya"} {
		wantReads(t, db, topic, "positive model:test-1 other true")
	}
	wantRight(t, db)
}

func TestReactionsThatAreRefused(t *testing.T) {
	db := open(t)
	save(t, db, fine().result(), said{seq: 2, id: "2", text: "the kestrel", topics: []string{"kestrel"}}.result(), said{seq: 3, id: "2", deleted: true}.result())
	for want, change := range map[string]func(*store.Reaction){
		"neither sentiment nor category": func(r *store.Reaction) { r.Sentiment = nil },
		"nobody is named":                func(r *store.Reaction) { r.Person, r.Sentiment, r.Exclude = " ", nil, true },
		`mention "vk:2" is not here`:     func(r *store.Reaction) { r.Mention = "vk:2" },
		"it names kestrel, lumen":        func(r *store.Reaction) { r.Topic = "boreal" },
	} {
		r := reacted("-1")
		change(&r)
		a, err := db.React(t.Context(), r)
		if err != nil || !strings.Contains(a.Refused, want) {
			t.Errorf("%+v gives %+v, %v, want it refused: %s", r, a, err, want)
		}
		if r.Person != " " && unreact(t, db, r) {
			t.Errorf("%s: it stands all the same", want)
		}
	}
}

// A reaction goes with its mention.
func TestReactionsOnWhatIsGone(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	react(t, db, reacted("-1"))
	react(t, db, reacted("not us"))
	save(t, db, said{seq: 2, id: "1", deleted: true}.result())
	if unreact(t, db, reacted("-1")) || unreact(t, db, reacted("not us")) {
		t.Error("a reaction stands on a deleted mention")
	}
	wantRight(t, db)
}

// Whatever comes twice, in whatever order people react and think again: what stands in the end is what they say, and when
// all of them have thought again, everything is as the model has it.
func TestReactionsLeaveNoTrace(t *testing.T) {
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 5))
		once, twice := open(t), open(t)
		for _, db := range []*store.DB{once, twice} {
			save(t, db, fine().result())
		}
		want := tables(t, once)
		var all []store.Reaction
		for range 30 {
			r := reactedBy([]string{"slack:ANN", "slack:BOB"}[rng.IntN(2)], reacted([]string{"+1", "-1", "advert", "not us"}[rng.IntN(4)]))
			r.Message, r.Topic = fmt.Sprint(rng.IntN(2)), []string{"kestrel", "lumen", "zarya"}[rng.IntN(3)]
			all = append(all, r)
			add := rng.IntN(3) > 0
			for i, db := range []*store.DB{once, twice, twice} {
				if add {
					react(t, db, r)
				} else if undone := unreact(t, db, r); undone && i == 2 {
					t.Error("a reaction was taken back twice")
				}
			}
			equal(t, "what comes twice", tables(t, twice), tables(t, once))
			wantRight(t, once)
		}
		for _, i := range rng.Perm(len(all)) {
			unreact(t, once, all[i])
		}
		equal(t, "what is left of all reactions", tables(t, once), want)
		wantRight(t, once)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestCorrected(t *testing.T) {
	db := open(t)
	mention := func(n int, s classify.Sentiment, topics ...string) classify.Result {
		return said{seq: uint64(n), id: fmt.Sprint(n), text: fmt.Sprint("message number ", n), topics: topics, sentiment: s}.result()
	}
	save(t, db, mention(1, classify.Positive, "kestrel"), mention(2, classify.Positive, "kestrel", "lumen"), mention(3, classify.Negative, "lumen"),
		mention(4, classify.Neutral, "kestrel"), mention(5, classify.Negative, "boreal"), mention(6, classify.Negative, "kestrel"))
	say := func(n int, who, topic string, s *classify.Sentiment, c classify.Category) store.Applied {
		t.Helper()
		return label(t, db, store.Label{Mention: fmt.Sprint("vk:", n), Topic: topic, Sentiment: s, Category: c, Purpose: store.Corrected, Labeller: who})
	}
	say(1, "ann", "kestrel", good, "") // as the model has it
	say(1, "ann", "kestrel", bad, "")
	say(2, "bob", "lumen", bad, "") // zarya hears of two that disagree, and goes by the whole text
	say(4, "bob", "kestrel", nil, classify.Promo)
	say(5, "ann", "boreal", good, "")
	undone := say(3, "cat", "lumen", good, "")
	if err := db.Unlabel(t.Context(), undone.ID, "cat"); err != nil {
		t.Fatal(err)
	}
	if err := db.Exclude(t.Context(), "vk:6", "kestrel", "dan", true); err != nil {
		t.Fatal(err)
	}
	week := store.Week(now, moscow(t))
	for topic, want := range map[string]store.Shift{
		// One comes from positive to negative, one that was negative is out, and one that was neutral is promo.
		"kestrel": {Labels: 2, Excluded: 1, People: 3, Changed: 3, Neutral: -1, Positive: -1},
		"lumen":   {Labels: 1, People: 1, Changed: 1, Negative: 1, Positive: -1},
		"zarya":   {Labels: 3, Excluded: 1, People: 3, Changed: 3, Neutral: -1, Positive: -1},
		"boreal":  {Labels: 1, People: 1, Changed: 1, Negative: -1, Positive: 1},
	} {
		got, err := db.Corrected(t.Context(), topic, week)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "what was corrected of "+topic, got, want)
		before, err := db.Corrected(t.Context(), topic, store.Period{To: week.From})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "what was corrected before", before, store.Shift{})
	}
}

// The figures are those of the model, moved by what was corrected.
func TestCorrectionsMoveTheSums(t *testing.T) {
	w := newWorld(31, 150)
	db := open(t)
	feed(t, db, w.said, w.rng)
	sums := func() (all []store.Aggregate) {
		for _, topic := range tree(t) {
			a, err := db.Sum(t.Context(), topic.ID, store.Period{})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, a)
		}
		return all
	}
	want := sums()
	p := people{t, w.rng}
	for range 120 {
		r, topic, _ := p.opinion(db)
		if p.rng.IntN(4) > 0 {
			if l := p.label(r, topic); l.Category == "" { // a category also moves what nobody labelled
				label(t, db, l)
			}
		} else if err := db.Exclude(t.Context(), r.Mention.Key(), topic, "ann", true); err != nil {
			t.Fatal(err)
		}
	}
	for i, topic := range tree(t) {
		s, err := db.Corrected(t.Context(), topic.ID, store.Period{})
		if err != nil {
			t.Fatal(err)
		}
		want[i].Negative, want[i].Neutral, want[i].Positive = want[i].Negative+s.Negative, want[i].Neutral+s.Neutral, want[i].Positive+s.Positive
		if s.Changed == 0 || s.Changed > s.Labels+s.Excluded {
			t.Errorf("%s: %+v", topic.ID, s)
		}
	}
	equal(t, "sums", sums(), want)
}
