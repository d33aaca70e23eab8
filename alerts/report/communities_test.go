package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// walls is September of two accounts of ours and one of a competitor. Strangers' words in it try what they can.
func walls() (n ingest.Note, accounts []metric.Owned) {
	accounts = []metric.Owned{{Topic: "zarya", Network: "vk", Account: "zarya"}, {Topic: "kestrel", Network: "telegram", Account: "<b>kestrel</b>"},
		{Topic: "boreal", Network: "vk", Account: "boreal|*x*"}}
	texts := []string{"Новый плеер #звук <script>alert(1)</script>", "=HYPERLINK(\"http://evil.test\") плеер #звук", "плеер\u202e | [колонка](javascript:x) #звук"}
	for a, o := range accounts {
		level := func(post, name string, at time.Time, value float64) {
			n.Figures = append(n.Figures, ingest.Figure{Account: o.Account, Network: o.Network, Post: post, Metric: name, At: at, Value: value})
		}
		for day := range 31 {
			level("", "followers", time.Date(2026, 8, 31+day, 12, 0, 0, 0, time.UTC), float64(1000*(a+1)+7*day+day%3))
		}
		for i := range 12 {
			id, at := fmt.Sprint(100*a+i), time.Date(2026, 9, 2+2*i, 7+i%3, 0, 0, 0, time.UTC)
			n.Posts = append(n.Posts, ingest.AccountPost{Account: o.Account, Network: o.Network, ID: id, URL: "https://vk.example/" + id,
				Form: []string{"photo", "text"}[i%2], Text: texts[i%3], Published: at})
			look := at.Add(7 * 24 * time.Hour)
			likes := float64(20 + i + 5*a)
			if i == 4 && a == 0 {
				likes = 400
			}
			level(id, "reactions", look, likes)
			level(id, "comments", look, float64(i%4))
			if o.Network == "vk" {
				level(id, "views", look, float64(500+40*i))
			}
		}
		if o.Network == "vk" {
			m := ingest.Members{Account: o.Account, Network: o.Network, Set: "followers", At: time.Date(2026, 9, 20, 0, 0, 0, 0, time.UTC), Last: true}
			for person := range 100 {
				m.IDs = append(m.IDs, fmt.Sprint(30*a+person))
			}
			n.Members = append(n.Members, m)
		}
	}
	return n, accounts
}

// communities reads September of the walls, or of nothing.
func communities(t *testing.T, n ingest.Note, accounts []metric.Owned) Communities {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	topics := []ingest.Topic{{ID: "zarya", Name: "Заря | <i>", Zone: zone}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: zone},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: zone}}
	now := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	n.Source, n.At = "wall", now
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Source: "wall", Kind: stream.Note}, Note: &n}}); err != nil {
		t.Fatal(err)
	}
	b := metric.Business{Accounts: accounts, Supplies: map[string][]string{"vk": {"followers", "published", "set.followers", "post.views"}, "telegram": {"followers"}}}
	r, err := metric.NewReader(t.Context(), db, b, "zarya", alerts.Month.At(now.AddDate(0, -1, 0), zone), now)
	if err != nil {
		t.Fatal(err)
	}
	c, err := BuildCommunities(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCommunities(t *testing.T) {
	n, accounts := walls()
	for name, build := range map[string]func() Communities{
		"communities":      func() Communities { return communities(t, n, accounts) },
		"communities-none": func() Communities { return communities(t, ingest.Note{}, nil) },
	} {
		c, again := build(), build()
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts, alerts.Texts)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range Formats {
				var b, twice bytes.Buffer
				for w, r := range map[*bytes.Buffer]Report{&b: c, &twice: again} {
					if err := Write(w, r, format, p, alerts.Links{Base: "https://molva.example"}); err != nil {
						t.Fatal(err)
					}
				}
				if b.String() != twice.String() {
					t.Errorf("%s %s %s: two runs differ", name, language, format)
				}
				if format == "text" || format == "html" {
					phrasetest.Golden(t, name+"."+language+"."+format, b.String())
				}
			}
		}
	}
}

// What strangers write in posts and what accounts are called does nothing on a page, in Markdown and in a spreadsheet.
func TestCommunitiesAreInert(t *testing.T) {
	n, accounts := walls()
	c := communities(t, n, accounts)
	p, err := phrase.New("en", Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	for format, bad := range map[string][]string{
		"html": {"<script>", "<b>kestrel", "\u202e", "javascript:x\""},
		"md":   {"<script>", "[колонка](javascript", "|*x*", "\u202e"},
		"csv":  {"\"=HYPERLINK", "\n="},
		"text": {"\u202e"},
	} {
		var b bytes.Buffer
		if err := Write(&b, c, format, p, alerts.Links{}); err != nil {
			t.Fatal(err)
		}
		for _, text := range bad {
			if strings.Contains(b.String(), text) {
				t.Errorf("%s has %q", format, text)
			}
		}
	}
}

func TestCommunitiesStandBesideEachOther(t *testing.T) {
	n, accounts := walls()
	c := communities(t, n, accounts)
	vk := c.Networks[slices.IndexFunc(c.Networks, func(n Network) bool { return n.Name == "vk" })]
	if len(vk.Accounts) != 2 || !vk.Accounts[0].Ours || vk.Accounts[1].Ours {
		t.Fatalf("%d accounts", len(vk.Accounts))
	}
	ours, theirs := vk.Accounts[0], vk.Accounts[1]
	// 20…31 likes, the fifth post's 400 in place of 24, and three times 0+1+2+3 comments, of 12 posts seen 500 to 940 times.
	if v := ours.of("engagement_rate_view"); v.Of == nil || *v.Of != (metric.Of{Num: 306 + 376 + 18, Den: 8640}) {
		t.Errorf("ours %+v", v.Of)
	}
	if v := theirs.of("engagement_rate_view"); v.Of == nil || *v.Of != (metric.Of{Num: 306 + 12*10 + 18, Den: 8640}) {
		t.Errorf("theirs %+v", v.Of)
	}
	if v := ours.of("benchmark_percentile"); v.Value != 0.75 || v.N != 2 {
		t.Errorf("percentile %v of %d", v.Value, v.N)
	}
	if v := ours.of("audience_intersection"); v.Value != 40 {
		t.Errorf("%v follow both, want 40", v.Value)
	}
	if v := ours.of("exclusive_audience"); v.Value != 0.6 {
		t.Errorf("%v follow only ours, want 0.6", v.Value)
	}
}

// A period that is not over says so, and tags and counts lead where their readers look.
func TestCommunitiesSayWhatTheyAreOf(t *testing.T) {
	n, accounts := walls()
	c := communities(t, n, accounts)
	p, err := phrase.New("en", Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	for running, want := range map[bool]int{false: 0, true: 1} {
		c.Running = running
		var b bytes.Buffer
		if err := Write(&b, c, "html", p, alerts.Links{Base: "https://molva.example"}); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		if got := strings.Count(page, "The period is not over"); got != want {
			t.Errorf("running %v: said %d times", running, got)
		}
		for _, part := range []string{"#звук", "slot=h10&amp;", "zone=Europe%2FMoscow", "length=short", "word=%D0%BF%D0%BB%D0%B5%D0%B5%D1%80"} {
			if !strings.Contains(page, part) {
				t.Errorf("the page has no %s", part)
			}
		}
	}
}
