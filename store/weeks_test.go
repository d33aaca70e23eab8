package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

func counts(t *testing.T, db *store.DB, topic string, p store.Period) map[string]int {
	t.Helper()
	weeks, err := db.Weeks(t.Context(), topic, p)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for _, w := range weeks {
		all[w.Monday.Format("2006-01-02 15:04 MST")] = w.Total()
	}
	return all
}

// Moscow's week begins three hours before UTC's; New York's clock is put back in the night of 2026-11-01, so that week
// has 169 hours, and forward on 2026-03-08, so that one has 167.
func TestWeeksBeginOnMondayInTheTopicsZone(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "molva.db"), []ingest.Topic{
		{ID: "msk", Zone: moscow(t)}, {ID: "ny", Zone: zone(t, "America/New_York")},
	})
	for i, at := range []string{
		"2026-08-09T20:59:59Z", "2026-08-09T21:00:00Z", // the edge in Moscow
		"2026-08-10T03:59:59Z", "2026-08-10T04:00:00Z", // and in New York, in summer
		"2026-03-02T04:59:59Z", "2026-03-02T05:00:00Z", "2026-03-09T03:59:59Z", "2026-03-09T04:00:00Z", // a week of 167 hours
		"2026-10-26T04:00:00Z", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z", // a week of 169 hours
	} {
		save(t, db, said{seq: uint64(i + 1), id: at, text: "nothing much " + at, at: at, topics: []string{"msk", "ny"}}.result())
	}
	august := store.Period{From: clock("2026-08-01T00:00:00Z"), To: clock("2026-08-20T00:00:00Z")}
	equal(t, "Moscow in August", counts(t, db, "msk", august),
		map[string]int{"2026-08-03 00:00 MSK": 1, "2026-08-10 00:00 MSK": 3, "2026-08-17 00:00 MSK": 0})
	equal(t, "New York in August", counts(t, db, "ny", august),
		map[string]int{"2026-08-03 00:00 EDT": 3, "2026-08-10 00:00 EDT": 1, "2026-08-17 00:00 EDT": 0})
	equal(t, "New York in spring", counts(t, db, "ny", store.Period{From: clock("2026-02-20T00:00:00Z"), To: clock("2026-03-10T00:00:00Z")}),
		map[string]int{"2026-02-23 00:00 EST": 1, "2026-03-02 00:00 EST": 2, "2026-03-09 00:00 EDT": 1})
	equal(t, "New York in autumn", counts(t, db, "ny", store.Period{From: clock("2026-10-26T04:00:00Z")}),
		map[string]int{"2026-10-26 00:00 EDT": 2, "2026-11-02 00:00 EST": 1})
	wantRight(t, db)
}

func TestAChangedZoneMovesTheWeeks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	w := newWorld(5, 200)
	topics := tree(t)
	db := openAt(t, path, topics)
	feed(t, db, w.said, w.rng)
	before := counts(t, db, "kestrel", store.Period{})
	db.Close()

	topics[1].Zone = zone(t, "Asia/Kathmandu") // UTC+5:45: its weeks do not keep to hours
	db = openAt(t, path, topics)
	wantRight(t, db)
	if after := counts(t, db, "kestrel", store.Period{}); after["2026-08-10 00:00 +0545"] == 0 {
		t.Errorf("weeks are %v", after)
	}
	for _, p := range []store.Period{store.Week(clock("2026-08-12T00:00:00Z"), topics[1].Zone), store.Week(clock("2026-09-22T00:00:00Z"), topics[1].Zone)} {
		weeks, err := db.Weeks(t.Context(), "kestrel", p)
		if err != nil || len(weeks) != 1 {
			t.Fatalf("%d weeks, %v", len(weeks), err)
		}
		total, err := db.Sum(t.Context(), "kestrel", p)
		if err != nil || total.Total() != weeks[0].Total() {
			t.Errorf("week of %v: the week has %d, the sum of its hours %d, %v", p.From, weeks[0].Total(), total.Total(), err)
		}
	}
	topics[1].Zone = moscow(t)
	if err := db.SetTopics(t.Context(), topics); err != nil {
		t.Fatal(err)
	}
	equal(t, "weeks after there and back", counts(t, db, "kestrel", store.Period{}), before)
}

func TestAChangedTreeRollsUpAnew(t *testing.T) {
	db := open(t)
	w := newWorld(6, 200)
	feed(t, db, w.said, w.rng)
	before := tables(t, db)

	grown := append(tree(t), ingest.Topic{ID: "group", Zone: time.UTC})
	grown[0].Parent, grown[1].Parent, grown[3].Parent = "group", "boreal", "group"
	if err := db.SetTopics(t.Context(), grown); err != nil {
		t.Fatal(err)
	}
	wantRight(t, db)
	zarya, err := db.Count(t.Context(), store.Filter{Topic: "zarya"})
	if err != nil {
		t.Fatal(err)
	}
	group, err := db.Count(t.Context(), store.Filter{Topic: "group"})
	if err != nil || group <= zarya {
		t.Errorf("the group has %d opinions, zarya below it %d, %v", group, zarya, err)
	}
	if err := db.SetTopics(t.Context(), tree(t)); err != nil {
		t.Fatal(err)
	}
	wantRight(t, db)
	equal(t, "sums after there and back", tables(t, db), before)
	wantSum(t, db, "group", "0/0/0")
}

func TestARemovedTopicKeepsItsNumbers(t *testing.T) {
	db := open(t)
	save(t, db, said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, sentiment: classify.Positive}.result())
	if err := db.SetTopics(t.Context(), tree(t)[:1]); err != nil {
		t.Fatal(err)
	}
	wantSum(t, db, "kestrel", "0/0/1")
	wantSum(t, db, "zarya", "0/0/1")
	topics, err := db.Topics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "topics", len(topics), 1)
	if _, err := db.Sum(t.Context(), "kestral", store.Period{}); err == nil || err.Error() != `read sums: unknown topic "kestral", have zarya, kestrel, lumen, boreal` {
		t.Errorf("a misspelled topic gives %v", err)
	}
}
