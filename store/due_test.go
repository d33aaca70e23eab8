package store_test

import (
	"fmt"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

var _ ingest.Memory = (*store.DB)(nil)

func TestDue(t *testing.T) {
	db := open(t)
	seen := func(minute int) string { return now.Add(time.Duration(minute) * time.Minute).Format(time.RFC3339) }
	var batch []classify.Result
	add := func(id, network string, minute int) {
		s := said{seq: uint64(len(batch) + 1), id: id, network: network, text: "the kestrel, part " + id, topics: []string{"kestrel"}, seen: seen(minute)}
		batch = append(batch, s.result())
	}
	for i := range 300 {
		add(fmt.Sprint("m", i), []string{"vk", "telegram"}[i%2], i-300)
	}
	add("replayed", "vk", -250) // seen long before, put into the pipe again
	add("gone", "vk", -2)
	add("swapped", "vk", -3) // passed by another
	deleted := said{seq: 400, id: "gone", deleted: true}.result()
	save(t, db, append(batch, deleted)...)

	due := func(after int64, from, to, limit int) (found []string, last int64) {
		t.Helper()
		q := ingest.Due{Source: "src-vk", After: after, Limit: limit, Seen: ingest.Span{From: now.Add(time.Duration(from) * time.Minute), To: now.Add(time.Duration(to) * time.Minute)}}
		known, err := db.Due(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range known {
			found, last = append(found, k.ID), k.Number
		}
		return found, last
	}
	for _, test := range []struct {
		from, to, limit int
		want            []string
	}{
		{-201, -195, 0, []string{"m100", "m102", "m104"}},
		{-201, -195, 2, []string{"m100", "m102"}},
		{-4, 0, 0, []string{"m296", "m298", "swapped"}},
		{-900, -299, 0, []string{"m0"}},
		{1, 9, 0, nil},
		{-200, -200, 0, nil},
	} {
		found, _ := due(0, test.from, test.to, test.limit)
		equal(t, fmt.Sprint("due from ", test.from, " to ", test.to), found, test.want)
	}
	var all []string
	for after := int64(0); ; {
		found, last := due(after, -260, -100, 7)
		if len(found) == 0 {
			break
		}
		all, after = append(all, found...), last
	}
	equal(t, "in batches", len(all), 80)

	known, err := db.Due(t.Context(), ingest.Due{Source: "src-telegram", Seen: ingest.Span{From: now.Add(-299 * time.Minute), To: now.Add(-298 * time.Minute)}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "known", known, []ingest.Known{{Number: 2, Network: "telegram", ID: "m1", Seen: now.Add(-299 * time.Minute)}})
}

// BenchmarkDue asks for what is an hour old of a source, from the beginning of a quarter of a million mentions.
func BenchmarkDue(b *testing.B) {
	db := open(b)
	for i := range 50 {
		save(b, db, crowd(i*5000, 5000)...)
	}
	last := time.Date(2026, 8, 3, 0, 0, 250_000, 0, time.UTC)
	q := ingest.Due{Source: "src-vk", Seen: ingest.Span{From: last.Add(-time.Hour - time.Minute), To: last.Add(-time.Hour)}}
	for b.Loop() {
		known, err := db.Due(b.Context(), q)
		if err != nil || len(known) != 20 {
			b.Fatal(len(known), err)
		}
	}
}
