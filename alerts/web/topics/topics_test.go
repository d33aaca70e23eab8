package topics

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, report.Texts, alerts.Texts)
}

// heardOf is a store in which so many people said something for and against kestrel last week, and one for boreal.
func heardOf(t *testing.T, name string, topics ...ingest.Topic) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if len(topics) == 0 {
		return db
	}
	var all []classify.Result
	for i := range 13 {
		feeling, topic, at := classify.Positive, "kestrel", now.AddDate(0, 0, -4)
		switch {
		case i < 4:
			feeling = classify.Negative
		case i == 11:
			topic = "boreal"
		case i == 12:
			at = now.AddDate(0, 0, -11)
		}
		p := classify.Probabilities{Negative: 0.05, Neutral: 0.05, Positive: 0.9}
		if feeling == classify.Negative {
			p = classify.Probabilities{Negative: 0.9, Neutral: 0.05, Positive: 0.05}
		}
		all = append(all, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(
			ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: fmt.Sprint(name, " number ", i), Published: at, Seen: at, Topics: []string{topic}, Author: ingest.Author{ID: fmt.Sprint(i)}},
			classify.Verdict{Lang: "en", Sentiment: feeling, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: topic, Sentiment: feeling, P: p}}})})
	}
	if err := db.Save(t.Context(), "test", all); err != nil {
		t.Fatal(err)
	}
	return db
}

// company is one with a product and a competitor.
func company(name string) []ingest.Topic {
	return []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: name, Parent: "zarya", Query: "kestrel OR \"" + strings.ReplaceAll(name, `"`, "") + "\"", Zone: time.UTC},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC}}
}

func pages(t *testing.T, language string, db *store.DB, o Options) http.Handler {
	t.Helper()
	say, err := phrase.New(language, Texts, frame.Texts, report.Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	site, err := frame.New(frame.Site{DB: db, Printer: say, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(site, o)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	return mux
}

func get(t *testing.T, h http.Handler, target string) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Code, w.Body.String()
}

func TestTree(t *testing.T) {
	for language, wanted := range map[string][]string{
		"en": {"All topics", "competitor", ">11</a>", "no query: it sums up the topics below it", "even", "End the comparison"},
		"ru": {"Все темы", "конкурент", ">11</a>", "запроса нет", `lang="ru"`, "Закончить сравнение"},
	} {
		h := pages(t, language, heardOf(t, "Kestrel", company("Kestrel")...), Options{})
		status, body := get(t, h, "/topics?with=kestrel&with=boreal")
		if status != 200 {
			t.Fatalf("%s: %d %s", language, status, body)
		}
		for _, text := range append(wanted, "/topics/preview?q=kestrel", "period=month&amp;with=kestrel&amp;with=boreal") {
			if !strings.Contains(body, text) {
				t.Errorf("%s: %q is missing", language, text)
			}
		}
	}
}

// Before anybody listened nothing was heard, which is not zero.
func TestBeforeAnybodyListened(t *testing.T) {
	h := pages(t, "en", heardOf(t, "Kestrel", company("Kestrel")...), Options{})
	if _, body := get(t, h, "/topics?period=month&at=2026-09-10"); !strings.Contains(body, `<td class="n quiet">–</td>`) || strings.Contains(body, `<td class="n quiet">0</td>`) {
		t.Errorf("August is zero: %s", body)
	}
	if _, body := get(t, h, "/topics"); !strings.Contains(body, `<td class="n quiet">0</td>`) {
		t.Error("nobody spoke of Boreal, and it is not said")
	}
}

// Every count says as many as its list has.
func TestCountsEqualLists(t *testing.T) {
	db := heardOf(t, "Kestrel", company("Kestrel")...)
	_, body := get(t, pages(t, "en", db, Options{}), "/topics")
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for n := range root.Descendants() {
		count := attribute(n, "data-count")
		if count == "" {
			continue
		}
		seen++
		link, err := url.Parse(attribute(n, "href"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := alerts.ParseQuery(link.Query())
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := db.Count(t.Context(), f); err != nil || fmt.Sprint(rows) != count {
			t.Errorf("%s: says %s, lists %d, %v", link, count, rows, err)
		}
	}
	if seen < 5 {
		t.Errorf("only %d counts", seen)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestTreeRefuses(t *testing.T) {
	h := pages(t, "en", heardOf(t, "Kestrel", company("Kestrel")...), Options{})
	for target, status := range map[string]int{
		"/topics?with=nobody": 404, "/topics?period=age": 400, "/topics?at=soon": 400, "/topics/preview?q=x&days=0": 400, "/topics/preview?q=x&days=many": 400,
	} {
		if got, _ := get(t, h, target); got != status {
			t.Errorf("%s: %d, want %d", target, got, status)
		}
	}
	if status, body := get(t, h, "/topics?with=kestrel"); status != 200 || !strings.Contains(body, "1 topic is chosen; from 2 to 4 can be compared.") {
		t.Errorf("one alone: %d %s", status, body)
	}
}

func TestNoTopics(t *testing.T) {
	status, body := get(t, pages(t, "ru", heardOf(t, ""), Options{}), "/topics")
	if status != 200 || !strings.Contains(body, "Ни одной темы ещё нет") {
		t.Errorf("%d %s", status, body)
	}
}

// A stranger's text changes the words of the pages and nothing else.
func TestInert(t *testing.T) {
	shape := func(words string) (all []string) {
		catch := func(context.Context, string, int) (Catch, error) {
			return Catch{Raw: 9, Count: 1, Sample: []Hit{{"vk:" + words, now, "so " + words + " says", []query.Span{{Start: 3, End: 3 + len(words)}}}}}, nil
		}
		h := pages(t, "en", heardOf(t, words, company(words)...), Options{Catch: catch})
		for _, target := range []string{"/topics?with=kestrel&with=boreal", "/topics/preview?q=kestrel", "/topics/preview?q=" + url.QueryEscape("AND "+words)} {
			_, body := get(t, h, target)
			root, err := html.Parse(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			for n := range root.Descendants() {
				if n.Type == html.ElementNode {
					all = append(all, n.Data)
				}
			}
		}
		return all
	}
	plain := shape("Kestrel")
	for _, words := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{.}} & </section>`, "\u202eevil\u2066"} {
		if got := shape(words); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements", words)
		}
	}
}

func TestPreview(t *testing.T) {
	var asked string
	catch := func(_ context.Context, expr string, days int) (Catch, error) {
		asked = fmt.Sprint(expr, " ", days)
		text := "новый кестрел приехал"
		at := strings.Index(text, "кестрел")
		return Catch{Raw: 1200, Count: 3, Sample: []Hit{{"vk:7", now, text, []query.Span{{Start: at, End: at + len("кестрел")}}}}}, nil
	}
	h := pages(t, "ru", heardOf(t, "Kestrel", company("Kestrel")...), Options{Catch: catch})
	status, body := get(t, h, "/topics/preview?q="+url.QueryEscape("кестрел")+"&days=7")
	if status != 200 || asked != "кестрел 7" || !strings.Contains(body, "новый <mark>кестрел</mark> приехал") || !strings.Contains(body, "vk:7") {
		t.Errorf("%d %q %s", status, asked, body)
	}
	if _, body := get(t, h, "/topics/preview?q="+url.QueryEscape(`kestrel AND (`)); !strings.Contains(body, "Запрос не читается") || !strings.Contains(body, "^</pre>") {
		t.Errorf("the mistake is not pointed at: %s", body)
	}
	if _, body := get(t, pages(t, "en", heardOf(t, ""), Options{}), "/topics/preview?q=x"); !strings.Contains(body, "not on this machine") {
		t.Error("nobody can be asked, and it is not said")
	}
}

// A long text is cut around the first hit, between letters, and spans that do not fit are left out.
func TestMarked(t *testing.T) {
	long := strings.Repeat("ж ", 900) + "Kestrel " + strings.Repeat("я ", 900)
	at := strings.Index(long, "Kestrel")
	pieces := marked(long, []query.Span{{Start: at, End: at + 7}, {Start: 5, End: 2}, {Start: len(long), End: len(long) + 9}})
	text, hits := "", 0
	for _, p := range pieces {
		text += p.Text
		if p.Hit {
			hits++
		}
	}
	if hits != 1 || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") || strings.ContainsRune(text, '\uFFFD') || len(text) > mostText+20 {
		t.Errorf("%d hits in %q", hits, text)
	}
	if got := marked("a\nb", nil); len(got) != 1 || got[0].Text != "a b" {
		t.Errorf("%+v", got)
	}
}
