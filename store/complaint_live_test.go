package store_test

import (
	"fmt"
	"testing"
	"time"

	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// What an import of old mentions brought, or was seen long after it was published, is no news of a complaint.
func TestLive(t *testing.T) {
	db := open(t)
	at := func(hour int) string { return fmt.Sprintf("2026-08-05T%02d:00:00Z", hour) }
	told := func(seq uint64, text, seen string) classify.Result {
		return said{seq: seq, id: fmt.Sprint(seq), author: fmt.Sprint("a", seq), text: text, at: at(10), seen: seen,
			sentiment: classify.Negative, category: classify.ComplaintCategory, topics: []string{"kestrel"}}.result()
	}
	old := told(3, "Второй день курьер не приехал с заказом", at(10))
	old.Item.Run = ingest.PastRun + "-1"
	save(t, db, told(1, "Курьер не приехал, заказ так и не привезли", at(11)), told(2, "Опять курьер не приехал, сижу и жду заказ", at(12)),
		old, told(4, "Заказ оплачен, а курьер не приехал", at(20)))
	all, err := db.Complaints(t.Context(), store.ComplaintFilter{Kind: cluster.Complaint})
	if err != nil || len(all) != 1 || all[0].Mentions != 4 {
		t.Fatalf("complaints %+v, %v", all, err)
	}
	day := store.Day(clock(at(10)), time.UTC)
	for p, want := range map[store.Period]int{day: 2, {From: day.To}: 0} {
		mentions, people, err := db.Live(t.Context(), all[0].ID, p, 6*time.Hour)
		if err != nil || mentions != want || people != want {
			t.Errorf("%v: %d mentions by %d people, %v; want %d", p, mentions, people, err, want)
		}
	}
}
