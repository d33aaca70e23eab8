package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts) }

// db is a store with one quote by a stranger, and the same words as a topic's name.
func db(t *testing.T, words, link string) *store.DB {
	t.Helper()
	topics := []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Zone: time.UTC},
		{ID: "kestrel", Name: words, Parent: "zarya", Zone: time.UTC},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC},
	}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	at := now.AddDate(0, 0, -3)
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	err = db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Network: "vk", Source: "vk", Seen: at},
		Tagged: classify.Tag(
			ingest.Mention{ID: "1", Network: "vk", Text: words, URL: link, Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: "a"}},
			classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test",
				Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}})}})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func handler(t *testing.T, o Options) http.Handler {
	t.Helper()
	o.Now, o.Log = func() time.Time { return now }, slog.New(slog.NewTextHandler(io.Discard, nil))
	if o.DB == nil {
		o.DB = db(t, "Kestrel", "https://vk.example/1")
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, method, target string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
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

func TestOverview(t *testing.T) {
	for language, wanted := range map[string][]string{
		"en": {"Too few opinions to judge: 0 positive, 1 negative.", "belongs to Zarya", "competitor", "the silence says nothing", "open on vk.example", "Not calibrated for this topic: 0 of 100 labels.",
			"has not been measured here", `aria-current="page">Last week`},
		"ru": {"Мнений слишком мало, чтобы судить", "относится к: Zarya", "конкурент", "открыть на vk.example", "меток 0 из 100", "здесь ещё не измерено", `lang="ru"`},
	} {
		h := handler(t, Options{Language: language, Trouble: func() map[string]string { return map[string]string{"slack": "refused: is_archived"} }})
		r := get(h, "GET", "/")
		body := read(t, r)
		for _, text := range append(wanted, "21–27", "refused: is_archived") {
			if !strings.Contains(body, text) {
				t.Errorf("%s: %q is missing", language, text)
			}
		}
		policy := r.Header.Get("Content-Security-Policy")
		if r.StatusCode != 200 || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %d, policy %q", language, r.StatusCode, policy)
		}
		if strings.Contains(body, "style=") || strings.Contains(body, "<script") {
			t.Errorf("%s: inline style or script", language)
		}
	}
}

// A stranger's text changes the words of the page and nothing else.
func TestInertText(t *testing.T) {
	shape := func(words, link string) []string {
		body := read(t, get(handler(t, Options{DB: db(t, words, link)}), "GET", "/"))
		tree, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return elements(tree)
	}
	plain := shape("harmless words that nobody minds", "https://vk.example/1")
	for _, words := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><a href="https://evil.example">`, `{{.}} ${x}`,
		`</blockquote></section><svg onload=alert(1)>`, "\u202eright to left <!--", `' onmouseover='alert(1)`, "&lt;script&gt;",
	} {
		if got := shape(words, "https://vk.example/1"); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements:\n%v\nwant\n%v", words, got, plain)
		}
	}
	for _, link := range []string{"javascript:alert(1)", "data:text/html,x", `https://a.example/"onload="x`} {
		if got := strings.Join(shape("words that nobody minds at all", link), " "); strings.Contains(got, "target") {
			t.Errorf("%q became a link", link)
		}
	}
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

func TestRoutes(t *testing.T) {
	hook := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusAccepted) })
	metrics := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "molva_up 1") })
	ready := func(context.Context) Readiness { return Readiness{Reasons: []string{"the disk is nearly full"}} }
	h := handler(t, Options{Hooks: map[string]http.Handler{"shop": hook}, Metrics: metrics, Ready: ready})
	for _, c := range []struct {
		method, target string
		status         int
		body           string
	}{
		{"GET", "/healthz", 200, "ok\n"},
		{"GET", "/readyz", 503, `{"ready":false,"reasons":["the disk is nearly full"]}` + "\n"},
		{"GET", "/metrics", 200, "molva_up 1\n"},
		{"POST", "/hooks/shop", 202, ""},
		{"POST", "/hooks/other", 404, "no such webhook source\n"},
		{"GET", "/hooks/shop", 202, ""}, // some networks make sure of an address so
		{"GET", "/nowhere", 404, "404 page not found\n"},
		{"GET", "/?period=age", 400, "period is \"age\", want day, week, month, quarter or year\n"},
		{"GET", "/?at=tomorrow", 400, "at is \"tomorrow\", want a date such as 2026-11-20\n"},
	} {
		r := get(h, c.method, c.target)
		if body := read(t, r); r.StatusCode != c.status || body != c.body {
			t.Errorf("%s %s: %d %q", c.method, c.target, r.StatusCode, body)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers are missing", c.target)
		}
	}
	if r := get(handler(t, Options{}), "GET", "/readyz"); read(t, r) != `{"ready":true,"reasons":[]}`+"\n" {
		t.Error("not ready without a reason")
	}
	if r := get(h, "GET", "/static/style.css"); r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d %s", r.StatusCode, r.Header.Get("Content-Type"))
	}
}

func TestOtherPeriods(t *testing.T) {
	h := handler(t, Options{})
	for target, title := range map[string]string{
		"/?period=day":                 "Zarya, 27 Sep 2026",
		"/?period=month":               "Zarya, August 2026",
		"/?period=week&at=2026-09-28":  "Zarya, 28 Sep – 4 Oct 2026",
		"/?period=month&at=2026-09-01": "Zarya, September 2026",
	} {
		if body := read(t, get(h, "GET", target)); !strings.Contains(body, title) {
			t.Errorf("%s: %q is missing", target, title)
		}
	}
}
