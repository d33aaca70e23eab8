package store_test

import (
	"fmt"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// published is a store with posts of three accounts, three at each moment, and some figures of most of them.
func published(t *testing.T) *store.DB {
	t.Helper()
	db := open(t)
	n := ingest.Note{Source: "wall", At: now}
	for i := range 25 {
		account, id := fmt.Sprint("account", i%3), fmt.Sprint(i)
		n.Posts = append(n.Posts, ingest.AccountPost{Account: account, Network: "vk", ID: id, Text: []string{"#кестрел", "лампа"}[i%2], Form: "text", Published: at(i/3 - 40)})
		for k := range i % 4 {
			n.Figures = append(n.Figures, ingest.Figure{Account: account, Network: "vk", Post: id, Metric: []string{"views", "reactions"}[k%2], At: at(k - 5), Value: float64(i)})
		}
		n.Figures = append(n.Figures, ingest.Figure{Account: account, Network: "vk", Metric: "followers", At: at(i - 60), Value: float64(i)})
	}
	save(t, db, note(1, n))
	return db
}

// TestPagesOfEvidence: page after page, however large, is the whole, and each says how large that is.
func TestPagesOfEvidence(t *testing.T) {
	db := published(t)
	for _, size := range []int{1, 4, 7, 100} {
		for what, q := range map[string]store.PostQuery{"all": {}, "a tag": {Tag: "кестрел"}, "an account": {Account: "account1"}, "a period": {Period: store.Period{From: at(-38), To: at(-35)}}, "none": {Form: "video"}} {
			want, err := db.MeasuredPosts(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprintf("posts, %s, by %d", what, size), paged(t, len(want), size, func(skip int) ([]store.MeasuredPost, int, error) { return db.PostsPage(t.Context(), q, skip, size) }), want)
		}
		for what, q := range map[string]store.FigureQuery{"of accounts": {}, "of posts": {Posts: true}, "of a metric": {Posts: true, Metric: "views"}, "of a time": {Period: store.Period{From: at(-50)}}, "none": {Metric: "reach"}} {
			want, err := db.Figures(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprintf("figures, %s, by %d", what, size), paged(t, len(want), size, func(skip int) ([]ingest.Figure, int, error) { return db.FiguresPage(t.Context(), q, skip, size) }), want)
		}
	}
}

// paged puts the pages of a list together.
func paged[T any](t *testing.T, whole, size int, page func(skip int) ([]T, int, error)) (all []T) {
	t.Helper()
	for skip := 0; ; skip += size {
		some, total, err := page(skip)
		if err != nil || total != whole || len(some) > size {
			t.Fatalf("behind %d: %d rows of %d, want at most %d of %d (%v)", skip, len(some), total, size, whole, err)
		}
		if len(some) == 0 {
			return all
		}
		all = append(all, some...)
	}
}

// TestRow: one mention is found by its id towards a topic that it names or one above, and for itself; a deleted one is not.
func TestRow(t *testing.T) {
	db := open(t)
	m := fine()
	save(t, db, m.result())
	for topic, want := range map[string]bool{"": true, "kestrel": true, "zarya": true} {
		row, ok, err := db.Row(t.Context(), "vk:1", topic)
		if err != nil || ok != want || row.Mention.Key() != "vk:1" || row.Topic != topic {
			t.Errorf("towards %q: %+v, %v, %v", topic, row, ok, err)
		}
	}
	if _, ok, err := db.Row(t.Context(), "vk:2", "kestrel"); ok || err != nil {
		t.Errorf("what is not here is found: %v", err)
	}
	if _, _, err := db.Row(t.Context(), "vk:1", "nobody"); err == nil {
		t.Error("a topic that there is not is taken")
	}
	m.seq, m.deleted = 2, true
	m.edited = now.Format(time.RFC3339)
	save(t, db, m.result())
	for _, topic := range []string{"", "kestrel"} {
		if _, ok, err := db.Row(t.Context(), "vk:1", topic); ok || err != nil {
			t.Errorf("what is deleted is found towards %q: %v", topic, err)
		}
	}
}
