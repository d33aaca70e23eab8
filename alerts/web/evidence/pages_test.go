package evidence

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, alerts.Texts, report.Texts)
	phrasetest.Complete(t, "templates", Texts, frame.Texts)
}

// site is what differs between the sites of the tests.
type site struct {
	DB       *store.DB
	Business metric.Business
	Language string
	Shows    bool // and changes nothing
}

// handler serves the pages of this package alone.
func handler(t *testing.T, o site) http.Handler {
	t.Helper()
	if o.DB == nil {
		o.DB = db(t, "Kestrel", "https://vk.example/1")
	}
	p, err := phrase.New(o.Language, Texts, frame.Texts, alerts.Texts, report.Texts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := frame.New(frame.Site{DB: o.DB, Business: o.Business, Printer: p, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: !o.Shows})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	return mux
}

// db is a store with one mention by a stranger, and the same words as a topic's name.
func db(t *testing.T, words, link string) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: words, Parent: "zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	at := now.AddDate(0, 0, -3)
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	m := ingest.Mention{ID: "1", Network: "vk", Text: words, URL: link, Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: "a"}}
	v := classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}}
	err = db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(m, v)}})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func get(h http.Handler, method, target string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w.Result()
}

// post sends a form as somebody called Ann.
func post(h http.Handler, path string, form url.Values) *http.Response {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "molva_name", Value: "QW5u"})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func read(t *testing.T, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// elements lists every element with the names of its attributes.
func elements(n *html.Node) []string {
	var all []string
	for child := range n.Descendants() {
		if child.Type != html.ElementNode {
			continue
		}
		text := child.Data
		for _, a := range child.Attr {
			text += " " + a.Key
		}
		all = append(all, text)
	}
	return all
}

// words are the texts of a page, without its markup.
func words(t *testing.T, body string) string {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range tree.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}
