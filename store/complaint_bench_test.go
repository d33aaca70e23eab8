package store_test

import (
	"path/filepath"
	"testing"

	"molva/classify/cluster"
	"molva/store"
)

// BenchmarkComplaints lists 2,000 complaints with 100,000 mentions.
func BenchmarkComplaints(b *testing.B) {
	path := filepath.Join(b.TempDir(), "molva.db")
	db := openAt(b, path, tree(b))
	bare, err := store.Bare(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	for _, query := range []string{
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
			INSERT INTO complaint (id, kind, root, live, version, label, tended, first, last, state)
			SELECT i, 'complaint', i, i, '1', 'label ' || i, 9, 1785542400000, 1790553600000, 'steady' FROM n`,
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
			INSERT OR IGNORE INTO voice SELECT t.topic, 1 + (i * 7919 % 2000) * (i * 31 % 7) / 7, 20723 - i % 55, abs(i * 2654435761 % 1000003), i % 24, 1, 0, 0
			FROM n, (SELECT 0 AS topic UNION SELECT 1 UNION SELECT 2) AS t`,
	} {
		if _, err := bare.Exec(query); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		all, err := db.Complaints(b.Context(), store.ComplaintFilter{Kind: cluster.Complaint, Topic: "zarya"})
		if err != nil || len(all) < 1000 {
			b.Fatal(len(all), err)
		}
	}
}
