package store_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

func TestAMentionCountsOnceInEachTopicAbove(t *testing.T) {
	db := open(t)
	save(t, db, results(
		said{seq: 1, id: "1", text: "kestrel and lumen are great together", topics: []string{"kestrel", "lumen"}, sentiment: classify.Positive},
		said{seq: 2, id: "2", text: "lumen flickers, the kestrel is fine, all in all meh", topics: []string{"kestrel", "lumen"},
			on: map[string]classify.Sentiment{"lumen": classify.Negative, "kestrel": classify.Positive}, sentiment: classify.Neutral},
		said{seq: 3, id: "3", text: "zarya is better than any boreal", topics: []string{"zarya", "boreal"},
			on: map[string]classify.Sentiment{"zarya": classify.Positive, "boreal": classify.Negative}, sentiment: classify.Positive},
	)...)
	wantSum(t, db, "kestrel", "0/0/2")
	wantSum(t, db, "lumen", "1/0/1")
	wantSum(t, db, "boreal", "1/0/0")
	wantSum(t, db, "zarya", "0/1/2")
	wantRight(t, db)
	equal(t, "topics of row 1", list(t, db, store.Filter{Topic: "zarya"})[2].Mention.Topics, []string{"kestrel", "lumen"})
}

func TestTheSameBatchAgainChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	batch := results(
		said{seq: 1, id: "1", text: "one says this of the kestrel", topics: []string{"kestrel"}},
		said{seq: 2, id: "2", text: "another one says that of it", topics: []string{"kestrel"}, sentiment: classify.Negative},
		said{seq: 3, id: "3", text: "a third has nothing to do with it"},
	)
	save(t, db, batch...)
	save(t, db, batch...)
	want := store.Intake{Source: "src-vk", Received: 3, Stored: 2, Unmatched: 1}
	equal(t, "intake after skipping what is applied", intake(t, db, "src-vk"), want)

	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path, tree(t))
	if err := db.Rewind(t.Context(), log); err != nil {
		t.Fatal(err)
	}
	save(t, db, batch...)
	want = store.Intake{Source: "src-vk", Received: 6, Stored: 2, Duplicate: 2, Unmatched: 2}
	equal(t, "intake after a log that was begun anew", intake(t, db, "src-vk"), want)
	wantSum(t, db, "kestrel", "1/1/0")
	wantRight(t, db)
	if seq, err := db.Applied(t.Context(), log); seq != 3 || err != nil {
		t.Errorf("applied is %d, %v, want 3", seq, err)
	}
}

func TestVersionsOfAMention(t *testing.T) {
	first := said{id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, sentiment: classify.Positive, seen: "2026-08-05T12:00:00Z"}
	worse := said{id: "1", text: "the kestrel broke", topics: []string{"kestrel"}, sentiment: classify.Negative, seen: "2026-08-05T13:00:00Z"}
	edited := func(s said, at string) said { s.edited = at; return s }
	seen := func(s said, at string) said { s.seen = at; return s }
	moved := func(s said, at string) said { s.at = at; return s }
	gone := said{id: "1", deleted: true}

	for _, test := range []struct {
		name  string
		comes []said
		sum   string
		want  store.Intake
	}{
		{"the same again", []said{first, seen(first, "2026-08-06T00:00:00Z")}, "0/0/1", store.Intake{Stored: 1, Duplicate: 1}},
		{"a newer edit", []said{first, edited(worse, "2026-08-05T11:00:00Z")}, "1/0/0", store.Intake{Stored: 1, Updated: 1}},
		{"an older edit", []said{edited(worse, "2026-08-05T11:00:00Z"), edited(first, "2026-08-05T10:30:00Z")}, "1/0/0", store.Intake{Stored: 1, Duplicate: 1}},
		{"the original after its edit", []said{edited(worse, "2026-08-05T11:00:00Z"), first}, "1/0/0", store.Intake{Stored: 1, Duplicate: 1}},
		{"no edit times, seen later", []said{first, worse}, "1/0/0", store.Intake{Stored: 1, Updated: 1}},
		{"no edit times, seen earlier", []said{worse, first}, "1/0/0", store.Intake{Stored: 1, Duplicate: 1}},
		{"the same edit twice", []said{first, worse, worse}, "1/0/0", store.Intake{Stored: 1, Updated: 1, Duplicate: 1}},
		{"edited back", []said{first, worse, seen(first, "2026-08-05T14:00:00Z")}, "0/0/1", store.Intake{Stored: 1, Updated: 2}},
		{"an edit into another week", []said{first, moved(worse, "2026-08-12T10:00:00Z")}, "1/0/0", store.Intake{Stored: 1, Updated: 1}},
		{"an edit that names no topic", []said{first, {id: "1", text: "never mind", seen: "2026-08-05T13:00:00Z"}}, "0/0/0", store.Intake{Stored: 1, Updated: 1}},
		{"an edit that now names one", []said{{id: "1", text: "never mind"}, worse}, "1/0/0", store.Intake{Unmatched: 1, Stored: 1}},
		{"deleted", []said{first, gone, gone}, "0/0/0", store.Intake{Stored: 1, Updated: 1, Duplicate: 1}},
		{"deleted, then repeated", []said{first, gone, first, edited(worse, "2026-09-05T11:00:00Z")}, "0/0/0", store.Intake{Stored: 1, Updated: 1, Erased: 2}},
		{"deleted before it came", []said{gone, gone, first}, "0/0/0", store.Intake{Unmatched: 1, Duplicate: 1, Erased: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := open(t)
			for i, s := range test.comes {
				s.seq = uint64(i + 1)
				save(t, db, s.result())
			}
			wantSum(t, db, "kestrel", test.sum)
			wantSum(t, db, "zarya", test.sum)
			test.want.Source, test.want.Received = "src-vk", len(test.comes)
			equal(t, "intake", intake(t, db, "src-vk"), test.want)
			wantRight(t, db)
		})
	}
}

// Workers that share the raw log may pass two edits on in the other order. Where nothing else tells which is the newer,
// the order of arrival does.
func TestTheLaterArrivedOfTwoEditsStands(t *testing.T) {
	db := open(t)
	for i, s := range []said{{id: "1", text: "the kestrel broke", sentiment: classify.Negative}, {id: "1", text: "the kestrel is fine", sentiment: classify.Positive}} {
		s.topics, s.edited = []string{"kestrel"}, "2026-08-05T11:00:00Z"
		r := s.result()
		r.Item.Seq, r.Item.Origin = uint64(i+1), uint64(2-i)
		save(t, db, r)
	}
	wantSum(t, db, "kestrel", "1/0/0")
}

func TestARepeatRefreshesCounters(t *testing.T) {
	db := open(t)
	s := said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, likes: 3}
	save(t, db, s.result())
	s.seq, s.likes, s.seen = 2, 40, "2026-08-06T00:00:00Z"
	save(t, db, s.result())
	s.seq, s.likes, s.seen = 3, 0, "2026-08-07T00:00:00Z" // not told is not zero
	save(t, db, s.result())
	s.seq, s.likes, s.seen = 4, 5, "2026-08-05T20:00:00Z" // late
	save(t, db, s.result())
	s.seq, s.likes, s.seen, s.edited = 5, 6, "2026-08-05T21:00:00Z", "2026-08-05T11:00:00Z" // late, but it knows of an edit
	save(t, db, s.result())
	row := list(t, db, store.Filter{})[0]
	equal(t, "edited", row.Mention.Edited.Format(time.RFC3339), s.edited)
	if got := row.Mention.Engagement.Likes; got == nil || *got != 40 {
		t.Errorf("likes are %v, want 40", got)
	}
	if row.Mention.Engagement.Views != nil {
		t.Errorf("views are %d, want unknown", *row.Mention.Engagement.Views)
	}
}

// What we answered to a review is told after the review, among its extra fields. Each of them is told as a whole, all together
// are no more than one message may bring.
func TestARepeatRefreshesExtraFields(t *testing.T) {
	db := open(t)
	for i, step := range []struct {
		seen  string
		extra map[string]any
		want  map[string]any
	}{
		{"2026-08-05T10:00:00Z", nil, nil},
		{"2026-08-06T10:00:00Z", map[string]any{"version": "4.2"}, map[string]any{"version": "4.2"}},
		{"2026-08-07T10:00:00Z", map[string]any{"answer": "sorry"}, map[string]any{"version": "4.2", "answer": "sorry"}},
		{"2026-08-08T10:00:00Z", nil, map[string]any{"version": "4.2", "answer": "sorry"}},
		{"2026-08-06T12:00:00Z", map[string]any{"answer": "late"}, map[string]any{"version": "4.2", "answer": "sorry"}},
		{"2026-08-09T10:00:00Z", map[string]any{"answer": nil, "says": map[string]any{"yes": "2", "no": "1"}},
			map[string]any{"version": "4.2", "answer": nil, "says": map[string]any{"yes": "2", "no": "1"}}},
		{"2026-08-10T10:00:00Z", map[string]any{"says": map[string]any{"yes": "3"}},
			map[string]any{"version": "4.2", "answer": nil, "says": map[string]any{"yes": "3"}}},
		{"2026-08-11T10:00:00Z", map[string]any{"long": strings.Repeat("a", ingest.MaxBody/2)},
			map[string]any{"version": "4.2", "answer": nil, "says": map[string]any{"yes": "3"}, "long": strings.Repeat("a", ingest.MaxBody/2)}},
		{"2026-08-12T10:00:00Z", map[string]any{"longer": strings.Repeat("a", ingest.MaxBody/2)},
			map[string]any{"longer": strings.Repeat("a", ingest.MaxBody/2)}},
	} {
		r := said{seq: uint64(i + 1), id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, seen: step.seen}.result()
		r.Tagged.Mention.Extra = step.extra
		save(t, db, r)
		equal(t, "extra fields seen at "+step.seen, list(t, db, store.Filter{})[0].Mention.Extra, step.want)
	}
}

// A feed item without a date is published when it is seen. Seen again later, it is still the same item.
func TestAMadeUpTimeIsNoEdit(t *testing.T) {
	db := open(t)
	for i, seen := range []string{"2026-08-05T10:00:00Z", "2026-08-20T10:00:00Z"} {
		r := said{seq: uint64(i + 1), id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, at: seen}.result()
		r.Tagged.Mention.Flags = ingest.TimeReplaced
		save(t, db, r)
	}
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 2, Stored: 1, Duplicate: 1})
}

// TestAClockThatRanAheadHoldsNothingUp: what was seen while it did is not newer than what is seen after it was put right.
func TestAClockThatRanAheadHoldsNothingUp(t *testing.T) {
	db := open(t)
	ahead, right := now.Add(24*time.Hour).Format(time.RFC3339), now.Format(time.RFC3339)
	save(t, db, said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, seen: ahead}.result())
	save(t, db, said{seq: 2, id: "1", text: "the kestrel is broken", topics: []string{"kestrel"}, seen: right, sentiment: classify.Negative}.result())
	wantSum(t, db, "kestrel", "1/0/0")
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 2, Stored: 1, Updated: 1})
	wantRight(t, db)
}

func TestEverythingReceivedIsAccountedFor(t *testing.T) {
	db := open(t)
	item := func(seq uint64) stream.Item {
		return stream.Item{Seq: seq, Source: "shop", Network: "shop", Body: []byte("{\x00\xff")}
	}
	save(t, db,
		classify.Result{Item: item(1), Rejected: "text is empty"},
		classify.Result{Item: item(2), Rejected: "text is empty"},
		classify.Result{Item: item(3), Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}},
		classify.Result{Item: item(4), Note: &ingest.Note{Source: "shop", Duplicate: 5, At: now, Unknown: map[string]int{"mood": 2},
			Rejected: []ingest.Rejection{{Item: "17", Reason: "no id"}}}},
		classify.Result{Item: item(5), Note: &ingest.Note{Source: "shop", Run: "r1", Duplicate: 1, At: now}},
	)
	equal(t, "intake", intake(t, db, "shop"), store.Intake{Source: "shop", Received: 10, Duplicate: 6, Rejected: 3, Dead: 1})
	reasons, err := db.Reasons(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "reasons", reasons, []store.Reason{
		{Source: "shop", Text: "text is empty", Count: 2},
		{Source: "shop", Text: "mood", Field: true, Count: 2},
		{Source: "shop", Text: "no id", Count: 1},
	})
	for d, err := range db.Dead(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "dead letter", d, store.Dead{ID: 1, Stage: "decode", Reason: "no JSON", Source: "shop", Network: "shop", At: now, Raw: []byte("{\x00\xff")})
	}
	wantRight(t, db)
}

func TestABatchIsSavedWholeOrNotAtAll(t *testing.T) {
	db := open(t)
	bad := said{seq: 2, id: "", text: "the kestrel without an id", topics: []string{"kestrel"}}
	batch := results(said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}}, bad)
	if err := db.Save(t.Context(), log, batch); err == nil {
		t.Fatal("a mention without an id was saved")
	}
	wantSum(t, db, "kestrel", "0/0/0")
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{})
	save(t, db, batch[0])
	wantSum(t, db, "kestrel", "0/1/0")
	wantRight(t, db)
}

func TestATopicThatTheConfigLacksIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	save(t, db, said{seq: 1, id: "1", text: "the new osprey is fine", topics: []string{"osprey", "kestrel"}, sentiment: classify.Positive}.result())
	wantSum(t, db, "osprey", "0/0/1")
	topics, err := db.Topics(t.Context())
	if err != nil || len(topics) != 4 {
		t.Errorf("got %d topics, %v, want the config's 4", len(topics), err)
	}
	db.Close()
	db = openAt(t, path, append(tree(t), ingest.Topic{ID: "osprey", Parent: "boreal", Zone: moscow(t)}))
	wantSum(t, db, "boreal", "0/0/1")
	wantRight(t, db)
}

func TestStrangeTextIsInert(t *testing.T) {
	db := open(t)
	texts := []string{"nul \x00 inside kestrel", "bad utf-8 \xff\xfe kestrel", "'; DROP TABLE mention; -- kestrel", "\u202ekestrel\u2066"}
	for i, text := range texts {
		save(t, db, said{seq: uint64(i + 1), id: text, text: text, topics: []string{"kestrel"}, author: text}.result())
	}
	for i, r := range list(t, db, store.Filter{Topic: "kestrel"}) {
		if want := texts[len(texts)-1-i]; r.Mention.Text != want || r.Mention.ID != want || r.Mention.Author.ID != want {
			t.Errorf("row %d is %q, want %q", i, r.Mention.Text, want)
		}
	}
	if _, err := db.Index(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	wantRight(t, db)
}
