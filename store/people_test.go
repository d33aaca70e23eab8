package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// TestVoicesAreThePeople: over whatever history, the list of voices has as many authors as Tally counts people, and so have the
// sets of people, on all networks and on each; and who is new is who was not there before.
func TestVoicesAreThePeople(t *testing.T) {
	for seed := range uint64(3) {
		db := open(t)
		w := newWorld(seed, 300)
		for i, s := range w.said {
			s.seq = uint64(i + 1)
			save(t, db, feel(s).result())
		}
		for _, topic := range []string{"zarya", "kestrel", "boreal"} {
			for _, p := range []store.Period{{}, {From: clock("2026-08-10T10:30:00Z"), To: clock("2026-09-01T00:15:00Z")}} {
				wantVoices(t, db, topic, p)
			}
		}
	}
}

func wantVoices(t *testing.T, db *store.DB, topic string, p store.Period) {
	t.Helper()
	tally, err := db.Tally(t.Context(), topic, p)
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filter{Topic: topic, Period: p, Voices: new(true)}
	mentions, people, err := db.Spoken(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	rows := list(t, db, f)
	authors := map[string]bool{}
	all := who(t, db, topic, "", p)
	var each store.Set
	for _, r := range rows {
		authors[r.Mention.Network+or(r.Mention.Author.ID, r.Mention.ID)] = true
	}
	for _, network := range []string{"vk", "telegram", "bluesky"} {
		each = each.Union(who(t, db, topic, network, p))
	}
	equal(t, "mentions, people, authors and sets of "+topic, []int{mentions, people, len(authors), all.Len(), each.Len()},
		[]int{len(rows), tally.People, tally.People, tally.People, tally.People})

	n, ok, err := db.Newcomers(t.Context(), topic, p)
	before := who(t, db, topic, "", store.Period{To: p.From})
	if err != nil || ok != !p.From.IsZero() || ok && n != all.Minus(before).Len() {
		t.Errorf("newcomers of %s are %d, %v, %v, want %d", topic, n, ok, err, all.Minus(before).Len())
	}
}

func who(t testing.TB, db *store.DB, topic, network string, p store.Period) store.Set {
	t.Helper()
	s, err := db.People(t.Context(), topic, network, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAttention: what a network does not tell is no zero, an author's followers count once, and copies do not count.
func TestAttention(t *testing.T) {
	db := open(t)
	say := func(seq uint64, id, text, author, when string, views, followers *int64) classify.Result {
		r := said{seq: seq, id: id, text: text, author: author, at: when, topics: []string{"kestrel"}}.result()
		r.Tagged.Mention.Engagement.Views, r.Tagged.Mention.Author.Followers = views, followers
		return r
	}
	save(t, db,
		say(1, "1", "the kestrel is a fine lamp for the long winter evenings", "a", "2026-08-05T10:00:00Z", new(int64(0)), new(int64(900))),
		say(2, "2", "mine broke", "a", "2026-08-04T10:00:00Z", new(int64(40)), new(int64(700))),
		say(3, "3", "the kestrel is a fine lamp for the long winter evenings", "b", "2026-08-06T10:00:00Z", new(int64(7)), new(int64(9000))),
		say(4, "4", "what is a kestrel?", "c", "2026-08-06T10:00:00Z", nil, nil),
		say(5, "5", "somebody sells a kestrel", "", "2026-08-06T10:00:00Z", nil, new(int64(800))))
	got, err := db.Attention(t.Context(), "zarya", store.Period{}, 800)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "attention", got, store.Attention{Mentions: 4, Views: store.Noticed{Sum: 40, Known: 2}, Followers: store.Noticed{Sum: 1700, Known: 2}, Influential: 2})
	n, err := db.Count(t.Context(), store.Filter{Topic: "zarya", Counted: new(true), Influential: 800})
	if err != nil || n != got.Influential {
		t.Errorf("the list of influential mentions has %d, %v, want %d", n, err, got.Influential)
	}
	if nobody, err := db.Attention(t.Context(), "boreal", store.Period{}, 0); err != nil || nobody != (store.Attention{}) {
		t.Errorf("attention of nothing is %v, %v", nobody, err)
	}
}

// ours is a database whose staff answers as help, and whose account is lamps.
func ours(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: tree(t), Staff: []string{"vk:help", "vk:lamps"},
		Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestExchanges(t *testing.T) {
	db := ours(t)
	say := func(seq uint64, id, author, when, thread, parent string, topics ...string) classify.Result {
		return answer(said{seq: seq, id: id, author: author, at: when, text: fmt.Sprint("message ", seq), topics: topics, sentiment: classify.Negative}, thread, parent, "")
	}
	review := say(6, "r", "c", "2026-09-03T00:00:00Z", "", "", "kestrel")
	review.Tagged.Mention.Extra = map[string]any{"answered_at": "2026-09-03T05:00:00+03:00"}
	save(t, db,
		say(1, "q", "a", "2026-09-01T00:00:00Z", "", "", "kestrel"),
		say(2, "h", "help", "2026-09-01T01:00:00Z", "q", "q", "lumen"),
		say(3, "t", "a", "2026-10-01T00:00:00Z", "q", "h", "kestrel"),
		say(4, "w", "b", "2026-09-02T00:00:00Z", "77", "77", "kestrel"),
		say(5, "x", "b", "2026-09-02T01:00:00Z", "78", "78", "kestrel"),
		review,
		say(7, "z", "b", "2026-08-31T00:00:00Z", "77", "77", "kestrel"),
		say(8, "n", "b", "2026-09-02T01:00:00Z", "", "", "boreal"))
	save(t, db, note(9, ingest.Note{Source: "wall", At: now, Posts: []ingest.AccountPost{
		{Account: "lamps", Network: "vk", ID: "77", Published: at(-999)}, {Account: "lamps", Network: "vk", ID: "78", Author: "user", Published: at(-999)}}}))
	september := store.Month(clock("2026-09-05T00:00:00Z"), time.UTC)
	all, err := db.Exchanges(t.Context(), "kestrel", september, clock("2026-10-09T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	one := func(id, thread, parent, author, when string) store.Exchange {
		return store.Exchange{ID: "vk:" + id, Network: "vk", Thread: thread, Parent: parent, Author: author, Kind: ingest.Comment, Category: "other",
			Published: clock(when), Sentiment: -1, Counted: true}
	}
	q, h, w, x := one("q", "q", "", "a", "2026-09-01T00:00:00Z"), one("h", "q", "q", "help", "2026-09-01T01:00:00Z"),
		one("w", "77", "77", "b", "2026-09-02T00:00:00Z"), one("x", "78", "78", "b", "2026-09-02T01:00:00Z")
	r, last := one("r", "r", "", "c", "2026-09-03T00:00:00Z"), one("t", "q", "h", "a", "2026-09-30T06:00:00Z") // clamped to the present
	h.Staff, h.Prompted, h.Counted, w.Prompted, last.Prompted, r.Answered = true, true, false, true, true, clock("2026-09-03T02:00:00Z")
	h.Category = "promo"
	last.Published = all[len(all)-1].Published
	equal(t, "exchanges", all, []store.Exchange{q, h, w, x, r, last})

	n, err := db.Count(t.Context(), store.Filter{Topic: "kestrel", Prompted: new(false)})
	if err != nil || n != 3 {
		t.Errorf("%d mentions are nobody's prompting, %v, want 3", n, err)
	}
}

// TestAdviceIsKept: what the classifier says of advice is kept, listed and made anew.
func TestAdviceIsKept(t *testing.T) {
	db := open(t)
	advice := said{seq: 1, id: "1", text: "take a kestrel", topics: []string{"kestrel"}}.result()
	advice.Tagged.Verdict.Recommends = true
	save(t, db, advice, said{seq: 2, id: "2", text: "what is a kestrel?", topics: []string{"kestrel"}}.result())
	ids := func() (ids []string) {
		for _, r := range list(t, db, store.Filter{Topic: "zarya", Recommends: new(true)}) {
			ids = append(ids, r.Mention.ID)
		}
		return ids
	}
	equal(t, "advice", ids(), []string{"1"})
	stored, err := db.Stored(t.Context(), 0, 10)
	if err != nil || !stored[0].Verdict.Recommends || stored[1].Verdict.Recommends {
		t.Fatalf("what is stored has not the advice, %v", err)
	}
	stored[0].Verdict.Recommends, stored[1].Verdict.Recommends = false, true
	if n, err := db.Reclassify(t.Context(), stored); n != 2 || err != nil {
		t.Errorf("%d mentions read otherwise, %v, want 2", n, err)
	}
	equal(t, "advice after another reading", ids(), []string{"2"})
	edit := said{seq: 3, id: "2", text: "what is it?", edited: "2026-08-06T10:00:00Z", seen: "2026-08-06T10:00:00Z", topics: []string{"kestrel"}}
	save(t, db, edit.result())
	equal(t, "advice after an edit", ids(), []string(nil))
	wantRight(t, db)
}
