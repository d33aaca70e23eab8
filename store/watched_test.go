package store_test

import (
	"strconv"
	"testing"
	"time"

	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// TestWatched: a topic is watched from the hour of its first mention on, whoever names it below.
func TestWatched(t *testing.T) {
	db := open(t)
	if p, err := db.Watched(t.Context(), "zarya"); err != nil || !p.From.Equal(p.To) {
		t.Errorf("nothing was ever said, watched %v: %v", p, err)
	}
	save(t, db, said{seq: 1, id: "1", text: "Kestrel arrived today", at: "2026-08-03T00:20:00Z", topics: []string{"kestrel"}}.result())
	p, err := db.Watched(t.Context(), "zarya")
	if want := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC); err != nil || !p.From.Equal(want) || !p.To.After(p.From) {
		t.Errorf("watched %v, want from %v: %v", p, want, err)
	}
	if _, err := db.Watched(t.Context(), "zaria"); err == nil {
		t.Error("an unknown topic is watched")
	}
}

// TestCountOfACopyAndAKind: the two filters list what they count, with a topic and without.
func TestCountOfACopyAndAKind(t *testing.T) {
	db := open(t)
	for i, text := range []string{"The right earbud went silent after a week", "The right earbud went silent after a week", "Love the sound of it", "Buy two for one, today only"} {
		save(t, db, said{seq: uint64(i + 1), id: strconv.Itoa(i), text: text, topics: []string{"kestrel"},
			category: []classify.Category{classify.ComplaintCategory, classify.ComplaintCategory, classify.Praise, classify.Promo}[i]}.result())
	}
	for _, f := range []store.Filter{
		{Copy: new(true)}, {Copy: new(false)}, {Kind: cluster.Complaint, Counted: new(true)},
		{Kind: cluster.Praise}, {Copy: new(false), Category: classify.Promo},
	} {
		for _, topic := range []string{"", "zarya", "kestrel"} {
			f.Topic = topic
			n, listed := 0, 0
			var err error
			if n, err = db.Count(t.Context(), f); err != nil {
				t.Fatal(err)
			}
			for _, err := range db.Mentions(t.Context(), f) {
				if err != nil {
					t.Fatal(err)
				}
				listed++
			}
			if n != listed || n == 0 {
				t.Errorf("%+v: counts %d, lists %d", f, n, listed)
			}
		}
	}
}
