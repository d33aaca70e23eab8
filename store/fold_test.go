package store_test

import (
	"path/filepath"
	"testing"

	"molva/classify"
	"molva/store"
)

const rumour = "they say the new kestrel batteries catch fire, please share with everybody you know"

func TestCopiesAreFoldedAndCountedApart(t *testing.T) {
	db := open(t)
	on := []string{"kestrel"}
	save(t, db, results(
		said{seq: 1, id: "1", author: "ann", text: rumour, topics: on, sentiment: classify.Negative, at: "2026-08-05T10:00:00Z"},
		said{seq: 2, id: "2", author: "bob", text: "RT @ann: " + rumour, topics: on, sentiment: classify.Negative, at: "2026-08-05T11:00:00Z"},
		said{seq: 3, id: "3", author: "bob", text: rumour + " https://example.com/x", topics: on, sentiment: classify.Negative, at: "2026-08-05T12:00:00Z", network: "telegram"},
		said{seq: 4, id: "4", author: "bob", text: rumour, topics: on, sentiment: classify.Negative, at: "2026-08-05T13:00:00Z"},
		said{seq: 5, id: "5", author: "cat", text: "buy kestrel cheap cheap cheap only today in our shop", topics: on, category: classify.Promo, at: "2026-08-05T13:00:00Z"},
		said{seq: 6, id: "6", author: "ann", text: "and mine is fine so far, honestly no idea", topics: on, at: "2026-08-05T14:00:00Z"},
		said{seq: 7, id: "7", text: "somebody unknown likes the kestrel a lot", topics: on, at: "2026-08-05T15:00:00Z"},
		said{seq: 8, id: "8", author: "dan", text: rumour, topics: []string{"lumen"}, at: "2026-08-05T16:00:00Z"},
	)...)
	wantSum(t, db, "kestrel", "1/2/0")
	wantSum(t, db, "lumen", "0/1/0")
	tally, err := db.Tally(t.Context(), "kestrel", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	// People: ann, bob on vk, bob on telegram, and one whose name we do not know.
	equal(t, "tally", tally, store.Tally{Mentions: 7, Counted: 3, Copies: 3, Promo: 1, People: 4})
	copies := list(t, db, store.Filter{Topic: "kestrel", Author: "bob"})
	for _, r := range copies {
		if r.DuplicateOf != "vk:1" || r.Counted {
			t.Errorf("%s is a copy of %q, counted %v", r.Mention.Key(), r.DuplicateOf, r.Counted)
		}
	}
	wantRight(t, db)
}

func TestTheFirstToSayItIsTheOriginal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	copyAt := func(seq uint64, id, at string) said {
		return said{seq: seq, id: id, text: rumour, topics: []string{"kestrel"}, sentiment: classify.Negative, at: at, seen: "2026-08-20T00:00:00Z"}
	}
	original := func() string {
		for _, r := range list(t, db, store.Filter{Topic: "kestrel", Counted: new(true)}) {
			return r.Mention.ID
		}
		return "none"
	}
	for _, step := range []struct {
		name string
		said said
		want string
	}{
		{"first", copyAt(1, "b", "2026-08-05T12:00:00Z"), "b"},
		{"a later copy", copyAt(2, "c", "2026-08-05T13:00:00Z"), "b"},
		{"an earlier copy, in an earlier week", copyAt(3, "a", "2026-08-01T12:00:00Z"), "a"},
		{"the original goes", said{seq: 4, id: "a", deleted: true}, "b"},
		{"the next one is edited into something else", said{seq: 5, id: "b", text: "never mind what I said about the kestrel", topics: []string{"kestrel"},
			at: "2026-09-05T12:00:00Z", edited: "2026-08-06T00:00:00Z"}, "b"},
		{"a copy of the promoted", copyAt(6, "d", "2026-08-05T14:00:00Z"), "b"},
	} {
		save(t, db, step.said.result())
		if got := original(); got != step.want {
			t.Errorf("%s: the newest that counts is %s, want %s", step.name, got, step.want)
		}
		wantRight(t, db)
	}
	wantSum(t, db, "kestrel", "1/1/0")
	equal(t, "who counts", ids(list(t, db, store.Filter{Topic: "kestrel", Counted: new(true)})), []string{"vk:b", "vk:c"})

	db.Close()
	db = openAt(t, path, tree(t))
	save(t, db, copyAt(7, "e", "2026-08-05T15:00:00Z").result())
	wantSum(t, db, "kestrel", "1/1/0") // known again after a restart
	wantRight(t, db)
}
