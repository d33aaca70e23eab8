package store_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// TestPerson: all that is held on an author comes out, of every table, and nothing of others; nothing once they are erased.
func TestPerson(t *testing.T) {
	db, _ := troubled(t)
	members := classify.Result{Item: troublesome()[0].Item, Note: &ingest.Note{Source: "src-vk", At: now,
		Posts:   []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "w1", Author: "author-4711", Text: "on the wall", Published: now.AddDate(0, 0, -1)}},
		Members: []ingest.Members{{Account: "zarya", Network: "vk", Set: "followers", At: now, IDs: []string{"author-4711", "bea"}, Last: true}}}}
	members.Item.Seq = 30
	dead := classify.Result{Item: troublesome()[0].Item, Failure: &classify.Failure{Stage: "read", Reason: "odd"}}
	dead.Item.Seq, dead.Item.Body = 31, []byte(`{"id":"9","text":"deadzarq","author":{"id":"author-4711"}}`)
	save(t, db, members, dead)
	if _, err := db.Label(t.Context(), []store.Label{{Mention: "vk:posting-816", Topic: "kestrel", Sentiment: new(classify.Negative), Labeller: "anna", Purpose: store.Corrected}}); err != nil {
		t.Fatal(err)
	}

	got := person(t, db)
	for what, want := range map[string]int{"mention": 2, "edit": 1, "opinion": 4, "label": 1, "quote": 1, "wall post": 1, "member": 1, "dead letter": 1} {
		if len(got[what]) != want {
			t.Errorf("%d of kind %q, want %d: %s", len(got[what]), what, want, got[what])
		}
	}
	all := fmt.Sprint(got)
	for _, text := range []string{"zarquon indeed", "oldwording", "Arthur Wexfordia", "dingbat extra", "dingbatquote", "deadzarq", "on the wall", "followers"} {
		if !strings.Contains(all, text) {
			t.Errorf("%q is missing", text)
		}
	}
	for _, text := range []string{"bea", "carl", "since monday"} {
		if strings.Contains(all, text) {
			t.Errorf("%q of somebody else is told", text)
		}
	}
	erase(t, db, store.Erasure{Network: "vk", Author: "author-4711"})
	if got := person(t, db); len(got) != 0 {
		t.Errorf("after the erasure there is %s", got)
	}
}

// person is what is held on the author, by what it is.
func person(t *testing.T, db *store.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := db.Person(t.Context(), "vk", "author-4711", func(one json.RawMessage) error {
		var is struct{ What string }
		if err := json.Unmarshal(one, &is); err != nil {
			return fmt.Errorf("%s: %w", one, err)
		}
		all[is.What] = append(all[is.What], string(one))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
