package store_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

var crew = []string{"vk:a1", "vk:a2", "telegram:a2", "telegram:a3", "bluesky:a4"}

func openFor(t testing.TB, path string, staff []string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: path, Topics: tree(t), Staff: staff, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestOurOwnWordsAreNoOpinion: what our people say does not count, whether they are named before they speak or after, and counts
// again once they are not ours.
func TestOurOwnWordsAreNoOpinion(t *testing.T) {
	w := newWorld(11, 250)
	from := func(order uint64, path string, staff []string) *store.DB {
		db := openFor(t, path, staff)
		feed(t, db, w.shuffled(order), rand.New(rand.NewPCG(order, 3)))
		wantRight(t, db)
		return db
	}
	later := filepath.Join(t.TempDir(), "later.db")
	before := tables(t, from(0, later, nil))
	with := tables(t, from(1, filepath.Join(t.TempDir(), "with.db"), crew))

	if slices.Equal(before, with) {
		t.Fatal("none of ours said anything that counts")
	}
	named := openFor(t, later, crew)
	wantRight(t, named)
	equal(t, "sums after they were named", tables(t, named), with)
	wantTally(t, named, "zarya", store.Period{})
	for _, r := range list(t, named, store.Filter{Topic: "zarya", Author: "vk:a1", Counted: new(true)}) {
		t.Errorf("%s of ours counts", r.Mention.Key())
	}
	former := openFor(t, later, nil)
	wantRight(t, former)
	equal(t, "sums after they left", tables(t, former), before)
}

// TestAPersonsWordOnOurOwn outranks the rule, and another reading does not.
func TestAPersonsWordOnOurOwn(t *testing.T) {
	db := openFor(t, filepath.Join(t.TempDir(), "molva.db"), []string{"vk:help"})
	save(t, db, said{seq: 1, id: "a", author: "help", text: "the kestrel broke", topics: []string{"kestrel"}, sentiment: classify.Negative}.result())
	counts := func(when string, want int) {
		t.Helper()
		n, err := db.Sum(t.Context(), "zarya", store.Period{})
		if err != nil || n.Total() != want {
			t.Errorf("%s %d count, %v, want %d", when, n.Total(), err, want)
		}
		wantRight(t, db)
	}
	counts("at first", 0)
	read, err := db.Stored(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "category by the model", read[0].Verdict.Category, classify.Other)
	changed, err := db.Reclassify(t.Context(), read)
	if err != nil || changed != 0 {
		t.Errorf("the same reading changed %d, %v", changed, err)
	}
	counts("after another reading", 0)
	given, err := db.Label(t.Context(), []store.Label{{Mention: "vk:a", Topic: "kestrel", Category: classify.Other, Purpose: store.Corrected, Labeller: "ann"}})
	if err != nil || !given[0].Changed {
		t.Fatalf("label: %+v, %v", given, err)
	}
	counts("by a person's word", 1)
	shift, err := db.Corrected(t.Context(), "zarya", store.Period{})
	if err != nil || shift.Changed != 1 || shift.Negative != 1 {
		t.Errorf("corrected %+v, %v, want one more negative", shift, err)
	}
	if err := db.Unlabel(t.Context(), given[0].ID, "ann"); err != nil {
		t.Fatal(err)
	}
	counts("after it was taken back", 0)
}
