package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts/web/access"
	"molva/alerts/web/door"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// What is written everywhere in the store of the matrix: of the topic that everybody sees, and of the one that some do not.
const (
	seen   = "ownbird"
	hidden = "otherbird"
)

// talked is a store in which much was said and done about two topics.
func talked(t *testing.T) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "kestrel", Name: "Kestrel " + seen, Zone: time.UTC, Query: seen}, {ID: "lumen", Name: "Lumen " + hidden, Zone: time.UTC, Query: hidden}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var all []classify.Result
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	for i := range 10 {
		topic, bird := "kestrel", seen
		if i%2 == 1 {
			topic, bird = "lumen", hidden
		}
		at := now.AddDate(0, 0, -1-i)
		m := ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: "Курьер не приехал, заказ так и не привезли " + bird, Title: bird, URL: "https://vk.example/" + bird, Published: at, Seen: at,
			Topics: []string{topic}, Author: ingest.Author{ID: bird + fmt.Sprint(i)}, Thread: bird}
		v := classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: topic, Sentiment: classify.Negative, P: p}}}
		all = append(all, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(m, v)})
	}
	for _, err := range []error{db.Save(t.Context(), "test", all), db.Tend(t.Context())} {
		if err != nil {
			t.Fatal(err)
		}
	}
	busy(t, db)
	return db
}

// busy adds what people did and what stood out.
func busy(t *testing.T, db *store.DB) {
	t.Helper()
	feels := classify.Neutral
	for _, topic := range []string{"kestrel", "lumen"} {
		bird, key := seen, "vk:0"
		if topic == "lumen" {
			bird, key = hidden, "vk:1"
		}
		_, labelled := db.Label(t.Context(), []store.Label{{Mention: key, Topic: topic, Purpose: store.Corrected, Labeller: bird, Sentiment: &feels}})
		_, drawn := db.Draw(t.Context(), store.DrawRequest{Topic: topic, N: 3, Purpose: store.Sampled, Seed: 1})
		_, muted := db.Mute(t.Context(), store.Mute{Kind: "spike", Topic: topic, From: now, Until: now.Add(time.Hour), By: bird, Why: bird})
		handled := db.Handle(t.Context(), store.HandleRequest{Mentions: []store.SeenHandling{{Mention: key}}, Work: store.InWork, By: bird, Note: bird})
		incident := db.SaveIncident(t.Context(), &store.Incident{Kind: "spike", Topic: topic, Subject: topic, Opened: now.Add(-time.Hour), Updated: now})
		for _, err := range []error{labelled, drawn, muted, handled, incident} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// asker is somebody in the matrix: what they bring along, and who they are.
type asker struct {
	name   string
	header string // of Authorization; "": none
	who    access.Who
}

// askers are one of each role and a viewer of some topics, by tokens, and nobody.
func askers(t *testing.T, db *store.DB) []asker {
	t.Helper()
	all := []asker{{name: "nobody"}}
	for _, role := range access.Roles {
		all = append(all, asker{name: role.String(), who: access.Who{Role: role}})
	}
	for _, role := range []access.Role{access.Viewer, access.Analyst} {
		all = append(all, asker{name: "bounded " + role.String(), who: access.Who{Role: role, Topics: []string{"kestrel"}}})
	}
	for i, a := range all[1:] {
		value, err := access.Token(rand.Reader)
		if err == nil {
			_, err = db.AddToken(t.Context(), store.Token{Name: a.name, Role: a.who.Role.String(), Topics: a.who.Topics, By: "test"}, access.Sum(value))
		}
		if err != nil {
			t.Fatal(err)
		}
		all[i+1].header = "Bearer " + value
	}
	return all
}

// guarded is everything that is served, to those who are known.
func guarded(t *testing.T, db *store.DB) *Server {
	t.Helper()
	h, err := New(Options{DB: db, Writes: true, Base: "http://example.com", Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Door: door.Options{Public: true}, Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "molva_up", hidden) })})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// places are what an address of the table stands for: of both topics, and of nothing at all.
func places(pattern string) (method string, targets []string) {
	method, path, _ := strings.Cut(pattern, " ")
	if path = strings.TrimSuffix(path, "{$}"); !strings.Contains(path, "{") {
		return method, []string{path, path + "?topic=kestrel", path + "?topic=lumen", path + "?search=" + hidden, path + "?mention=vk:1"}
	}
	for _, id := range []string{"c1", "c2", "1", "2", "vk:0", "vk:1", "kestrel", "lumen"} {
		target := path
		for strings.Contains(target, "{") {
			begin, end := strings.IndexByte(target, '{'), strings.IndexByte(target, '}')
			target = target[:begin] + url.PathEscape(id) + target[end+1:]
		}
		targets = append(targets, target)
	}
	return method, targets
}

// answer asks for something, for a moment only: some answers go on.
func answer(h http.Handler, method, target, header string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	moment := time.Minute
	if strings.HasPrefix(target, "/live") {
		moment = 50 * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(context.Background(), moment)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, target, nil)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if header != "" {
		r.Header.Set("Authorization", header)
	}
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Whoever is let through is whom the table says, at every address; the others learn nothing of what stands there. Who sees one topic
// reads nothing of another, wherever they ask.
func TestRolesAndAddresses(t *testing.T) {
	db := talked(t)
	h := guarded(t, db)
	all := askers(t, db)
	shown := 0
	for _, pattern := range slices.Sorted(maps.Keys(needs)) {
		method, targets := places(pattern)
		for _, a := range all {
			asked := targets
			if a.who.Everything() || a.who.Role > needs[pattern] { // what is told within bounds is what counts
				asked = targets[:1]
			}
			for _, target := range asked {
				w := answer(h, method, target, a.header)
				said := strings.ToLower(w.Body.String())
				let := w.Code != http.StatusUnauthorized && w.Code != http.StatusForbidden
				if a.who.Everything() && let != reaches(a.who, pattern) || !reaches(a.who, pattern) && let {
					t.Errorf("%s asks for %s %s: %d", a.name, method, target, w.Code)
				}
				if a.who.Everything() && strings.Contains(said, hidden) {
					shown++
				}
				if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
					t.Errorf("%s asks for %s %s: %d %.200s", a.name, method, target, w.Code, said)
				}
				if !let && (strings.Contains(said, seen) || strings.Contains(said, hidden)) {
					t.Errorf("%s is told something at %s %s", a.name, method, target)
				}
				if i := strings.Index(said, hidden); i >= 0 && !a.who.Everything() && !strings.Contains(target, hidden) {
					t.Errorf("%s is told of another topic at %s %s: %s", a.name, method, target, said[max(0, i-120):i+20])
				}
			}
		}
	}
	if shown < 60 {
		t.Errorf("those who see everything were told of it %d times: this test looks at too little", shown)
	}
}

// Every address of the table is served, and nothing else is but what needs nobody's role.
func TestEveryAddressIsServed(t *testing.T) {
	h := guarded(t, talked(t))
	for pattern := range needs {
		method, targets := places(pattern)
		r := httptest.NewRequest(method, targets[0], nil)
		if _, got := h.mux.Handler(r); got != pattern {
			t.Errorf("%s is served by %q", pattern, got)
		}
	}
	for pattern := range whole {
		if _, known := needs[pattern]; !known {
			t.Errorf("%s is about everything, and nobody may have it", pattern)
		}
	}
	if err := h.mount(http.NewServeMux(), "GET /more", h.site.Static()); err == nil {
		t.Error("an address is served of which nobody said who may have it")
	}
}
