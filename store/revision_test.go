package store

import (
	"path/filepath"
	"testing"
	"time"

	"molva/ingest"
)

func TestRevision(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db, err := Open(t.Context(), Options{Path: path, Topics: []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	beside, err := Open(t.Context(), Options{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	revision := func(db *DB) Revision {
		t.Helper()
		r, err := db.Revision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	here, there := revision(db), revision(beside)
	if again := revision(db); again != here {
		t.Errorf("%+v, then %+v, and nothing has changed", here, again)
	}
	if _, err := db.Mute(t.Context(), Mute{Topic: "zarya", Until: time.Now().Add(time.Hour), By: "olga"}); err != nil {
		t.Fatal(err)
	}
	after, beyond := revision(db), revision(beside)
	if after.Acts != here.Acts+1 || after.Data == here.Data {
		t.Errorf("after an act: %+v, before it %+v", after, here)
	}
	if beyond.Acts != there.Acts || beyond.Data == there.Data {
		t.Errorf("in another process after an act: %+v, before it %+v", beyond, there)
	}
	db.watch.shut()
	if anew := revision(db); anew.Data == after.Data {
		t.Error("another connection tells the same number")
	}
}
