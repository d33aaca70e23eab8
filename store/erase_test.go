package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// erase does all that an erasure is in the database; the logs have nothing.
func erase(t testing.TB, db *store.DB, wanted store.Erasure) store.Erased {
	t.Helper()
	wanted.By = "anna"
	e, err := db.BeginErasure(t.Context(), wanted)
	if err != nil {
		t.Fatal(err)
	}
	return finish(t, db, e)
}

func finish(t testing.TB, db *store.DB, e store.Erasure) store.Erased {
	t.Helper()
	m, err := db.Marks(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.EraseRows(t.Context(), &e, m); err != nil {
		t.Fatal(err)
	}
	if err := db.ErasePages(t.Context(), &e); err != nil {
		t.Fatal(err)
	}
	return e.Erased
}

// hunted are texts by which the words of somebody would be found again.
var hunted = []string{"zarquon", "dingbat", "frobnitz", "oldwording", "Wexfordia", "author-4711", "posting-815", "dingbatquote", "deadzarq"}

// troublesome are mentions of two people of whom one wants to be forgotten: complaints, a text that was edited, a copy, an answer.
func troublesome() []classify.Result {
	on := []string{"kestrel"}
	all := results(
		said{seq: 1, id: "posting-815", author: "author-4711", text: "the oldwording left headphone of my kestrel crackles, zarquon", topics: on, sentiment: classify.Negative, category: "complaint"},
		said{seq: 2, id: "2", author: "bea", text: "left headphone of the kestrel crackles badly", topics: on, sentiment: classify.Negative, category: "complaint"},
		said{seq: 3, id: "posting-816", author: "author-4711", text: "my kestrel headphone crackles on the left, frobnitz dingbat", topics: on, sentiment: classify.Negative, category: "complaint"},
		said{seq: 4, id: "4", author: "carl", text: "kestrel headphone on the left crackles since monday", topics: on, sentiment: classify.Negative, category: "complaint"},
		said{seq: 5, id: "posting-815", author: "author-4711", text: "the left headphone of my kestrel crackles, zarquon indeed", topics: on, sentiment: classify.Negative, category: "complaint", edited: "2026-08-06T00:00:00Z"},
	)
	all[0].Tagged.Mention.Title = "a zarquon title"
	answer := said{seq: 6, id: "6", author: "dora", text: "kestrel is fine here", topics: on, sentiment: classify.Positive}.result()
	answer.Tagged.Mention.Parent, answer.Tagged.Mention.Thread, answer.Tagged.Mention.Context = "posting-815", "posting-815", "dingbatquote says zarquon"
	for i := range all {
		m := &all[i].Tagged.Mention
		if m.Author.ID == "author-4711" {
			m.Author.Name, m.Author.URL, m.URL = "Arthur Wexfordia", "https://vk.example/author-4711", "https://vk.example/"+m.ID
			m.Extra = map[string]any{"note": "dingbat extra"}
		}
	}
	return append(all, answer)
}

func troubled(t *testing.T) (*store.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	save(t, db, troublesome()...)
	save(t, db, classify.Result{Item: troublesome()[0].Item, Failure: &classify.Failure{Stage: "read", Reason: "odd"}})
	for n := 500; n == 500; {
		var err error
		if n, err = db.Index(t.Context(), 500); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.TendAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db, path
}

// left are the texts that the files of a database still have, in their case or in lower case.
func left(t *testing.T, path string) (found []string) {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range hunted {
			if bytes.Contains(bytes.ToLower(data), bytes.ToLower([]byte(text))) {
				found = append(found, filepath.Base(file)+" has "+text)
			}
		}
	}
	return found
}

func TestEraseAuthor(t *testing.T) {
	db, path := troubled(t)
	if n := len(left(t, path)); n < len(hunted)-1 {
		t.Fatalf("only %d of what is to be erased is in the files before", n)
	}
	before := sum(t, db, "kestrel")
	people, err := db.People(t.Context(), "kestrel", "", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	complaints, err := db.Complaints(t.Context(), store.ComplaintFilter{All: true, Now: now})
	if err != nil || len(complaints) == 0 {
		t.Fatalf("complaints before: %d, %v", len(complaints), err)
	}
	_, err = db.Enqueue(t.Context(), store.Letter{Key: "d", Kind: "alert", Notifier: "slack", Due: now,
		Payload: []byte(`{"story":{"title":"Kestrel","quotes":["\u0442ут zarquon indeed","fine"],"link":"https://vk.example/posting-815"}}`)})
	if err != nil {
		t.Fatal(err)
	}

	gone := erase(t, db, store.Erasure{Network: "vk", Author: "author-4711"})
	want := store.Erased{Mentions: 2, Answers: 1, Told: 1}
	if gone != want {
		t.Errorf("erased %+v, want %+v", gone, want)
	}
	if found := left(t, path); found != nil {
		t.Errorf("the files still have %q", found)
	}
	wantSum(t, db, "kestrel", before)
	if after, err := db.People(t.Context(), "kestrel", "", store.Period{}); after.Len() != people.Len() || err != nil {
		t.Errorf("%d people after, %d before, %v", after.Len(), people.Len(), err)
	}
	after, err := db.Complaints(t.Context(), store.ComplaintFilter{All: true, Now: now})
	if err != nil || len(after) != len(complaints) || after[0].Mentions != complaints[0].Mentions || after[0].People != complaints[0].People {
		t.Errorf("complaints after: %+v, %v; before: %+v", after, err, complaints)
	}
	wantRight(t, db)
	if got := ids(list(t, db, store.Filter{Topic: "kestrel", Search: "crackles"})); !slices.Equal(got, []string{"vk:4", "vk:2"}) {
		t.Errorf("found %v", got)
	}
	letter, _, err := db.LetterByKey(t.Context(), "d")
	if want := `{"story":{"link":"","quotes":["","fine"],"title":"Kestrel"}}`; err != nil || string(letter.Payload) != want {
		t.Errorf("the letter says %s, want %s", letter.Payload, want)
	}
}

// TestErasedStaysOut: what was erased, and whatever else the author says, is counted as erased and not stored; so it is after a new
// start.
func TestErasedStaysOut(t *testing.T) {
	db, path := troubled(t)
	erase(t, db, store.Erasure{Network: "vk", Author: "author-4711"})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path, tree(t))
	before := sum(t, db, "kestrel")
	again := troublesome()[:3]
	again = append(again, said{id: "new", author: "author-4711", text: "kestrel zarquon once more", topics: []string{"kestrel"}}.result())
	answer := said{id: "7", author: "emil", text: "kestrel says no", topics: []string{"kestrel"}}.result()
	answer.Tagged.Mention.Parent, answer.Tagged.Mention.Context = "new", "dingbatquote"
	again = append(again, answer)
	for i := range again {
		again[i].Item.Seq = uint64(20 + i)
	}
	was := intake(t, db, "src-vk")
	save(t, db, again...)
	is := intake(t, db, "src-vk")
	if n := is.Erased - was.Erased; n != 3 || is.Stored-was.Stored != 1 {
		t.Errorf("%d were refused as erased and %d stored, want 3 and 1", n, is.Stored-was.Stored)
	}
	r, _, err := db.Row(t.Context(), "vk:7", "")
	if err != nil || r.Mention.Context != "" || r.Mention.Parent == "new" {
		t.Errorf("the answer is %+v, %v", r.Mention, err)
	}
	if after := sum(t, db, "kestrel"); after == before {
		t.Error("the answer does not count")
	}
	wantRight(t, db)
}

// TestEraseMention takes out one mention; what else its author said stays, and who that was.
func TestEraseMention(t *testing.T) {
	db, path := troubled(t)
	gone := erase(t, db, store.Erasure{Network: "vk", Mention: "posting-815"})
	if gone.Mentions != 1 || gone.Answers != 1 {
		t.Errorf("erased %+v", gone)
	}
	for _, text := range left(t, path) {
		if text == "molva.db has zarquon" || text == "molva.db has posting-815" || text == "molva.db has oldwording" {
			t.Errorf("%s", text) // the author's name goes by another text
		}
	}
	if got := ids(list(t, db, store.Filter{Topic: "kestrel", Author: "author-4711"})); !slices.Equal(got, []string{"vk:posting-816"}) {
		t.Errorf("the author's others are %v", got)
	}
	wantRight(t, db)
	if gone := erase(t, db, store.Erasure{Network: "vk", Mention: "never-was"}); gone != (store.Erased{}) {
		t.Errorf("erased %+v of what is not here", gone)
	}
}

// TestErasureGoesOn: one that was cut off anywhere is found again and ends like any other.
func TestErasureGoesOn(t *testing.T) {
	db, path := troubled(t)
	e, err := db.BeginErasure(t.Context(), store.Erasure{Network: "vk", Author: "author-4711", By: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := db.BeginErasure(t.Context(), store.Erasure{Network: "vk", Author: "author-4711", By: "bea"}); err != nil || again.ID != e.ID {
		t.Errorf("begun twice: %+v, %v", again, err)
	}
	if err := db.LogErased(t.Context(), &e, 7); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path, tree(t))
	all, err := db.Erasures(t.Context())
	if err != nil || len(all) != 1 || all[0].Stage != store.InRows || all[0].Author != "author-4711" {
		t.Fatalf("to be erased are %+v, %v", all, err)
	}
	if gone := finish(t, db, all[0]); gone.Mentions != 2 || gone.Messages != 7 {
		t.Errorf("erased %+v", gone)
	}
	if found := left(t, path); found != nil {
		t.Errorf("the files still have %q", found)
	}
	if all, err := db.Erasures(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("still to be erased are %+v, %v", all, err)
	}
	done, err := db.Erasure(t.Context(), e.ID)
	if err != nil || done.Stage != store.EraseOver || done.Author != "" || done.Erased.Mentions != 2 || done.By != "anna" {
		t.Errorf("it became %+v, %v", done, err)
	}
	if _, err := db.Erasure(t.Context(), e.ID+1); !errors.Is(err, store.ErrUnknownErasure) {
		t.Errorf("another one is %v", err)
	}
	entries, err := db.AuditLog(t.Context(), store.AuditWanted{N: 9})
	if err != nil || len(entries) != 1 || entries[0].What != "author.erase" || entries[0].Who != "anna" {
		t.Errorf("the audit log has %+v, %v", entries, err)
	}
}

// TestErasePerson: whoever is erased is a number in every count, and comes into none again; posts on walls are empty.
func TestErasePerson(t *testing.T) {
	db, _ := troubled(t)
	followers := func(seq uint64, at time.Time, ids ...string) classify.Result {
		return classify.Result{Item: troublesome()[0].Item, Note: &ingest.Note{Source: "src-vk", At: at, Members: []ingest.Members{
			{Account: "zarya", Network: "vk", Set: "followers", At: at, IDs: ids, Last: true}}}}
	}
	day := now.AddDate(0, 0, -2)
	a, b := followers(0, day, "author-4711", "bea", "x"), followers(0, day.AddDate(0, 0, 1), "author-4711", "bea")
	a.Item.Seq, b.Item.Seq = 30, 31
	save(t, db, a, b)
	if gone := erase(t, db, store.Erasure{Network: "vk", Author: "author-4711"}); gone.Sets != 2 {
		t.Errorf("erased %+v, want it to be in two sets", gone)
	}
	wantRight(t, db)
	c := followers(0, now, "author-4711", "bea")
	c.Item.Seq = 32
	save(t, db, c)
	wantRight(t, db)
}

func TestErasureRefuses(t *testing.T) {
	db := open(t)
	for _, e := range []store.Erasure{{}, {Network: "vk", By: "a"}, {Network: "vk", Author: "1", Mention: "2", By: "a"}, {Network: "v k", Author: "1", By: "a"}, {Network: "vk", Author: "1"}} {
		if _, err := db.BeginErasure(t.Context(), e); err == nil {
			t.Errorf("%+v was begun", e)
		}
	}
}
