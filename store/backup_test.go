package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

func TestABackupUnderLoadRestores(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "molva.db"), tree(t))
	w := newWorld(11, 300)
	saved := make(chan bool)
	go func() {
		defer close(saved)
		feed(t, db, w.said, w.rng)
	}()
	for i := range 3 {
		backup := filepath.Join(dir, fmt.Sprint("backup", i))
		if err := db.Backup(t.Context(), backup); err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(dir, fmt.Sprint("restored", i))
		if err := store.Restore(t.Context(), backup, restored); err != nil {
			t.Fatal(err)
		}
		wantRight(t, openAt(t, restored, nil))
		if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the backup's mode is %v, %v", info.Mode(), err)
		}
	}
	<-saved
	final := filepath.Join(dir, "final")
	if err := db.Backup(t.Context(), final); err != nil {
		t.Fatal(err)
	}
	equal(t, "what the last backup holds", tables(t, openAt(t, final, nil)), tables(t, db))
	if err := db.Backup(t.Context(), final); err == nil {
		t.Error("a backup was overwritten")
	}
	if parts, _ := filepath.Glob(filepath.Join(dir, "*.part")); len(parts) > 0 {
		t.Errorf("left behind: %v", parts)
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "molva.db"), tree(t))
	feed(t, db, newWorld(12, 300).said, newWorld(12, 1).rng)
	backup := filepath.Join(dir, "backup")
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(backup, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), backup, filepath.Join(dir, "restored")); err == nil {
		t.Error("half a backup was restored")
	}
}

// A database that was never closed is as good as one that was: its files are copied as a kill would leave them.
func TestAKilledDatabaseOpens(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "molva.db"), tree(t))
	feed(t, db, newWorld(13, 200).said, newWorld(13, 1).rng)
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(filepath.Join(dir, "molva.db"+suffix))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "killed.db"+suffix), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	killed := openAt(t, filepath.Join(dir, "killed.db"), tree(t))
	wantRight(t, killed)
	equal(t, "what is left after a kill", tables(t, killed), tables(t, db))
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	save(t, db, said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}}.result())
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(path + suffix); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", suffix, info, err)
		}
	}
	if db.Size() == 0 {
		t.Error("the database has no size")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		t.Error("the WAL was left behind: a connection was not closed")
	}
}

func TestRetentionKeepsTheSums(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	on := []string{"kestrel"}
	old := said{seq: 1, id: "1", text: "an old secret of the kestrel", topics: on, sentiment: classify.Negative, author: "ann",
		at: "2026-06-01T10:00:00Z"}
	save(t, db, results(
		old,
		said{seq: 2, id: "2", text: "said long ago, seen just now", topics: on, at: "2020-06-01T10:00:00Z", seen: "2026-09-01T00:00:00Z"},
		said{seq: 3, id: "3", text: "an old secret of the kestrel", topics: on, sentiment: classify.Negative, at: "2026-09-02T00:00:00Z"},
		said{seq: 4, id: "4", deleted: true},
	)...)
	if _, err := db.Index(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	removed, err := db.Sweep(t.Context(), clock("2026-08-01T00:00:00Z"), nil)
	if removed != 1 || err != nil {
		t.Fatalf("removed %d, %v, want 1", removed, err)
	}
	wantSum(t, db, "kestrel", "1/1/0")
	equal(t, "what is left", ids(list(t, db, store.Filter{})), []string{"vk:3", "vk:2"})
	wantRight(t, db)

	old.seq = 5
	save(t, db, old.result())
	wantSum(t, db, "kestrel", "1/1/0")
	want := store.Intake{Source: "src-vk", Received: 5, Stored: 3, Duplicate: 1, Unmatched: 1}
	equal(t, "intake", intake(t, db, "src-vk"), want)
	wantRight(t, db)

	db.Close()
	topics := tree(t)
	topics[1].Zone = time.UTC
	db = openAt(t, path, topics)
	wantSum(t, db, "kestrel", "1/1/0")
	wantRight(t, db)
}

func TestADeleteNoticeLeavesNothingToRead(t *testing.T) {
	db := open(t)
	r := said{seq: 1, id: "1", text: "mumblecrust about the kestrel", author: "zxcann", topics: []string{"kestrel"}}.result()
	r.Tagged.Mention.Title, r.Tagged.Mention.URL = "mumblecrust", "https://vk.example/zxcann/1"
	r.Tagged.Mention.Extra = map[string]any{"mood": "mumblecrust"}
	save(t, db, r)
	if _, err := db.Index(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	save(t, db, said{seq: 2, id: "1", text: "mumblecrust, edited", topics: []string{"kestrel"}, edited: "2026-08-06T00:00:00Z"}.result())
	save(t, db, said{seq: 3, id: "1", deleted: true}.result())
	copied := filepath.Join(t.TempDir(), "copy")
	if err := db.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"mumblecrust", "zxcann"} {
		if bytes.Contains(b, []byte(word)) {
			t.Errorf("%q is still there", word)
		}
	}
	wantRight(t, db)
}
