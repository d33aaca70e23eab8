package store_test

import (
	"testing"

	"molva/classify"
	"molva/store"
)

// TestViewed: views are added up of the mentions that a filter means, and one that tells none is not known, which is not zero.
func TestViewed(t *testing.T) {
	db := open(t)
	say := func(seq uint64, id, text string, felt classify.Sentiment, views, followers *int64) classify.Result {
		r := said{seq: seq, id: id, text: text, author: id, topics: []string{"kestrel"}, sentiment: felt}.result()
		r.Tagged.Mention.Engagement.Views, r.Tagged.Mention.Author.Followers = views, followers
		return r
	}
	save(t, db,
		say(1, "1", "the kestrel is a fine lamp for the long winter evenings", classify.Positive, new(int64(30)), new(int64(900))),
		say(2, "2", "mine broke after two days", classify.Negative, new(int64(500)), new(int64(900))),
		say(3, "3", "the kestrel is a fine lamp for the long winter evenings", classify.Positive, new(int64(7)), nil),
		say(4, "4", "what is a kestrel?", classify.Neutral, nil, nil),
		say(5, "5", "it hangs in the kitchen", classify.Neutral, new(int64(0)), new(int64(100))))
	counted := store.Filter{Topic: "zarya", Counted: new(true)}
	negative, others, influential, rival := counted, counted, counted, counted
	others.Without = new(classify.Negative)
	negative.Sentiment, influential.Influential, rival.Topic = new(classify.Negative), 800, "boreal"
	for _, test := range []struct {
		name   string
		filter store.Filter
		want   store.Noticed
	}{
		{"all that counts, and not the copy", counted, store.Noticed{Sum: 530, Known: 3}},
		{"negative ones", negative, store.Noticed{Sum: 500, Known: 1}},
		{"all but negative ones", others, store.Noticed{Sum: 30, Known: 2}},
		{"of the influential", influential, store.Noticed{Sum: 530, Known: 2}},
		{"of a competitor", rival, store.Noticed{}},
	} {
		got, err := db.Viewed(t.Context(), test.filter)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, test.name, got, test.want)
	}
	if n, err := db.Count(t.Context(), others); err != nil || n != 3 {
		t.Errorf("%d mentions are not negative, %v, want 3", n, err)
	}
}
