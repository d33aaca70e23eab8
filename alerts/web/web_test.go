package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts/phrase/phrasetest"
	"molva/alerts/web/door"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", frame.Texts) }

// db is a store with one mention by a stranger.
func db(t *testing.T) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	save(t, db, 1)
	return db
}

// save adds the nth mention of kestrel.
func save(t *testing.T, db *store.DB, n int) {
	t.Helper()
	at := now.AddDate(0, 0, -3)
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	m := ingest.Mention{ID: fmt.Sprint(n), Network: "vk", Text: fmt.Sprint("kestrel is silent again ", n), URL: "https://vk.example/1", Published: at, Seen: at,
		Topics: []string{"kestrel"}, Author: ingest.Author{ID: fmt.Sprint("a", n)}}
	v := classify.Verdict{Lang: "en", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test",
		Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}}
	err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: uint64(n), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(m, v)}})
	if err != nil {
		t.Fatal(err)
	}
}

func handler(t *testing.T, o Options) *Server {
	t.Helper()
	o.Base = "http://example.com" // as httptest calls itself
	o.Now, o.Log = func() time.Time { return now }, slog.New(slog.NewTextHandler(io.Discard, nil))
	if o.DB == nil {
		o.DB = db(t)
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
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
		{"POST", "/nowhere", 405, "nothing is taken at this address\n"},
		{"GET", "/static/other.css", 404, "404 page not found\n"},
	} {
		r := get(h, c.method, c.target)
		if body := read(t, r); r.StatusCode != c.status || body != c.body {
			t.Errorf("%s %s: %d %q", c.method, c.target, r.StatusCode, body)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers are missing", c.target)
		}
	}
	if r := get(h, "GET", "/nowhere"); r.StatusCode != 404 || !strings.Contains(read(t, r), "There is no such page") {
		t.Errorf("/nowhere: %d", r.StatusCode)
	}
	for _, query := range []string{"?period=age", "?at=tomorrow"} {
		if r := get(h, "GET", "/"+query); r.StatusCode != 400 || !strings.Contains(read(t, r), "want") {
			t.Errorf("%s: %d", query, r.StatusCode)
		}
	}
}

// sections are the pages that the menu leads to.
var sections = []frame.Section{frame.Overview, frame.Complaints, frame.Mentions, frame.Topics, frame.Communities, frame.Answers, frame.ROI,
	frame.Accuracy, frame.Sources, frame.Alerts, frame.Dead, frame.Settings, frame.Shares, frame.People, frame.Tokens, frame.Audit}

func TestEverySection(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		h := handler(t, Options{Language: language})
		for _, s := range sections {
			r := get(h, "GET", string(s))
			body := read(t, r)
			if r.StatusCode != 200 || !strings.Contains(body, `<html lang="`+language+`">`) || !strings.Contains(body, `aria-current="page"`) {
				t.Errorf("%s in %s: %d\n%.600s", s, language, r.StatusCode, body)
			}
			for _, inline := range []string{" style=", "<style", "<script>", " onclick=", "molva-page"} {
				if strings.Contains(body, inline) {
					t.Errorf("%s in %s has %s", s, language, inline)
				}
			}
			policy := r.Header.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: %s", s, policy)
			}
		}
	}
}

// What a page weighs, with all that it loads.
func TestPagesAreLight(t *testing.T) {
	h := handler(t, Options{})
	weigh := func(path string) int {
		r := get(h, "GET", path, "Accept-Encoding", "gzip")
		packed := []byte(read(t, r))
		if r.Header.Get("Content-Encoding") != "gzip" || r.StatusCode != 200 {
			t.Fatalf("%s: %d, packed %q", path, r.StatusCode, r.Header.Get("Content-Encoding"))
		}
		unpacked, err := gzip.NewReader(strings.NewReader(string(packed)))
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := io.ReadAll(unpacked); err != nil || string(plain) != read(t, get(h, "GET", path)) {
			t.Errorf("%s is another when packed: %v", path, err)
		}
		return len(packed)
	}
	scripts := 0
	for _, name := range []string{"molva.js", "label.js"} {
		scripts += weigh(h.site.Asset(name))
	}
	if scripts > 15_000 {
		t.Errorf("scripts have %d bytes", scripts)
	}
	rest := scripts + weigh(h.site.Asset("style.css")) + weigh(h.site.Asset("icon.svg"))
	for _, s := range sections {
		if all := rest + weigh(string(s)); all > 100_000 {
			t.Errorf("%s has %d bytes", s, all)
		}
	}
}

func TestStaticFilesAreKept(t *testing.T) {
	h := handler(t, Options{})
	address := h.site.Asset("style.css")
	r := get(h, "GET", address)
	if !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%v", r.Header)
	}
	plain := get(h, "GET", "/static/style.css")
	if plain.StatusCode != 200 || strings.Contains(plain.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("without its hash: %d %v", plain.StatusCode, plain.Header)
	}
	if again := get(h, "GET", "/static/style.css", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("asked for again: %d", again.StatusCode)
	}
	if body := read(t, get(h, "GET", "/")); !strings.Contains(body, `href="`+address+`"`) {
		t.Error("pages do not say its hash")
	}
}

// A page is kept until something has changed; then it shows that.
func TestPagesShowWhatIsStored(t *testing.T) {
	store := db(t)
	h := handler(t, Options{DB: store})
	first := read(t, get(h, "GET", "/mentions"))
	if !strings.Contains(first, `data-rows="1"`) || read(t, get(h, "GET", "/mentions?")) != first {
		t.Fatalf("%.2000s", first)
	}
	save(t, store, 2)
	for range 100 {
		if strings.Contains(read(t, get(h, "GET", "/mentions")), `data-rows="2"`) {
			return
		}
		time.Sleep(20 * time.Millisecond) // it is being made
	}
	t.Error("the second mention is not shown")
}

// The token is asked for before anything is shown, and the frame of the page offers to leave.
func TestToken(t *testing.T) {
	h := handler(t, Options{Door: door.Options{Token: "secret"}})
	if r := get(h, "GET", "/", "Accept", "text/html"); r.StatusCode != 303 || r.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("without it: %d", r.StatusCode)
	}
	if r := get(h, "GET", "/", "Authorization", "Bearer secret"); r.StatusCode != 200 || strings.Contains(read(t, r), `action="/sign-out"`) {
		t.Errorf("with it: %d", r.StatusCode)
	}
	signed := httptest.NewRequest("POST", door.InPath, strings.NewReader("token=secret"))
	signed.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, signed)
	cookie := w.Result().Cookies()[0]
	if r := get(h, "GET", "/", "Cookie", cookie.Name+"="+cookie.Value); r.StatusCode != 200 || !strings.Contains(read(t, r), `action="/sign-out"`) {
		t.Errorf("signed in with it: %d", r.StatusCode)
	}
}

func TestWithoutADatabase(t *testing.T) {
	h, err := New(Options{Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Door: door.Options{Token: "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for path, status := range map[string]int{"/healthz": 200, "/readyz": 200, "/": 401, "/live": 401} {
		if r := get(h, "GET", path, "Accept", "text/html"); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, status)
		}
	}
}

// Whoever listens hears of what was saved, and holds nothing up when the program ends.
func TestLive(t *testing.T) {
	store := db(t)
	h := handler(t, Options{DB: store})
	server := httptest.NewServer(h)
	defer server.Close()
	r, err := server.Client().Get(server.URL + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	heard := bufio.NewScanner(r.Body)
	next := func(event string) string {
		t.Helper()
		for heard.Scan() {
			if heard.Text() == "event: "+event && heard.Scan() {
				return heard.Text()
			}
		}
		t.Fatalf("no %s: %v", event, heard.Err())
		return ""
	}
	hello := next("hello")
	body := read(t, get(h, "GET", "/"))
	revision, _, _ := strings.Cut(strings.TrimPrefix(hello, `data: {"revision":"`), `"`)
	if !strings.Contains(body, `data-live="`+revision+`"`) {
		t.Errorf("the page does not say that it shows %s", revision)
	}
	save(t, store, 2)
	if said := next("change"); !strings.HasSuffix(said, `"mentions":1,"complaints":0}`) || strings.Contains(said, `"`+revision+`"`) {
		t.Errorf("%s", said)
	}
	h.Close()
	if heard.Scan(); heard.Err() != nil {
		t.Error(heard.Err())
	}
}
