package store_test

import (
	"errors"
	"strings"
	"testing"

	"molva/store"
)

// handle changes what is done about vk:1, as whoever saw that revision.
func handle(t testing.TB, db *store.DB, revision int64, work store.Work, assignee *string) error {
	t.Helper()
	return db.Handle(t.Context(), store.HandleRequest{Mentions: []store.SeenHandling{{Mention: "vk:1", Revision: revision}}, Work: work, Assignee: assignee, By: "ann"})
}

// wantWork holds how many mentions are in each state, and that each is in one.
func wantWork(t testing.TB, db *store.DB, want map[store.Work]int) {
	t.Helper()
	for _, topic := range []string{"", "kestrel"} {
		for _, w := range store.Works {
			n, err := db.Count(t.Context(), store.Filter{Topic: topic, Work: w, Counted: new(true)})
			if err != nil || n != want[w] {
				t.Errorf("topic %q: %d are %s, want %d (%v)", topic, n, w, want[w], err)
			}
		}
	}
}

func TestAMentionIsHandled(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	wantWork(t, db, map[store.Work]int{store.Untouched: 1})
	if err := handle(t, db, 0, store.InWork, new("ben")); err != nil {
		t.Fatal(err)
	}
	wantWork(t, db, map[store.Work]int{store.InWork: 1})
	if n, err := db.Count(t.Context(), store.Filter{Assignee: "ben"}); n != 1 || err != nil {
		t.Errorf("ben has %d, %v", n, err)
	}
	var meanwhile *store.HandledError
	if err := handle(t, db, 0, store.Closed, nil); !errors.As(err, &meanwhile) || meanwhile.Now.Work != store.InWork || meanwhile.Now.By != "ann" {
		t.Errorf("who had not seen it was told %v", err)
	}
	if err := handle(t, db, 0, store.InWork, new("ben")); err != nil {
		t.Errorf("what is so already was refused: %v", err)
	}
	now, err := db.Handled(t.Context(), "vk:1", "vk:2")
	if err != nil || len(now) != 1 {
		t.Fatalf("%v, %v", now, err)
	}
	if err := handle(t, db, now["vk:1"].Revision, store.Closed, nil); err != nil {
		t.Fatal(err)
	}
	wantWork(t, db, map[store.Work]int{store.Closed: 1})
	log, err := db.HandlingLog(t.Context(), "vk:1")
	if err != nil || len(log) != 2 || log[0].Work != store.InWork || log[1].Work != store.Closed || log[1].Assignee != "ben" {
		t.Errorf("%+v, %v", log, err)
	}
	if names, err := db.Assignees(t.Context()); err != nil || len(names) != 1 || names[0] != "ben" {
		t.Errorf("%v, %v", names, err)
	}
}

// What an author says anew is new, whoever was done with it.
func TestAnEditMakesNew(t *testing.T) {
	db := open(t)
	m := fine()
	save(t, db, m.result())
	if err := handle(t, db, 0, store.Closed, new("ben")); err != nil {
		t.Fatal(err)
	}
	m.seq, m.edited = 2, "2026-08-06T10:00:00Z"
	m.text += " Well, not any longer."
	save(t, db, m.result())
	wantWork(t, db, map[store.Work]int{store.Untouched: 1})
	log, err := db.HandlingLog(t.Context(), "vk:1")
	if err != nil || len(log) != 2 || log[1].By != "" || log[1].Assignee != "ben" {
		t.Errorf("%+v, %v", log, err)
	}
	m.seq, m.deleted = 3, true
	save(t, db, m.result())
	if err := handle(t, db, log[1].Revision, store.Closed, nil); !errors.Is(err, store.ErrUnknownMention) {
		t.Errorf("what is deleted was handled: %v", err)
	}
	if log, err := db.HandlingLog(t.Context(), "vk:1"); err != nil || len(log) != 0 {
		t.Errorf("%+v, %v", log, err)
	}
}

// All of a request is done or nothing of it.
func TestManyAreHandledTogether(t *testing.T) {
	db := open(t)
	save(t, db, fine().result())
	for _, r := range []store.HandleRequest{
		{Mentions: []store.SeenHandling{{Mention: "vk:1"}, {Mention: "vk:404"}}, Work: store.Closed, By: "ann"},
		{Work: store.Closed, By: "ann"},
		{Mentions: []store.SeenHandling{{Mention: "vk:1"}}, Work: "lost", By: "ann"},
		{Mentions: []store.SeenHandling{{Mention: "vk:1"}}, Work: store.Closed},
		{Mentions: []store.SeenHandling{{Mention: "vk:1"}}, Assignee: new(strings.Repeat("b", 1000)), By: "ann"},
	} {
		if err := db.Handle(t.Context(), r); err == nil {
			t.Errorf("%+v was done", r)
		}
	}
	wantWork(t, db, map[store.Work]int{store.Untouched: 1})
}
