package alerts

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// TestQueryRoundTrip: a link means exactly the filter that it was made of.
func TestQueryRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		f := anyFilter(r)
		q, err := url.ParseQuery(Query(f).Encode())
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseQuery(q)
		if diff := cmp.Diff(f, got); err != nil || diff != "" {
			t.Fatalf("%s: %v (-want +got):\n%s", Query(f).Encode(), err, diff)
		}
	}
}

// anyFilter sets each side of a filter or leaves it open.
func anyFilter(r *rand.Rand) (f store.Filter) {
	some := func() bool { return r.IntN(3) == 0 }
	text := func() string {
		return []string{"", "", "zarya", "Заря & co = 1", "a\x00b+c", "\xff", "<script>", "“quoted words”"}[r.IntN(8)]
	}
	truth := func() *bool {
		if some() {
			return new(some())
		}
		return nil
	}
	at := func() time.Time {
		if some() {
			return time.Time{}
		}
		if some() {
			return time.Unix(r.Int64N(6e7)*60, 0).In(time.FixedZone("", 60*r.IntN(600)-18000))
		}
		return time.Unix(r.Int64N(4e9), r.Int64N(1e9)).In(time.FixedZone("", 60*r.IntN(600)-18000))
	}
	f = store.Filter{Topic: text(), Network: text(), Source: text(), Author: text(), Search: text(), Period: store.Period{From: at(), To: at()},
		Counted: truth(), Voices: truth(), Unsure: truth(), Mixed: truth(), Labelled: truth(), Copy: truth(), Recommends: truth(), Prompted: truth()}
	if some() {
		f.Sentiment = &classify.Sentiments[r.IntN(3)]
	}
	if some() {
		f.Without = &classify.Sentiments[r.IntN(3)]
	}
	if some() {
		f.Category, f.Lang = classify.Categories[r.IntN(7)], "other"
	}
	if some() {
		f.Complaint, f.Kind = r.Int64N(1e6)+1, cluster.Kinds[r.IntN(3)]
	}
	if some() {
		f.Influential = r.IntN(1e6) + 1
	}
	if some() {
		f.Before = r.Int64() + 1
	}
	return f
}

func TestParseQueryRefuses(t *testing.T) {
	for query, want := range map[string]string{
		"topics=zarya":              `parameter is "topics", want one of topic, sentiment, without, category,`,
		"topic=zarya&topic=kestrel": "topic is given 2 times",
		"sentiment=angry":           `sentiment is "angry", want negative, neutral or positive`,
		"category=rant":             `category is "rant", want one of complaint question praise`,
		"influential=0":             `influential is "0", want the least number of followers`,
		"lang=de":                   `lang is "de", want one of ru en other unknown`,
		"kind=rant":                 `kind is "rant", want one of complaint praise`,
		"complaint=12":              `complaint is "12", want an id such as c12`,
		"since=7d":                  `since is "7d", want a day such as 2026-09-01`,
		"all=yes":                   `all is "yes", want true or false`,
		"copy=1":                    `copy is "1", want true or false`,
		"before=-1":                 `before is "-1", want the row`,
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseQuery(q); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
}

func TestLinks(t *testing.T) {
	f := store.Filter{Topic: "zarya", Counted: new(true), Period: store.Period{From: time.Date(2026, 9, 21, 0, 0, 0, 0, time.FixedZone("", 3*60*60))}}
	for base, want := range map[string]string{
		"":                        "",
		"/":                       "/mentions?since=20260920T2100Z&topic=zarya",
		"https://molva.example":   "https://molva.example/mentions?since=20260920T2100Z&topic=zarya",
		"https://a.example/look/": "https://a.example/look/mentions?since=20260920T2100Z&topic=zarya",
	} {
		if got := (Links{base}).Mentions(f); got != want {
			t.Errorf("base %q leads to %q, want %q", base, got, want)
		}
	}
}
