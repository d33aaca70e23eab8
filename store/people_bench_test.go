package store_test

import (
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"molva/store"
)

// talkedOf is a database with a million mentions of a product in two years, a third of them in threads, by two hundred thousand
// people. It is filled past the pipe, which would take minutes.
func talkedOf(b *testing.B) *store.DB {
	path := filepath.Join(b.TempDir(), "molva.db")
	db := openAt(b, path, tree(b))
	bare, err := store.Bare(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	do := func(query string, args ...any) {
		if _, err := bare.ExecContext(b.Context(), query, args...); err != nil {
			b.Fatal(err)
		}
	}
	do(`BEGIN`)
	do(`WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 999999)
		INSERT INTO mention (network, external_id, source, seq, text, thread, parent, author_id, author_followers, views, likes,
			published, seen, fresh, content, lang, category)
		SELECT iif(i % 2, 'vk', 'telegram'), i, 'src', i, printf('%.300c', 'x'), iif(i % 3, '', i / 9), iif(i % 3, '', i / 9), i * 7919 % 200000,
			iif(i % 5, NULL, i % 30000), iif(i % 2, i % 999, NULL), i % 7, 1727740800000 + i * 63072, 0, 0, 0, 'ru', 'other' FROM n`)
	do(`INSERT INTO opinion (mention, topic, direct, sentiment, p_negative, p_neutral, p_positive, tone, doubt, counted, published, week)
		SELECT m.id, t.id, t.slug = 'kestrel', m.id % 3 - 1, 0, 0, 0, 0, 0, m.id % 10 > 0, m.published, 0
		FROM mention AS m, topic AS t WHERE t.slug IN ('zarya', 'kestrel')`)
	for rng, hour := rand.New(rand.NewPCG(1, 2)), 0; hour < 17520; hour++ {
		var people []byte
		for range 57 {
			people = binary.BigEndian.AppendUint64(people, uint64(1+rng.IntN(200_000))<<40)
		}
		do(`INSERT INTO crowd (topic, hour, people) SELECT id, ?, ? FROM topic WHERE slug = 'zarya'`, 479928+hour, people)
	}
	do(`INSERT INTO staff (network, author) VALUES ('vk', '17'), ('telegram', '19')`)
	do(`COMMIT`)
	return db
}

func BenchmarkAMonthOfAMillion(b *testing.B) {
	db := talkedOf(b)
	month := store.Month(time.Date(2026, 8, 9, 0, 0, 0, 0, time.UTC), time.UTC)
	year := store.Period{From: month.To.AddDate(-1, 0, 0), To: month.To}
	voices := store.Filter{Topic: "zarya", Period: month, Voices: new(true)}
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"People", func() error { _, err := db.People(b.Context(), "zarya", "", month); return err }},
		{"People of a network", func() error { _, err := db.People(b.Context(), "zarya", "vk", month); return err }},
		{"Newcomers", func() error { _, _, err := db.Newcomers(b.Context(), "zarya", month); return err }},
		{"Attention", func() error { _, err := db.Attention(b.Context(), "zarya", month, 1000); return err }},
		{"Exchanges", func() error { _, err := db.Exchanges(b.Context(), "zarya", month, month.To); return err }},
		{"Exchanges of a year", func() error { _, err := db.Exchanges(b.Context(), "zarya", year, year.To); return err }},
		{"Newcomers of a year", func() error { _, _, err := db.Newcomers(b.Context(), "zarya", year); return err }},
		{"Attention of a year", func() error { _, err := db.Attention(b.Context(), "zarya", year, 1000); return err }},
		{"Spoken of a year", func() error {
			_, _, err := db.Spoken(b.Context(), store.Filter{Topic: "zarya", Period: year, Voices: new(true)})
			return err
		}},
		{"Prompted of a year", func() error {
			_, err := db.Count(b.Context(), store.Filter{Topic: "zarya", Period: year, Prompted: new(false)})
			return err
		}},
		{"Spoken", func() error { _, _, err := db.Spoken(b.Context(), voices); return err }},
		{"Count prompted", func() error {
			_, err := db.Count(b.Context(), store.Filter{Topic: "zarya", Period: month, Prompted: new(false)})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
