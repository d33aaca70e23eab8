package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/alerts/web/operations"
	"molva/alerts/web/topics"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
	"molva/store"

	alerting "molva/alerts"
	"molva/alerts/report"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

// said is what one person says of kestrel, some days ago.
var said = []struct {
	author, text string
	days         int
}{
	{"a", "Курьер не приехал, заказ так и не привезли", 12},
	{"b", "Опять курьер не приехал, сижу и жду заказ", 9},
	{"c", "Курьер не приехал и не позвонил, где мой заказ", 3},
	{"d", "Второй день курьер не приехал с заказом", 2},
	{"e", "Заказ оплачен, а курьер не приехал", 1},
	{"f", "The lamp keeps flickering all evening", 2},
	{"g", "My lamp keeps flickering, dimmer or not", 1},
	{"h", "Футляр поцарапался в кармане за неделю", 4},
}

// results are what was said, and what else a store may have: a source that waits, and two letters that nobody could read.
func results() (all []classify.Result) {
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	for i, s := range said {
		at := now.AddDate(0, 0, -s.days)
		m := ingest.Mention{ID: "a/" + strconv.Itoa(i+1), Network: "vk", Text: s.text, URL: "https://vk.example/1", Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: s.author}}
		v := classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}}
		all = append(all, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(m, v)})
	}
	state := ingest.SourceState{Network: "feed", State: ingest.Blind, LastTry: now.Add(-time.Minute), WaitUntil: now.Add(time.Hour), Error: "no answer", Every: time.Minute,
		Spent: []ingest.Spent{{Quota: ingest.Quota{Name: "calls", Max: 100, Window: ingest.PerDay}, Used: 40, Until: now.Add(time.Hour), Total: 40}}, Back: &ingest.Back{}}
	return append(all, classify.Result{Item: stream.Item{Seq: 101, Source: "blog", Seen: now}, Note: &ingest.Note{Source: "blog", At: now, State: &state}},
		classify.Result{Item: stream.Item{Seq: 102, Source: "hook", Network: "hook", Seen: now, Body: []byte("{")}, Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}},
		classify.Result{Item: stream.Item{Seq: 103, Source: "hook", Network: "hook", Seen: now, Body: []byte("}")}, Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}},
		classify.Result{Item: stream.Item{Seq: 104, Source: "hook", Network: "hook", Seen: now}, Rejected: "no text"})
}

// world is a store in which there is something of everything.
func world(t *testing.T) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC, Language: "ru"}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC, Language: "ru", Query: "kestrel"}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	must(t, db.Save(t.Context(), "test", results()))
	must(t, db.Tend(t.Context()))
	for _, i := range []*store.Incident{{Kind: "spike", Topic: "kestrel", Opened: now.Add(-time.Hour), Facts: json.RawMessage(`{"n":3}`)}, {Kind: "silence", Topic: "kestrel", Opened: now.Add(-48 * time.Hour), Closed: now.Add(-24 * time.Hour)}} {
		i.Updated = now
		must(t, db.SaveIncident(t.Context(), i))
	}
	_, err = db.Mute(t.Context(), store.Mute{Kind: "spike", Until: now.Add(time.Hour), By: "ann"})
	must(t, err)
	_, err = db.Label(t.Context(), []store.Label{{Mention: "vk:a/1", Topic: "kestrel", Sentiment: new(classify.Neutral), Purpose: store.Corrected, Labeller: "ann"}})
	must(t, err)
	_, err = db.Draw(t.Context(), store.DrawRequest{N: 5, Purpose: store.Sampled, Seed: 1})
	must(t, err)
	_, err = db.AddToken(t.Context(), store.Token{Name: "grafana", Role: "viewer", By: "ann"}, access.Sum("one"))
	must(t, err)
	_, err = db.AddShare(t.Context(), store.Share{Path: "/answers", By: "ann", Until: now.AddDate(0, 0, 9)}, access.Sum("two"))
	must(t, err)
	_, err = db.AddUser(t.Context(), store.NewUser{Name: "bo", Role: "admin", Code: access.Sum("three"), Until: now.AddDate(0, 0, 1)})
	must(t, err)
	_, err = db.BeginErasure(t.Context(), store.Erasure{Network: "vk", Author: "z", By: "ann"})
	must(t, err)
	must(t, db.Handle(t.Context(), store.HandleRequest{Mentions: []store.SeenHandling{{Mention: "vk:a/1"}}, Work: store.InWork, By: "ann", Assignee: new("ann"), Note: "calls them"}))
	return db
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// able are options of a process that can do everything.
func able(db *store.DB) Options {
	return Options{
		Now: time.Now, PerMinute: 1_000_000, Role: func(string) access.Role { return access.Viewer },
		Ready: func(context.Context) (bool, []string) { return false, []string{"the disk is nearly full"} },
		Erase: db.BeginErasure,
		Topics: topics.Options{Catch: func(context.Context, string, int) (topics.Catch, error) {
			return topics.Catch{Raw: 8, Count: 1, Sample: []topics.Hit{{ID: "vk:a/1", At: now, Text: "kestrel", Spans: []query.Span{{Start: 0, End: 7}}}}}, nil
		}},
		Operations: operations.Options{
			Settle: func(_ context.Context, _ string, ids []string) (int, error) { return len(ids), nil },
			Settings: func() []operations.Setting {
				return []operations.Setting{{Path: "slack.token", Value: "xoxb-1", Secret: true}}
			},
		},
	}
}

// served is the API over a store as somebody has it.
func served(t *testing.T, db *store.DB, o Options, who access.Who) http.Handler {
	t.Helper()
	p, err := phrase.New("en", alerting.Texts, report.Texts, frame.Texts)
	must(t, err)
	site, err := frame.New(frame.Site{DB: db, Printer: p, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: true, Business: business})
	must(t, err)
	a, err := New(site, o)
	must(t, err)
	mux := http.NewServeMux()
	for _, r := range a.Routes() {
		mux.Handle(r.Pattern, r.Handler)
	}
	mux.Handle(Prefix+"/", a)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, err := site.Within(access.With(r.Context(), who), who)
		if err != nil {
			t.Error(err)
		}
		mux.ServeHTTP(w, r.WithContext(ctx))
	})
}

var business = metric.Business{}

var ann = access.Who{Name: "ann", Role: access.Admin}

// ask asks, with headers given as name and value by turns.
func ask(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// told reads what was answered.
func told[T any](t *testing.T, w *httptest.ResponseRecorder) (v T) {
	t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return v
}
