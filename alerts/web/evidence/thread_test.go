package evidence

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

// TestThread: an answer stands with what it answers, made harmless, and leads to its thread, which is listed from the
// beginning.
func TestThread(t *testing.T) {
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	const asked = "<script>alert(1)</script> where is my order?"
	p := classify.Probabilities{Neutral: 1}
	var batch []classify.Result
	for i, m := range []ingest.Mention{
		{ID: "1", Text: asked},
		{ID: "2", Text: "the same with mine", Thread: "1", Parent: "1", Context: asked},
		{ID: "9", Text: "another thread"},
	} {
		m.Network, m.Topics, m.Published, m.Seen = "forum", []string{"zarya"}, now.Add(time.Duration(i-5)*time.Hour), now
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "forum", Source: "forum", Seen: now},
			Tagged: classify.Tag(m, classify.Verdict{Lang: "en", P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "zarya", P: p}}})})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	h := handler(t, site{DB: db})
	all := read(t, get(h, "GET", "/mentions?topic=zarya"))
	link := "/mentions?all=true&amp;thread=forum%3A2"
	if !strings.Contains(all, "in reply to: ") || strings.Contains(all, "<script>alert") || !strings.Contains(all, link) {
		t.Errorf("the page lacks what is answered, or the way to the thread, or is not inert:\n%s", all)
	}
	thread := words(t, read(t, get(h, "GET", strings.ReplaceAll(link, "&amp;", "&"))))
	first, second := strings.Index(thread, "where is my order"), strings.Index(thread, "the same with mine")
	if first < 0 || second < first || strings.Contains(thread, "another thread") || !strings.Contains(thread, "one thread, from its beginning") {
		t.Errorf("the thread reads\n%s", thread)
	}
}
