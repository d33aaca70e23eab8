package store_test

import (
	"fmt"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// answer is a message that answers another one in a thread.
func answer(s said, thread, parent, context string) classify.Result {
	r := s.result()
	m := &r.Tagged.Mention
	m.Kind, m.Thread, m.Parent, m.Context = ingest.Comment, thread, parent, context
	return r
}

func contextOf(t *testing.T, db *store.DB, id string) string {
	t.Helper()
	for _, r := range list(t, db, store.Filter{}) {
		if r.Mention.ID == id {
			return r.Mention.Context
		}
	}
	t.Fatalf("no mention %s", id)
	return ""
}

// TestContextFollowsItsAuthor: what a mention answers are the words of another, and go when that one deletes them.
func TestContextFollowsItsAuthor(t *testing.T) {
	db := open(t)
	question := said{seq: 1, id: "q", text: "is the kestrel any good?", topics: []string{"kestrel"}}
	reply := said{id: "a", text: "no, the kestrel broke", topics: []string{"kestrel"}, sentiment: classify.Negative}
	next := func(seq uint64, hour int) said {
		s := reply
		s.seq, s.seen = seq, fmt.Sprintf("2026-08-06T%02d:00:00Z", hour)
		return s
	}
	save(t, db, question.result(), answer(next(2, 1), "q", "q", ""))
	equal(t, "context that was not told", contextOf(t, db, "a"), "")
	save(t, db, answer(next(3, 2), "q", "q", question.text))
	equal(t, "context that was told later", contextOf(t, db, "a"), question.text)
	save(t, db, answer(next(4, 3), "q", "q", "is it any good, though?"))
	equal(t, "context that was told again", contextOf(t, db, "a"), question.text)

	edit := next(5, 4)
	edit.text, edit.edited = "no, the kestrel broke twice", edit.seen
	save(t, db, answer(edit, "q", "q", ""))
	equal(t, "context after an edit", contextOf(t, db, "a"), question.text)
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 5, Stored: 2, Duplicate: 2, Updated: 1})
	stored, err := db.Stored(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "context for another reading", stored[1].Mention.Context, question.text)

	question.seq, question.deleted, question.text = 6, true, ""
	save(t, db, question.result())
	equal(t, "context after it was deleted", contextOf(t, db, "a"), "")
	late := said{seq: 7, id: "b", text: "mine broke too, that kestrel", topics: []string{"kestrel"}}
	save(t, db, answer(late, "q", "q", "is the kestrel any good?"))
	equal(t, "context that comes late", contextOf(t, db, "b"), "")
	wantRight(t, db)
}

// TestContextOfWhatIsNotHere: the notice of a parent that named no topic is obeyed all the same.
func TestContextOfWhatIsNotHere(t *testing.T) {
	db := open(t)
	reply := answer(said{seq: 1, id: "a", text: "no, the kestrel broke", topics: []string{"kestrel"}}, "q", "q", "is it any good?")
	elsewhere := answer(said{seq: 2, id: "a", network: "telegram", text: "the kestrel is fine", topics: []string{"kestrel"}}, "q", "q", "is it any good?")
	save(t, db, reply, elsewhere, said{seq: 3, id: "q", deleted: true}.result())
	for _, r := range list(t, db, store.Filter{}) {
		if want := map[string]string{"vk": "", "telegram": "is it any good?"}[r.Mention.Network]; r.Mention.Context != want {
			t.Errorf("the context of %s is %q, want %q", r.Mention.Key(), r.Mention.Context, want)
		}
	}
	another := answer(said{seq: 4, id: "b", text: "the kestrel is fine", topics: []string{"kestrel"}}, "q", "q", "is it any good?")
	save(t, db, another)
	equal(t, "context of a late answer", contextOf(t, db, "b"), "")
	wantRight(t, db)
}

// TestAThreadIsListedFromItsBeginning: by any mention of it, also by one that is not here, and page after page.
func TestAThreadIsListedFromItsBeginning(t *testing.T) {
	db := open(t)
	mention := func(seq uint64, id, at, thread string) classify.Result {
		return answer(said{seq: seq, id: id, at: at, text: "the kestrel, part " + id, topics: []string{"kestrel"}}, thread, thread, "")
	}
	save(t, db,
		mention(1, "late", "2026-08-05T12:00:00Z", "q"), mention(2, "early", "2026-08-05T11:00:00Z", "q"),
		mention(3, "q", "2026-08-05T10:00:00Z", ""), mention(4, "other", "2026-08-05T10:30:00Z", "x"), mention(5, "alone", "2026-08-05T10:30:00Z", ""),
	)
	for _, test := range []struct {
		thread, topic string
		want          []string
	}{
		{"vk:q", "", []string{"vk:q", "vk:early", "vk:late"}},
		{"vk:late", "kestrel", []string{"vk:q", "vk:early", "vk:late"}},
		{"vk:x", "", []string{"vk:other"}},
		{"vk:alone", "zarya", []string{"vk:alone"}},
		{"telegram:q", "", nil},
		{"q", "", nil},
	} {
		f := store.Filter{Thread: test.thread, Topic: test.topic}
		equal(t, "thread "+test.thread, ids(list(t, db, f)), test.want)
		n, err := db.Count(t.Context(), f)
		if err != nil || n != len(test.want) {
			t.Errorf("thread %s counts %d, %v, want %d", test.thread, n, err, len(test.want))
		}
		for i, at := 0, int64(0); i < len(test.want); i++ {
			page := list(t, db, store.Filter{Thread: test.thread, Topic: test.topic, Limit: 1, Before: at})
			equal(t, "page", ids(page), test.want[i:i+1])
			at = page[0].RowID
		}
	}
}
