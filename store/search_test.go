package store_test

import (
	"testing"

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
	)...)
	if n, err := db.Unindexed(t.Context()); n != 4 || err != nil {
		t.Errorf("%d are not indexed, %v, want 4", n, err)
	}
	for n := 3; n == 3; {
		var err error
		if n, err = db.Index(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
	}
	save(t, db, results(
		said{seq: 5, id: "2", text: "the left earbud went silent", topics: on, edited: "2026-08-06T00:00:00Z"}, // after it was indexed
		said{seq: 6, id: "4", deleted: true},
		said{seq: 7, id: "5", text: "right, silent, and not indexed yet", topics: on},
	)...)
	for search, want := range map[string][]string{
		"елка":                  {"vk:1"},
		"НАУШНИК кестрел":       {"vk:1"},
		"silent right":          {"vk:3"},
		"silent":                {"vk:3", "vk:2"},
		`"went silent"`:         {"vk:2"},
		`"silent went"`:         nil,
		`"silent`:               {"vk:3", "vk:2"},
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
