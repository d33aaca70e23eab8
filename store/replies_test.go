package store_test

import (
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// TestReplies: scores without words are replies whose sentiment says nothing; two people may say the same; what is no survey
// is none of them.
func TestReplies(t *testing.T) {
	db := open(t)
	for i, one := range []struct {
		text   string
		scores ingest.Scores
	}{{"the kestrel is fine", ingest.Scores{"nps": 9}}, {"the kestrel is fine", nil}, {"", ingest.Scores{"csat": 2}}} {
		r := said{seq: uint64(i + 1), id: string(rune('a' + i)), author: string(rune('a' + i)), text: one.text, topics: []string{"kestrel"}, sentiment: classify.Positive}
		save(t, db, graded(r, one.scores))
	}
	save(t, db, said{seq: 4, id: "d", author: "d", text: "a kestrel in the sky", topics: []string{"kestrel"}}.result())
	for _, topic := range []string{"kestrel", "zarya"} {
		got, err := db.Replies(t.Context(), topic, store.Period{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "replies on "+topic, got, []store.Reply{
			{Words: true, Sentiment: classify.Positive, Scores: ingest.Scores{"nps": 9}},
			{Words: true, Sentiment: classify.Positive},
			{Sentiment: classify.Positive, Scores: ingest.Scores{"csat": 2}},
		})
	}
}
