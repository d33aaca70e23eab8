package evidence

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// said is a store in which n people say the words about a product of Zarya, the latest an hour ago.
func said(t *testing.T, n int, feels classify.Sentiment, words func(int) string) *store.DB {
	t.Helper()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	topics := []ingest.Topic{
		{ID: "zarya", Name: "Заря", Zone: moscow},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow},
	}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i := range n {
		at := now.Add(-time.Duration(n-i) * time.Hour)
		p := classify.Probabilities{Neutral: 1}
		if feels == classify.Negative {
			p = classify.Probabilities{Negative: 0.9, Neutral: 0.1}
		}
		m := ingest.Mention{ID: strconv.Itoa(i), Network: "vk", Text: words(i), URL: "https://vk.example/" + strconv.Itoa(i), Published: at, Seen: at,
			Topics: []string{"kestrel"}, Author: ingest.Author{ID: "author" + strconv.Itoa(i), Name: "Name of an author"}}
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at},
			Tagged: classify.Tag(m, classify.Verdict{Lang: "ru", Sentiment: feels, P: p, Category: classify.Other, Model: "test",
				Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: feels, P: p}}})})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	return db
}

func remark(i int) string { return fmt.Sprintf("Remark number %d about %x", i, i*i*7919) }

// TestMentionsPages: page after page all mentions are there, each once, the newest first.
func TestMentionsPages(t *testing.T) {
	h := handler(t, site{DB: said(t, 120, classify.Neutral, remark)})
	next, seen := "/mentions?topic=zarya&sentiment=neutral", []int{}
	for pages := 0; next != ""; pages++ {
		if pages == 4 {
			t.Fatal("the pages have no end")
		}
		body := read(t, get(h, "GET", next))
		if !strings.Contains(body, "<h1>120 neutral mentions of Заря</h1>") {
			t.Errorf("page %d has another title", pages)
		}
		next = ""
		tree, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range tree.Descendants() {
			if number, ok := strings.CutPrefix(n.Data, "Remark number "); ok {
				i, err := strconv.Atoi(strings.Fields(number)[0])
				if err != nil {
					t.Fatal(err)
				}
				seen = append(seen, i)
			}
			if slices.Contains(n.Attr, html.Attribute{Key: "rel", Val: "next"}) {
				next = n.Attr[slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })].Val
			}
		}
	}
	if len(seen) != 120 || !slices.IsSortedFunc(seen, func(a, b int) int { return b - a }) || len(slices.Compact(seen)) != 120 {
		t.Errorf("seen %d mentions: %v", len(seen), seen)
	}
}

func TestMentionsPage(t *testing.T) {
	db := said(t, 3, classify.Negative, func(i int) string {
		return []string{"Курьер не приехал, заказ так и не привезли", "Опять курьер не приехал, сижу и жду заказ", "Курьер не приехал и не позвонил, где мой заказ"}[i]
	})
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Index(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		target, language string
		wanted           []string
	}{
		{"/mentions?topic=zarya&sentiment=negative&since=2026-09-27T00:00:00%2B03:00&until=2026-09-29T00:00:00%2B03:00", "en",
			[]string{"3 negative mentions of Заря, 27–28 Sep 2026", "90% sure, vk, 28 Sep 2026, 11:00, c1", "open on vk.example"}},
		{"/mentions?topic=kestrel&network=vk&search=%D0%BA%D1%83%D1%80%D1%8C%D0%B5%D1%80&all=true", "ru", []string{"3 упоминания темы «Kestrel»", "сеть: vk", "слова: курьер", "и то, что не учитывается", "уверенность 90\u00a0%"}},
		{"/mentions?complaint=c1", "en", []string{"3 mentions", "complaint c1: курьер не приехал"}},
		{"/mentions?kind=complaint&since=2026-09-28T10:30:00%2B03:00", "ru", []string{"1 упоминание, начиная с 28 сентября 2026, 10:30", "жалуются"}},
		{"/mentions?topic=zarya&sentiment=positive", "en", []string{"0 positive mentions of Заря", "There is nothing here."}},
		{"/mentions?topic=zarya&before=999", "en", []string{"3 mentions of Заря", "There is nothing here."}},
	} {
		r := get(handler(t, site{DB: db, Language: c.language}), "GET", c.target)
		body := read(t, r)
		text := words(t, body)
		for _, wanted := range c.wanted {
			if !strings.Contains(text, wanted) {
				t.Errorf("%s: %q is missing in\n%s", c.target, wanted, text)
			}
		}
		if r.StatusCode != http.StatusOK || strings.Contains(body, "style=") || strings.Contains(strings.ReplaceAll(body, "<script src=", ""), "<script") || strings.Contains(body, "Name of an author") {
			t.Errorf("%s: %d, or more is shown than wanted", c.target, r.StatusCode)
		}
		if strings.Contains(body, `rel="next"`) {
			t.Errorf("%s leads on to an empty page", c.target)
		}
	}
}

func TestMentionsRefuses(t *testing.T) {
	h := handler(t, site{})
	for target, want := range map[string]struct {
		status int
		words  string
	}{
		"/mentions?sentiment=angry":      {400, `sentiment is "angry", want negative, neutral or positive`},
		"/mentions?colour=red":           {400, `parameter is "colour", want one of topic, sentiment`},
		"/mentions?topic=zaria":          {404, `unknown topic "zaria", have`},
		"/mentions?complaint=c7":         {404, "unknown complaint c7, there is [c1]"},
		"/mentions?topic=%3Cscript%3E":   {404, "unknown topic"},
		"/mentions?since=last+Wednesday": {400, `A day is written such as 2026-09-01, a moment such as 2026-09-01T12:00:00+03:00; found "last Wednesday".`},
	} {
		r := get(h, "GET", target)
		if body := read(t, r); r.StatusCode != want.status || !strings.Contains(words(t, body), want.words) || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %q", target, r.StatusCode, body)
		}
	}
	if r := get(h, "POST", "/mentions"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("posting there answers %d", r.StatusCode)
	}
}

// A stranger's text changes the words of the list and nothing else, and so does what stands in the address.
func TestInertMentions(t *testing.T) {
	shape := func(words, search string) []string {
		h := handler(t, site{DB: db(t, words, "https://vk.example/1")})
		tree, err := html.Parse(strings.NewReader(read(t, get(h, "GET", "/mentions?topic=kestrel"+search))))
		if err != nil {
			t.Fatal(err)
		}
		return elements(tree)
	}
	plain := shape("harmless words that nobody minds", "")
	for _, words := range []string{`<script>alert(1)</script>`, `"><a href="https://evil.example">`, `</blockquote></section><svg onload=alert(1)>`, "\u202eleft <!--", "{{.}}"} {
		if got := shape(words, ""); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements:\n%v\nwant\n%v", words, got, plain)
		}
	}
	if got, want := shape("words", "&network=%3Cb%3E%22onload%3D"), shape("words", "&network=harmless"); !slices.Equal(got, want) {
		t.Errorf("the address makes other elements:\n%v\nwant\n%v", got, want)
	}
}
