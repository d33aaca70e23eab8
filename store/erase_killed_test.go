package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"molva/store"
)

// TestErasureKilledAtSteps takes the files as a kill would leave them at each step of an erasure; opened again, it goes on to its end.
func TestErasureKilledAtSteps(t *testing.T) {
	for _, step := range []string{"erased", "search merged", "file written anew"} {
		t.Run(step, func(t *testing.T) {
			db, path := troubled(t)
			e, err := db.BeginErasure(t.Context(), store.Erasure{Network: "vk", Author: "author-4711", By: "anna"})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			image := filepath.Join(t.TempDir(), "molva.db")
			db, err = store.Open(t.Context(), store.Options{Path: path, Topics: tree(t), Step: func(name string) {
				if name == step {
					copied(t, path, image)
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			finish(t, db, e)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = openAt(t, image, tree(t))
			all, err := db.Erasures(t.Context())
			if err != nil || len(all) != 1 {
				t.Fatalf("to be erased are %+v, %v", all, err)
			}
			if all[0].Stage == store.InPages {
				err = db.ErasePages(t.Context(), &all[0])
			} else {
				finish(t, db, all[0])
			}
			if found := left(t, image); err != nil || found != nil {
				t.Errorf("the files still have %q, %v", found, err)
			}
			wantRight(t, db)
		})
	}
}

// copied copies a database with its log of writes as they are on the disk at this moment.
func copied(t *testing.T, from, to string) {
	for _, more := range []string{"", "-wal"} {
		data, err := os.ReadFile(from + more)
		if err == nil {
			err = os.WriteFile(to+more, data, 0o600)
		}
		if err != nil && !os.IsNotExist(err) {
			t.Error(err)
		}
	}
}
