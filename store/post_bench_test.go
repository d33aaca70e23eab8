package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"molva/store"
)

// measured is a database with two years of twenty accounts: three posts a day each, six metrics of each post, looked at four
// times. It is filled past the pipe, which would take minutes.
func measured(b *testing.B) *store.DB {
	path := filepath.Join(b.TempDir(), "molva.db")
	db := openAt(b, path, tree(b))
	bare, err := store.Bare(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	for _, query := range []string{
		`WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 20 * 730 * 3 - 1)
			INSERT INTO account_post (account, network, external_id, url, form, author, text, published, deleted)
			SELECT 'account' || (i % 20), 'vk', 100000 + i, '', 'photo', '', 'Кестрел светит, и ещё как #кестрел #Свет', 1727740800000 + i / 20 * 28800000, 0 FROM n`,
		`INSERT INTO series (account, network, post, metric) SELECT p.account, p.network, p.external_id, m.value
			FROM account_post AS p CROSS JOIN json_each('["views", "reactions", "comments", "shares", "reach", "saves"]') AS m`,
		`INSERT INTO figure (series, at, span, value) SELECT s.id, 1727740800000 + (s.post - 100000) / 20 * 28800000 + l.value * 3600000, 0, l.value * s.post
			FROM series AS s, json_each('[1, 6, 24, 72]') AS l`,
	} {
		if _, err := bare.ExecContext(b.Context(), query); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

func BenchmarkMeasuredPosts(b *testing.B) {
	db := measured(b)
	begin := time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)
	for _, span := range []struct {
		name string
		days int
	}{{"month", 30}, {"two years", 730}} {
		q := store.PostQuery{Period: store.Period{From: begin, To: begin.AddDate(0, 0, span.days)}}
		b.Run(span.name, func(b *testing.B) {
			for b.Loop() {
				all, err := db.MeasuredPosts(b.Context(), q)
				if err != nil || len(all) != 60*span.days || len(all[0].Figures) != 24 {
					b.Fatal(len(all), err)
				}
			}
		})
	}
	q := store.PostQuery{Account: "account7", Network: "vk", Period: store.Period{From: begin, To: begin.AddDate(0, 0, 30)}}
	b.Run("month of an account", func(b *testing.B) {
		for b.Loop() {
			if all, err := db.MeasuredPosts(b.Context(), q); err != nil || len(all) != 90 {
				b.Fatal(len(all), err)
			}
		}
	})
}
