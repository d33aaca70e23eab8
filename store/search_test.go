package store_test

import (
	"fmt"
	"testing"

	"molva/classify"
	"molva/store"
)

func TestSearch(t *testing.T) {
	db := open(t)
	on := []string{"kestrel"}
	save(t, db, results(
		said{seq: 1, id: "1", text: "Ёлка и Кестрел: правый наушник замолчал", topics: on},
		said{seq: 2, id: "2", text: "the right earbud went silent", topics: on},
		said{seq: 3, id: "3", text: "silent night, the earbud is on the right", topics: on},
		said{seq: 4, id: "4", text: `100% fine, under_score, near("x")*`, topics: on},
		said{seq: 5, id: "6", text: "играет на 50м² уже 3½ часа", topics: on},
	)...)
	if n, err := db.Unindexed(t.Context()); n != 5 || err != nil {
		t.Errorf("%d are not indexed, %v, want 5", n, err)
	}
	for n := 3; n == 3; {
		var err error
		if n, err = db.Index(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
	}
	save(t, db, results(
		said{seq: 6, id: "2", text: "the left earbud went silent", topics: on, edited: "2026-08-06T00:00:00Z"}, // after it was indexed
		said{seq: 7, id: "4", deleted: true},
		said{seq: 8, id: "5", text: "right, silent, and not indexed yet", topics: on},
	)...)
	for search, want := range map[string][]string{
		"елка":                  {"vk:1"},
		"НАУШНИК кестрел":       {"vk:1"},
		"silent right":          {"vk:3"},
		"silent":                {"vk:3", "vk:2"},
		`"went silent"`:         {"vk:2"},
		`"silent went"`:         nil,
		`"silent`:               {"vk:3", "vk:2"},
		"50м²":                  {"vk:6"},
		`"уже 3½ часа"`:         {"vk:6"},
		"fine":                  nil,
		"%":                     nil,
		"* - ( \"":              nil,
		"silent OR kestrel":     nil,
		"silent NOT night":      nil, // the words, not operators
		"silent NEAR/2 earbud":  nil,
		"text:silent":           nil,
		"sil*":                  nil,
		"silent') OR 1=1; --":   nil,
		"earbud\x00went\xffest": nil,
	} {
		f := store.Filter{Topic: "kestrel", Search: search}
		got := ids(list(t, db, f))
		equal(t, "search for "+search, got, want)
		if n, err := db.Count(t.Context(), f); n != len(want) || err != nil {
			t.Errorf("search for %q counts %d, %v", search, n, err)
		}
	}
	wantRight(t, db)
}

// TestDeletedBeforeItWasIndexed: the indexer runs behind the writer and may meet an empty shell.
func TestDeletedBeforeItWasIndexed(t *testing.T) {
	db := open(t)
	save(t, db, results(
		said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}},
		said{seq: 2, id: "1", deleted: true},
		said{seq: 3, id: "2", text: "the kestrel is loud", topics: []string{"kestrel"}},
	)...)
	if n, err := db.Index(t.Context(), 10); n != 2 || err != nil {
		t.Errorf("indexed %d, %v, want 2", n, err)
	}
	equal(t, "search for kestrel", ids(list(t, db, store.Filter{Search: "kestrel"})), []string{"vk:2"})
	wantRight(t, db)
}

// TestRetentionDoesNotCutAListingShort: the row at the end of a page goes before the next page is read.
func TestRetentionDoesNotCutAListingShort(t *testing.T) {
	const n, last = 600, 500 // rows, and the one that ends the first page
	db := open(t)
	var batch []classify.Result
	for i := range n {
		s := said{seq: uint64(i + 1), id: fmt.Sprint(i), text: fmt.Sprint("the kestrel, take ", i), topics: []string{"kestrel"}}
		if i == n-last {
			s.seen = "2020-01-01T00:00:00Z"
		}
		batch = append(batch, s.result())
	}
	save(t, db, batch...)
	listed := 0
	for _, err := range db.Mentions(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if listed++; listed == last {
			if removed, err := db.Sweep(t.Context(), clock("2021-01-01T00:00:00Z"), nil); removed != 1 || err != nil {
				t.Fatalf("removed %d, %v, want 1", removed, err)
			}
		}
	}
	if listed != n {
		t.Errorf("listed %d of %d", listed, n)
	}
}

func TestPaging(t *testing.T) {
	w := newWorld(9, 1500)
	db := open(t)
	feed(t, db, w.said, w.rng)
	for _, topic := range []string{"", "zarya"} {
		all := list(t, db, store.Filter{Topic: topic})
		if n, err := db.Count(t.Context(), store.Filter{Topic: topic}); n != len(all) || err != nil || n < 500 {
			t.Fatalf("topic %q: listed %d, counted %d, %v", topic, len(all), n, err)
		}
		var paged []store.Row
		for before := int64(0); len(paged) < len(all); {
			page := list(t, db, store.Filter{Topic: topic, Limit: 333, Before: before})
			before = page[len(page)-1].RowID
			paged = append(paged, page...)
		}
		equal(t, "pages", ids(paged), ids(all))
		for i := 1; i < len(all); i++ {
			if all[i].Mention.Published.After(all[i-1].Mention.Published) {
				t.Fatalf("row %d is newer than the one before", i)
			}
		}
	}
}
