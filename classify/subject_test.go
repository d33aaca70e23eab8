package classify_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
)

func TestAbout(t *testing.T) {
	set, err := query.NewSet([]ingest.Topic{
		{ID: "kestrel", Query: "kestrel OR кестрел"}, {ID: "linnet", Query: "linnet OR линнет"}, {ID: "reviews", Query: "network:reviews"},
	})
	if err != nil {
		t.Fatal(err)
	}
	at := func(title bool, start, end int) classify.Place {
		return classify.Place{Title: title, Start: start, End: end}
	}
	for name, x := range map[string]struct {
		m    ingest.Mention
		want []classify.Subject
	}{
		"nothing named": {ingest.Mention{Text: "a lovely day"}, nil},
		"in the text": {ingest.Mention{Text: "no Kestrel, no kestrels"},
			[]classify.Subject{{Topic: "kestrel", In: []classify.Place{at(false, 3, 10), at(false, 15, 23)}}}},
		"in the title too": {ingest.Mention{Title: "My Kestrel", Text: "от Кестрела к Linnet"}, []classify.Subject{
			{Topic: "kestrel", In: []classify.Place{at(true, 3, 10), at(false, 5, 21)}},
			{Topic: "linnet", In: []classify.Place{at(false, 25, 31)}},
		}},
		"by a field alone": {ingest.Mention{Network: "reviews", Text: "meh"}, []classify.Subject{{Topic: "reviews", In: []classify.Place{}}}},
		"one, known from the source": {ingest.Mention{Text: "kestrel and linnet", Topics: []string{"linnet"}},
			[]classify.Subject{{Topic: "linnet"}}},
		"two, known from the source, one named": {ingest.Mention{Text: "linnet is fine", Topics: []string{"kestrel", "linnet"}},
			[]classify.Subject{{Topic: "kestrel"}, {Topic: "linnet", In: []classify.Place{at(false, 0, 6)}}}},
	} {
		got := classify.About(&x.m, set)
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for i, s := range got {
			if x.m.Topics[i] != s.Topic {
				t.Errorf("%s: topic %d is %q, want %q", name, i, x.m.Topics[i], s.Topic)
			}
		}
	}
}
