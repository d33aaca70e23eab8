package overview

import (
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

	"molva/alerts"
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
	phrasetest.Complete(t, "templates", Texts, frame.Texts, alerts.Texts, report.Texts)
}

// db is a store with one quote by a stranger, and the same words as a topic's name.
func db(t *testing.T, words, link string) *store.DB {
	t.Helper()
	db := opened(t,
		ingest.Topic{ID: "zarya", Name: "Zarya", Zone: time.UTC},
		ingest.Topic{ID: "kestrel", Name: words, Parent: "zarya", Zone: time.UTC},
		ingest.Topic{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC})
	at := now.AddDate(0, 0, -3)
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Network: "vk", Source: "vk", Seen: at},
		Tagged: classify.Tag(
			ingest.Mention{ID: "1", Network: "vk", Text: words, URL: link, Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: "a"}},
			classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test",
				Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}})}})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func opened(t *testing.T, topics ...ingest.Topic) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func site(t *testing.T, language string, db *store.DB) *frame.Site {
	t.Helper()
	p, err := phrase.New(language, Texts, frame.Texts, alerts.Texts, report.Texts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := frame.New(frame.Site{DB: db, Printer: p, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Trouble: func() map[string]string { return map[string]string{"slack": "refused: is_archived"} }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// get asks for an address and returns the status and the page.
func get(t *testing.T, s *frame.Site, target string) (int, string) {
	t.Helper()
	routes, err := Pages(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Code, w.Body.String()
}

// lacks says what of some texts a page does not have.
func lacks(t *testing.T, which, body string, wanted ...string) {
	t.Helper()
	for _, text := range wanted {
		if !strings.Contains(body, text) {
			t.Errorf("%s: %q is missing", which, text)
		}
	}
}

func TestOverview(t *testing.T) {
	for language, wanted := range map[string][]string{
		"en": {"Too few opinions to judge: 0 positive, 1 negative.", "competitor", "open on vk.example", "Not calibrated for this topic: 0 of 100 labels.",
			"has not been measured here", `aria-current="true">Week`, "Side by side", "too few to tell", "mentions that count", "Numbers of the chart"},
		"ru": {"Мнений слишком мало, чтобы судить", "конкурент", "открыть на vk.example", "меток 0 из 100", "здесь ещё не измерено", `lang="ru"`, "Рядом", "учтённые упоминания"},
	} {
		s := site(t, language, db(t, "Kestrel", "https://vk.example/1"))
		status, body := get(t, s, "/")
		lacks(t, language, body, wanted...)
		lacks(t, language, body, "21–27", "refused: is_archived", `href="?period=week&amp;topic=kestrel"`, `data-fresh="topic"`,
			`<a href="/mentions?since=20260921T0000Z&amp;topic=zarya&amp;until=20260928T0000Z" data-count="1">1</a>`)
		if status != 200 || strings.Contains(body, "style=") || strings.Contains(body, "<style") {
			t.Errorf("%s: %d, or an inline style", language, status)
		}
	}
}

func TestOneTopic(t *testing.T) {
	s := site(t, "en", db(t, "Kestrel", "https://vk.example/1"))
	for target, wanted := range map[string]string{
		"/?topic=kestrel": "belongs to Zarya",
		"/?topic=boreal":  "the silence says nothing",
	} {
		_, body := get(t, s, target)
		lacks(t, target, body, wanted)
	}
	alone := site(t, "en", opened(t, ingest.Topic{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC}))
	if _, body := get(t, alone, "/"); strings.Contains(body, "Side by side") || !strings.Contains(body, "Boreal, 21–27 Sep 2026") {
		t.Error("one topic stands beside nothing")
	}
}

func TestOtherPeriods(t *testing.T) {
	s := site(t, "en", db(t, "Kestrel", "https://vk.example/1"))
	for target, title := range map[string]string{
		"/?period=day":                 "Zarya, 27 Sep 2026",
		"/?period=month":               "Zarya, August 2026",
		"/?period=week&at=2026-09-28":  "Zarya, 28 Sep – 4 Oct 2026",
		"/?period=month&at=2026-09-01": "Zarya, September 2026",
		"/?period=quarter":             "Zarya, 1 Apr – 30 Jun 2026",
		"/?period=year":                "Zarya, 1 Jan – 31 Dec 2025",
	} {
		_, body := get(t, s, target)
		lacks(t, target, body, title)
	}
	for target, status := range map[string]int{"/?period=age": 400, "/?at=tomorrow": 400, "/?topic=nobody": 404, "/nowhere": 404} {
		if got, _ := get(t, s, target); got != status {
			t.Errorf("%s: %d, want %d", target, got, status)
		}
	}
}

func TestNoTopics(t *testing.T) {
	for language, wanted := range map[string]string{"en": "No topics yet.", "ru": "Тем пока нет."} {
		status, body := get(t, site(t, language, opened(t)), "/")
		lacks(t, language, body, wanted, "molva.yaml", "molva watch")
		if status != 200 {
			t.Errorf("%s: %d", language, status)
		}
	}
}

// A stranger's text changes the words of the page and nothing else.
func TestInertText(t *testing.T) {
	shape := func(words, link string) []string {
		_, body := get(t, site(t, "en", db(t, words, link)), "/?topic=kestrel")
		return elements(t, body)
	}
	plain := shape("harmless words that nobody minds", "https://vk.example/1")
	for _, words := range hostile {
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

// hostile is what strangers may write.
var hostile = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><a href="https://evil.example">`, `{{.}} ${x}`, `</li></ol><svg onload=alert(1)>`,
	`</blockquote></section><svg onload=alert(1)>`, "\u202eright to left <!--", `' onmouseover='alert(1)`, "&lt;script&gt;",
}

// elements lists every element with the names of its attributes.
func elements(t *testing.T, page string) []string {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for child := range tree.Descendants() {
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
