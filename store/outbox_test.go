package store_test

import (
	"strings"
	"testing"
	"time"

	"molva/store"
)

// posted is a digest that was queued and sent; what the letter is now.
func posted(t *testing.T, db *store.DB) store.Letter {
	t.Helper()
	enqueue(t, db, store.Letter{Key: "digest-day/zarya/2026-09-27/brand", Kind: "digest-day", Topic: "zarya", Notifier: "brand", Due: now})
	l := letter(t, db, "digest-day/zarya/2026-09-27/brand")
	l.State, l.Attempts, l.SentAt, l.Channel, l.RemoteID, l.Payload = store.Sent, 1, now, "C1", "1727.5", []byte(`{"quotes":["kept"]}`)
	return l
}

func enqueue(t *testing.T, db *store.DB, l store.Letter) {
	t.Helper()
	if added, err := db.Enqueue(t.Context(), l); !added || err != nil {
		t.Fatalf("queue %s: %v, %v", l.Key, added, err)
	}
}

func letter(t *testing.T, db *store.DB, key string) store.Letter {
	t.Helper()
	l, ok, err := db.LetterByKey(t.Context(), key)
	if !ok || err != nil {
		t.Fatalf("letter %s: %v, %v", key, ok, err)
	}
	return l
}

// follow is a letter of a thread.
func follow(on store.Letter, name string) store.Letter {
	return store.Letter{Key: on.Key + "/" + name, Kind: name, Topic: on.Topic, Notifier: on.Notifier, Manner: store.Under, Target: on.Key,
		Due: now, Payload: []byte(name)}
}

func TestAThreadIsQueuedWithItsFirstPage(t *testing.T) {
	db := open(t)
	l := posted(t, db)
	details := follow(l, "details")
	for range 2 { // after a crash it is done again
		if err := db.Settle(t.Context(), l, details, follow(l, "quote-1")); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "the first page", letter(t, db, l.Key), l)
	waiting, err := db.Letters(t.Context(), now)
	if err != nil || len(waiting) != 2 {
		t.Fatalf("%d letters wait, %v, want 2", len(waiting), err)
	}
	details.ID, details.State, details.Next = waiting[0].ID, store.Queued, now
	equal(t, "the details", waiting[0], details)
}

// What cannot be queued leaves its first page as it was.
func TestSettlingIsAllOrNothing(t *testing.T) {
	db := open(t)
	l := posted(t, db)
	lost := follow(l, "quote-1")
	lost.Target = ""
	if err := db.Settle(t.Context(), l, follow(l, "details"), lost); err == nil || !strings.Contains(err.Error(), "quote-1") {
		t.Fatalf("a letter under nothing gives %v", err)
	}
	if got := letter(t, db, l.Key); got.State != store.Queued || got.Channel != "" {
		t.Errorf("the first page is %+v", got)
	}
	if _, ok, err := db.LetterByKey(t.Context(), l.Key+"/details"); ok || err != nil {
		t.Errorf("the details are queued: %v, %v", ok, err)
	}
}

func TestLetterAt(t *testing.T) {
	db := open(t)
	l := posted(t, db)
	over := store.Letter{Key: "edit", Manner: store.Over, Target: l.Key, Due: now}
	if err := db.Settle(t.Context(), l, over); err != nil {
		t.Fatal(err)
	}
	over = letter(t, db, "edit")
	over.State, over.Channel, over.RemoteID = store.Sent, l.Channel, l.RemoteID
	if err := db.Record(t.Context(), over); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ channel, id, want string }{{"C1", "1727.5", l.Key}, {"C2", "1727.5", ""}, {"C1", "1727.6", ""}, {"", "", ""}} {
		got, ok, err := db.LetterAt(t.Context(), c.channel, c.id)
		if err != nil || got.Key != c.want || ok != (c.want != "") {
			t.Errorf("at %s %s is %q, %v, %v, want %q", c.channel, c.id, got.Key, ok, err, c.want)
		}
	}
}

// Retention takes the words of people out of what was told of them, and leaves that it was told.
func TestOldLettersAreEmptied(t *testing.T) {
	db := open(t)
	l := posted(t, db)
	if err := db.Settle(t.Context(), l, follow(l, "details")); err != nil {
		t.Fatal(err)
	}
	over := incident("spike", "zarya", "")
	over.Closed = now
	runs := incident("tone", "zarya", "")
	for _, i := range []*store.Incident{&over, &runs} {
		saveIncident(t, db, i)
	}
	if _, err := db.Sweep(t.Context(), now.Add(time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	if got := letter(t, db, l.Key); len(got.Payload) > 0 || got.State != store.Sent {
		t.Errorf("the old letter is %+v", got)
	}
	if got := letter(t, db, l.Key+"/details"); string(got.Payload) != "details" {
		t.Errorf("what waits to be sent is %+v", got)
	}
	all, err := db.Incidents(t.Context(), store.Period{})
	if err != nil || len(all) != 2 || all[0].Facts != nil || string(all[1].Facts) != `{"n":1}` {
		t.Errorf("the incidents are %+v, %v", all, err)
	}
}
