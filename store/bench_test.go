package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// crowd makes n results about the topics of tree, as different people write them, in order of time.
func crowd(from, n int) []classify.Result {
	batch := make([]classify.Result, n)
	begin := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC)
	for i := range batch {
		k := from + i
		var words []string
		for j := range 30 {
			words = append(words, wordlist[(k*7919+j*j*(k%101+1))%len(wordlist)], fmt.Sprint(k%1000*j))
		}
		batch[i] = feel(said{
			seq: uint64(k + 1), network: []string{"vk", "telegram", "bluesky"}[k%3], id: fmt.Sprint(100_000_000 + k), author: fmt.Sprint(k % 997),
			text: strings.Join(words, " "), at: begin.Add(time.Duration(k%4_000_000) * time.Second).Format(time.RFC3339), likes: 3,
		}).result()
		if len(batch[i].Tagged.Verdict.Opinions) == 0 {
			batch[i].Tagged.Verdict.Opinions = []classify.Opinion{{Topic: "kestrel"}}
		}
	}
	return batch
}

func BenchmarkSave(b *testing.B) {
	for _, size := range []int{1, 100, 1000, 5000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			db := open(b)
			done := 0
			for b.Loop() {
				b.StopTimer()
				batch := crowd(done, size)
				b.StartTimer()
				save(b, db, batch...)
				done += size
			}
			b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "mentions/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	db := open(b)
	for i := range 20 {
		save(b, db, crowd(i*5000, 5000)...)
	}
	week := store.Period{From: time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 8, 10, 0, 0, 0, 0, time.UTC)}
	b.Run("Sum", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Sum(b.Context(), "zarya", week); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Mentions", func(b *testing.B) {
		for b.Loop() {
			list(b, db, store.Filter{Topic: "zarya", Limit: 50})
		}
	})
	b.Run("Cell", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Cell(b.Context(), "zarya", store.Period{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Tally", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Tally(b.Context(), "zarya", week); err != nil {
				b.Fatal(err)
			}
		}
	})
}
