package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"molva/classify"
	"molva/store"
)

var (
	bad  = new(classify.Negative)
	so   = new(classify.Neutral)
	good = new(classify.Positive)
)

// correct is what ann says of vk:1 as a correction.
func correct(on string, s *classify.Sentiment, c classify.Category) store.Label {
	return store.Label{Mention: "vk:1", Topic: on, Sentiment: s, Category: c, Purpose: store.Corrected, Labeller: "ann"}
}

func by(labeller string, l store.Label) store.Label {
	l.Labeller = labeller
	return l
}

// label gives one label and wants it to be taken.
func label(t testing.TB, db *store.DB, l store.Label) store.Applied {
	t.Helper()
	all, err := db.Label(t.Context(), []store.Label{l})
	if err != nil || all[0].Refused != "" {
		t.Fatalf("label %+v: %+v, %v", l, all, err)
	}
	return all[0]
}

// reads is how a mention reads on a topic: sentiment, who says so, category, and whether it counts.
func reads(t testing.TB, db *store.DB, id, topic string) string {
	t.Helper()
	for _, r := range list(t, db, store.Filter{Topic: topic}) {
		if r.Mention.Key() == id {
			return fmt.Sprint(r.Sentiment, " ", r.LabelledBy, " ", r.Category, " ", r.Counted)
		}
	}
	return "nothing"
}

func wantReads(t testing.TB, db *store.DB, topic, want string) {
	t.Helper()
	if got := reads(t, db, "vk:1", topic); got != want {
		t.Errorf("vk:1 on %s reads %q, want %q", topic, got, want)
	}
}

// fine is a mention that the model takes for positive about two topics.
func fine() said {
	return said{seq: 1, id: "1", text: "the kestrel is fine and so is my lumen", topics: []string{"kestrel", "lumen"}, sentiment: classify.Positive}
}

func TestTheLastWordDecides(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	wantReads(t, db, "zarya", "positive model:test-1 other true")

	first := label(t, db, correct("kestrel", bad, ""))
	if first.ID == 0 || !first.Changed || first.Purpose != store.Corrected {
		t.Errorf("the first label is %+v", first)
	}
	wantReads(t, db, "kestrel", "negative ann other true")
	wantReads(t, db, "zarya", "positive model:test-1 other true") // those below disagree: the whole text
	wantSum(t, db, "kestrel", "1/0/0")

	label(t, db, correct("lumen", bad, ""))
	wantReads(t, db, "zarya", "negative ann other true")
	wantSum(t, db, "zarya", "1/0/0")
	wantRight(t, db)

	second := label(t, db, by("bob", correct("kestrel", so, "")))
	wantReads(t, db, "kestrel", "neutral bob other true")
	if again := label(t, db, by("bob", correct("kestrel", so, ""))); again.ID != second.ID || again.Changed {
		t.Errorf("the same word again is %+v, want label %d", again, second.ID)
	}
	for _, undo := range []struct {
		id   int64
		want string
	}{{second.ID, "negative ann other true"}, {second.ID, "negative ann other true"}, {first.ID, "positive model:test-1 other true"}} {
		if err := db.Unlabel(t.Context(), undo.id, "bob"); err != nil {
			t.Fatal(err)
		}
		wantReads(t, db, "kestrel", undo.want)
		wantRight(t, db)
	}
	history, err := db.Labels(t.Context(), "vk:1")
	if err != nil || len(history) != 3 {
		t.Fatalf("the history is %+v, %v", history, err)
	}
	equal(t, "the first label", history[0], store.Given{ID: first.ID, Topic: "kestrel", Sentiment: bad, Purpose: store.Corrected, Labeller: "ann",
		At: now, Model: "test-1", Said: classify.Positive, Undone: now, UndoneBy: "bob"})
	if err := db.Unlabel(t.Context(), 99, "bob"); err == nil || !strings.Contains(err.Error(), "unknown label") {
		t.Errorf("taking back a label that is not there gives %v", err)
	}
}

func TestLabelsThatAreRefused(t *testing.T) {
	db := open(t)
	save(t, db, fine().result(), said{seq: 2, id: "2", deleted: true}.result())
	odd := classify.Sentiment(7)
	l := correct("kestrel", bad, "")
	with := func(change func(*store.Label)) store.Label { l := l; change(&l); return l }
	for want, wrong := range map[string]store.Label{
		"neither":                   with(func(l *store.Label) { l.Sentiment = nil }),
		"sentiment is 7":            with(func(l *store.Label) { l.Sentiment = &odd }),
		`category is "rant"`:        with(func(l *store.Label) { l.Category = "rant" }),
		`purpose is "fun"`:          with(func(l *store.Label) { l.Purpose = "fun" }),
		"nobody is named":           with(func(l *store.Label) { l.Labeller = " " }),
		"the name of a person":      with(func(l *store.Label) { l.Labeller = "second:opinion" }),
		"control characters":        with(func(l *store.Label) { l.Labeller = "a\nb" }),
		`mention "vk:2" is not`:     with(func(l *store.Label) { l.Mention = "vk:2" }),
		"it names kestrel, lumen":   with(func(l *store.Label) { l.Topic = "zarya" }),
		`does not name the topic "`: with(func(l *store.Label) { l.Topic = "" }),
	} {
		all, err := db.Label(t.Context(), []store.Label{wrong, by(want[:5], l)})
		if err != nil || len(all) != 2 || !strings.Contains(all[0].Refused, want) || all[0].ID != 0 {
			t.Errorf("%+v gives %+v, %v; want it refused: %s", wrong, all, err, want)
			continue
		}
		if all[1].Refused != "" {
			t.Errorf("%s: the label beside it is refused too: %s", want, all[1].Refused)
		}
	}
}

// A person may call a mention promo or say that it is none, and take that back: the figures follow.
func TestPromoIsAState(t *testing.T) {
	db := open(t)
	advert := fine()
	advert.category = classify.Promo
	save(t, db, advert.result())
	wantSum(t, db, "kestrel", "0/0/0")

	first := label(t, db, correct("lumen", nil, classify.Praise))
	wantReads(t, db, "kestrel", "positive model:test-1 praise true")
	wantSum(t, db, "zarya", "0/0/1")
	wantRight(t, db)
	label(t, db, by("bob", correct("kestrel", nil, classify.Promo)))
	wantTally := func(want store.Tally) {
		t.Helper()
		tally, err := db.Tally(t.Context(), "zarya", store.Period{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "tally", tally, want)
		wantRight(t, db)
	}
	wantTally(store.Tally{Mentions: 1, Promo: 1})
	if again := label(t, db, correct("lumen", nil, classify.Praise)); again.ID == first.ID {
		t.Error("ann repeats her word after bob's, and it is taken for her first")
	}
	wantTally(store.Tally{Mentions: 1, Counted: 1, People: 1})
}

func TestWhatAPersonExcludesLeavesTheFigures(t *testing.T) {
	db := open(t)
	m := fine()
	m.on = map[string]classify.Sentiment{"kestrel": classify.Negative}
	save(t, db, m.result())
	wantSum(t, db, "zarya", "0/0/1")
	exclude := func(topic string, out bool) {
		t.Helper()
		if err := db.Exclude(t.Context(), "vk:1", topic, "ann", out); err != nil {
			t.Fatal(err)
		}
		wantRight(t, db)
	}
	exclude("lumen", true)
	wantSum(t, db, "lumen", "0/0/0")
	wantSum(t, db, "zarya", "1/0/0") // only the kestrel has a say
	exclude("kestrel", true)
	exclude("kestrel", true)
	wantSum(t, db, "zarya", "0/0/0")

	m.seq, m.text, m.edited = 2, "the kestrel is fine and so is my lumen!", "2026-08-06T00:00:00Z"
	save(t, db, m.result())
	wantSum(t, db, "zarya", "0/0/0") // whatever its author edits
	wantRight(t, db)
	exclude("lumen", false)
	wantSum(t, db, "zarya", "0/0/1")
	exclude("kestrel", false)
	wantSum(t, db, "kestrel", "1/0/0")
	if err := db.Exclude(t.Context(), "vk:1", "zarya", "ann", true); err == nil || !strings.Contains(err.Error(), "does not name") {
		t.Errorf("excluding from a topic above gives %v", err)
	}
}

// A label is on a text: on another it decides nothing, and it does again when the text comes back.
func TestALabelIsOnAText(t *testing.T) {
	db := open(t)
	m := fine()
	save(t, db, m.result())
	label(t, db, correct("kestrel", bad, classify.ComplaintCategory))
	edit := func(seq uint64, text, url string) {
		t.Helper()
		m := m
		m.seq, m.text, m.edited, m.author = seq, text, fmt.Sprintf("2026-08-06T00:00:%02dZ", seq), url
		save(t, db, m.result())
		wantRight(t, db)
	}
	edit(2, m.text, "ann")
	wantReads(t, db, "kestrel", "negative ann complaint true") // another author id: an edit, and the same text
	edit(3, "now the kestrel is more than fine and so is my lumen", "ann")
	wantReads(t, db, "kestrel", "positive model:test-1 other true")
	edit(4, m.text, "ann")
	wantReads(t, db, "kestrel", "negative ann complaint true")
	if found := judgements(t, db, store.JudgementFilter{}); len(found) != 1 {
		t.Errorf("%d judgements, want 1", len(found))
	}
	edit(5, "and once more something else about the lumen", "ann")
	if found := judgements(t, db, store.JudgementFilter{}); len(found) != 0 {
		t.Errorf("%d judgements on a text that is gone", len(found))
	}
	m.seq, m.deleted = 6, true
	save(t, db, m.result())
	wantRight(t, db) // nothing is left of a label on what was deleted
}

func judgements(t testing.TB, db *store.DB, f store.JudgementFilter) []store.Judgement {
	t.Helper()
	all, err := db.Judgements(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What people said, what they excluded and which complaint was found outlive a change of the tree and another model.
func TestWordsOutliveATreeAndAModel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	topics := tree(t)
	db := openAt(t, path, topics)
	save(t, db, fine().result())
	label(t, db, correct("kestrel", bad, ""))
	label(t, db, correct("lumen", bad, ""))
	bare, err := store.Bare(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	var complaint int64
	if err := bare.QueryRow(`SELECT complaint FROM member`).Scan(&complaint); err != nil {
		t.Fatal(err)
	}
	wantAll := func(topic string) {
		t.Helper()
		wantReads(t, db, topic, "negative ann other true")
		equal(t, "complaint on "+topic, ids(list(t, db, store.Filter{Topic: topic, Complaint: complaint})), []string{"vk:1"})
		wantRight(t, db)
	}
	topics[3].Parent, topics[0].Parent, topics[0].Zone = "", "boreal", zone(t, "Asia/Kathmandu")
	if err := db.SetTopics(t.Context(), topics); err != nil {
		t.Fatal(err)
	}
	wantAll("boreal")
	s := stored(t, db, 0, 1)[0]
	s.Verdict.Model, s.Verdict.Sentiment = "test-2", classify.Neutral
	reclassify(t, db, s)
	for _, topic := range []string{"kestrel", "lumen", "zarya", "boreal"} {
		wantAll(topic)
	}
	for _, topic := range []string{"kestrel", "lumen"} {
		if err := db.Exclude(t.Context(), "vk:1", topic, "ann", true); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.SetTopics(t.Context(), tree(t)); err != nil {
		t.Fatal(err)
	}
	wantReads(t, db, "zarya", "negative ann other false")
	wantRight(t, db)
}
