package accuracy

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	phrasetest.Complete(t, "templates", Texts, frame.Texts)
}

// handler serves the pages over a store with n mentions of kestrel that say the words.
func handler(t *testing.T, language string, n int, words string) (http.Handler, *store.DB) {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i := range n {
		at, p := now.Add(-time.Duration(n-i)*time.Hour), classify.Probabilities{Negative: 0.9, Neutral: 0.1}
		m := ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: fmt.Sprint(words, " ", i*i*7919), Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: fmt.Sprint("a", i)}}
		v := classify.Verdict{Lang: "en", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}}
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(m, v)})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	p, err := phrase.New(language, Texts, frame.Texts, alerts.Texts, report.Texts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := frame.New(frame.Site{DB: db, Printer: p, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: true})
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
	return mux, db
}

func get(t *testing.T, h http.Handler, path string) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

// post sends a form as somebody called Ann, and says where it leads.
func post(h http.Handler, path string, form url.Values) (status int, to string) {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "molva_name", Value: "QW5u"})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Location")
}

// between is what stands in a text behind before, up to after.
func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	found, _, _ := strings.Cut(rest, after)
	return found
}

// TestASampleIsLabelled: a draw, words on each, one passed over, one taken back, and the card that comes of it.
func TestASampleIsLabelled(t *testing.T) {
	h, db := handler(t, "en", 5, "the lamp hums")
	if _, body := get(t, h, "/accuracy"); !strings.Contains(body, "No text was judged") {
		t.Error("a card of nothing says something else")
	}
	if status, to := post(h, "/accuracy/draw", url.Values{"topic": {"zarya"}}); status != http.StatusSeeOther || to != "/accuracy/label?topic=zarya" {
		t.Fatalf("%d %s", status, to)
	}
	at, last := "/accuracy/label?topic=zarya", ""
	for n, word := range []string{"negative", "skip", "positive", "neutral", "negative"} {
		status, body := get(t, h, at)
		if status != http.StatusOK || strings.Contains(body, "90%") {
			t.Fatalf("%s: %d, or the model's view is shown", at, status)
		}
		form := url.Values{"judge": {word}, "of": {"zarya"}, "mention": {between(body, `name="mention" value="`, `"`)}, "topic": {between(body, `name="topic" value="`, `"`)}, "skip": {between(body, `name="skip" value="`, `"`)}}
		if status, at = post(h, "/accuracy/label", form); status != http.StatusSeeOther {
			t.Fatalf("word %d: %d", n, status)
		}
		if word != "skip" {
			last = between(at, "last=", "&")
		}
	}
	open, err := db.OpenDraws(t.Context(), "zarya", store.Sampled)
	if err != nil || len(open) != 1 {
		t.Fatalf("%d are open, want the one that was passed over (%v)", len(open), err)
	}
	if status, _ := post(h, "/accuracy/undo", url.Values{"label": {last}, "of": {"zarya"}}); status != http.StatusSeeOther {
		t.Errorf("taking back: %d", status)
	}
	judged, err := db.Judgements(t.Context(), store.JudgementFilter{Purpose: store.Sampled})
	if err != nil || len(judged) != 3 || judged[0].Labeller != "Ann" {
		t.Errorf("%+v, %v", judged, err)
	}
	if _, body := get(t, h, "/accuracy?topic=kestrel"); !strings.Contains(body, "3 texts judged, model test") || !strings.Contains(body, "random sample, measures") || !strings.Contains(body, `href="/mentions/vk:`) {
		t.Error("the card lacks what was labelled")
	}
}

// TestRefusals: what is not understood changes nothing and says so.
func TestRefusals(t *testing.T) {
	h, _ := handler(t, "ru", 1, "the lamp hums")
	for path, want := range map[string]int{"/accuracy?topic=nobody": 404, "/accuracy/label?skip=x": 400, "/accuracy/label?topic=nobody": 404, "/accuracy/label": 200, "/accuracy": 200} {
		if status, _ := get(t, h, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
	for _, c := range []struct {
		path string
		form url.Values
		want int
	}{
		{"/accuracy/label", url.Values{"judge": {"angry"}, "mention": {"vk:0"}, "topic": {"kestrel"}}, 400},
		{"/accuracy/label", url.Values{"judge": {"negative"}, "mention": {"vk:9"}, "topic": {"kestrel"}}, 409},
		{"/accuracy/undo", url.Values{"label": {"x"}}, 400},
		{"/accuracy/undo", url.Values{"label": {"99"}}, 404},
		{"/accuracy/draw", url.Values{"topic": {"nobody"}}, 404},
	} {
		if status, _ := post(h, c.path, c.form); status != c.want {
			t.Errorf("%s %v: %d, want %d", c.path, c.form, status, c.want)
		}
	}
}

// TestStrangersWordsAreText: what somebody wrote is nothing but words on the page.
func TestStrangersWordsAreText(t *testing.T) {
	h, _ := handler(t, "en", 1, `<script>alert(1)</script>"><img src=x onerror=alert(1)>`)
	post(h, "/accuracy/draw", url.Values{"topic": {""}})
	if _, body := get(t, h, "/accuracy/label"); strings.Contains(body, "<script>alert") || strings.Contains(body, "<img") || !strings.Contains(body, "&lt;script&gt;") {
		t.Error("a stranger's markup is alive")
	}
}
