package naming

import (
	"slices"
	"testing"
	"time"
)

func quoted(members []Text, label Label) []int64 {
	var out []int64
	for _, q := range Quotes(members, label, 3) {
		out = append(out, q.Mention)
	}
	return out
}

func TestQuotes(t *testing.T) {
	label := Label{Lang: "en", Phrases: []Phrase{{"lost parcel", 0.5}}}
	members := by("en",
		"the courier lost my parcel and nobody can say where it is",
		"And this parcel was lost by the courier as well, so what now",
		"my parcel is lost since Friday and support does not answer",
		"The courier lost my parcel, and nobody can say where it is!",
		"lost parcel",
		"two weeks of waiting and still nothing at my door",
		"@kestrel @courier @post @police http://x.example lost parcel again, where is it now",
	)
	if got, want := quoted(members, label), []int64{1, 3, 6}; !slices.Equal(got, want) {
		t.Errorf("quotes are %v, want %v", got, want)
	}
}

func TestQuotesAreByDifferentPeople(t *testing.T) {
	members := by("en", "the zipper of my bag broke after two days", "one wheel of this suitcase fell off in the airport", "seams came apart on the very first trip")
	members[0].Author, members[1].Author = 9, 9
	if got := quoted(members, Label{}); len(got) != 2 || !slices.Contains(got, 3) {
		t.Errorf("quotes are %v, want the third and one of the others", got)
	}
	members[0].Author, members[1].Author = 0, 0
	if got := quoted(members, Label{}); len(got) != 3 {
		t.Errorf("quotes by people unknown are %v", got)
	}
}

func TestQuotesPrefer(t *testing.T) {
	const good = "the zipper of my bag broke after two days of use"
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for name, x := range map[string]struct{ better, worse Text }{
		"the centre":    {Text{Text: good, Similarity: 0.6}, Text{Text: good, Similarity: 0.5}},
		"the label":     {Text{Text: "two cheap wheels fell off in the airport"}, Text{Text: "one cheap shoe fell off in the airport"}},
		"a full length": {Text{Text: good}, Text{Text: "zipper broke", Similarity: 0.9}},
		"a whole":       {Text{Text: good}, Text{Text: "and " + good, Similarity: 0.1}},
		"an end":        {Text{Text: good}, Text{Text: good + "…", Similarity: 0.1}},
		"few links":     {Text{Text: good}, Text{Text: good + " http://x.example http://y.example", Similarity: 0.1}},
		"quiet":         {Text{Text: good}, Text{Text: "THE ZIPPER OF MY BAG BROKE AFTER TWO DAYS", Similarity: 0.05}},
		"an original":   {Text{Text: good, Counted: true}, Text{Text: good, Similarity: 0.1}},
		"the recent":    {Text{Text: good, At: day}, Text{Text: good}},
	} {
		x.better.Mention, x.worse.Mention = 2, 1
		got := Quotes([]Text{x.worse, x.better}, Label{Phrases: []Phrase{{"wheels fell off", 1}}}, 1)
		if len(got) != 1 || got[0].Mention != 2 {
			t.Errorf("%s does not win", name)
		}
	}
}

func TestQuotesOfFew(t *testing.T) {
	if got := quoted(by("en", "broke", "zipper"), Label{}); len(got) != 2 {
		t.Errorf("quotes of two short texts are %v, want both", got)
	}
	if got := Quotes(nil, Label{}, 3); len(got) != 0 {
		t.Errorf("quotes of nothing are %v", got)
	}
}
