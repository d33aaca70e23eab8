package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// TestSweepSources: a source that has a time of its own is kept that long, in whatever order the mentions came; of the others goes
// what is older than theirs. The sums keep all, and a repeat of what is gone is known.
func TestSweepSources(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "molva.db"), tree(t))
	on := []string{"kestrel"}
	save(t, db, results(
		said{seq: 1, id: "old", network: "press", at: "2026-05-01T10:00:00Z", text: "kestrel one", author: "a", topics: on, sentiment: classify.Negative},
		said{seq: 2, id: "old", at: "2026-05-02T10:00:00Z", text: "kestrel two", author: "b", topics: on},
		said{seq: 3, id: "new", network: "press", at: "2026-08-01T10:00:00Z", text: "kestrel three", author: "c", topics: on},
		said{seq: 4, id: "ancient", at: "2024-05-02T10:00:00Z", text: "kestrel four", author: "d", topics: on},
		said{seq: 5, id: "late", network: "press", at: "2026-05-03T10:00:00Z", text: "kestrel five", author: "e", topics: on},
	)...)
	before := sum(t, db, "kestrel")
	sources := map[string]time.Time{"src-press": clock("2026-07-01T00:00:00Z")}
	for _, want := range []int{3, 0} {
		if n, err := db.Sweep(t.Context(), clock("2025-01-01T00:00:00Z"), sources); n != want || err != nil {
			t.Errorf("%d went, %v, want %d", n, err, want)
		}
	}
	var left []string
	for r, err := range db.Mentions(t.Context(), store.Filter{Topic: "kestrel"}) {
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, r.Mention.Key())
	}
	if want := []string{"press:new", "vk:old"}; !slices.Equal(left, want) {
		t.Errorf("left are %v, want %v", left, want)
	}
	wantSum(t, db, "kestrel", before)
	wantRight(t, db)
	save(t, db, said{seq: 6, id: "late", network: "press", at: "2026-05-03T10:00:00Z", text: "kestrel five", author: "e", topics: on}.result())
	wantSum(t, db, "kestrel", before)

	// A year later the rest of that source goes as well, though what lies before it was looked at.
	sources["src-press"] = clock("2027-01-01T00:00:00Z")
	if n, err := db.Sweep(t.Context(), clock("2025-01-01T00:00:00Z"), sources); n != 1 || err != nil {
		t.Errorf("%d went, %v, want the last one of the source", n, err)
	}
	wantSum(t, db, "kestrel", before)
	wantRight(t, db)
}

// TestDropBackups removes molva's own backups of before a moment and nothing else.
func TestDropBackups(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva[1].db")
	db := openAt(t, path, tree(t))
	for name, age := range map[string]time.Duration{path + ".v1.backup": 48 * time.Hour, path + ".v2.backup": 0, path + ".mine": 48 * time.Hour} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := db.DropBackups(time.Now().Add(-24 * time.Hour)); n != 1 || err != nil {
		t.Errorf("%d went, %v, want one", n, err)
	}
	for name, want := range map[string]bool{path + ".v1.backup": false, path + ".v2.backup": true, path + ".mine": true} {
		if _, err := os.Stat(name); (err == nil) != want {
			t.Errorf("%s is there: %t, want %t", filepath.Base(name), err == nil, want)
		}
	}
}
