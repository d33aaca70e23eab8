package operations

import (
	"context"
	"errors"
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
	"molva/alerts/watch"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, alerts.Texts, watch.Texts)
	phrasetest.Complete(t, "templates", Texts, frame.Texts)
}

// world is a store in which everything that these pages show is there once, with the words wherever strangers or people put some.
func world(t *testing.T, words string) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: words, Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	state := ingest.SourceState{Network: "feed", State: ingest.Blind, LastTry: now.Add(-time.Minute), WaitUntil: now.Add(time.Hour), Error: words, Every: time.Minute, Expires: now.AddDate(0, 1, 0),
		Spent: []ingest.Spent{{Quota: ingest.Quota{Name: "calls", Max: 100, Window: ingest.PerDay}, Used: 40, Until: now.Add(time.Hour), Total: 40}}}
	batch := []classify.Result{
		{Item: stream.Item{Seq: 1, Source: "blog", Seen: now}, Note: &ingest.Note{Source: "blog", At: now, State: &state}},
		{Item: stream.Item{Seq: 2, Source: "hook", Network: "hook", Seen: now, Body: []byte("{" + words)}, Failure: &classify.Failure{Stage: "decode", Reason: words}},
		{Item: stream.Item{Seq: 3, Source: "hook", Network: "hook", Seen: now, Body: []byte{0xff, 0xfe, 0}}, Failure: &classify.Failure{Stage: "decode", Reason: "no JSON"}},
		{Item: stream.Item{Seq: 4, Source: "hook", Network: "hook", Seen: now}, Rejected: words},
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	for _, i := range []*store.Incident{{Kind: "spike", Topic: "zarya", Opened: now.Add(-time.Hour)}, {Kind: "silence", Topic: "zarya", Subject: words, Opened: now.Add(-48 * time.Hour), Closed: now.Add(-24 * time.Hour)}} {
		i.Updated = now
		if err := db.SaveIncident(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Mute(t.Context(), store.Mute{Kind: "spike", Subject: words, Until: now.Add(time.Hour), By: "ann", Why: words}); err != nil {
		t.Fatal(err)
	}
	return db
}

// handler serves the pages over a store, for a process that writes.
func handler(t *testing.T, language string, db *store.DB, o Options) http.Handler {
	t.Helper()
	return served(t, frame.Site{DB: db, Writes: true}, language, o)
}

func served(t *testing.T, site frame.Site, language string, o Options) http.Handler {
	t.Helper()
	p, err := phrase.New(language, Texts, frame.Texts, alerts.Texts, watch.Texts)
	if err != nil {
		t.Fatal(err)
	}
	site.Printer, site.Now, site.Log = p, func() time.Time { return now }, slog.New(slog.NewTextHandler(io.Discard, nil))
	s, err := frame.New(site)
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(s, o)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	return mux
}

func get(h http.Handler, path string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

// post sends a form as somebody called Ann.
func post(h http.Handler, path string, form url.Values) (int, string) {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "molva_name", Value: "QW5u"})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// TestPages: each says what there is, in both languages.
func TestPages(t *testing.T) {
	options := Options{
		Ready:  func(context.Context) []string { return []string{"the disk is nearly full"} },
		Budget: 0.25,
		Settings: func() []Setting {
			return []Setting{{Path: "language", Value: "ru"}, {Path: "slack.token", Value: "***", Secret: true}, {Path: "topics.zarya.query", Value: "заря"}}
		},
		Settle: func(context.Context, string, []string) (int, error) { return 0, nil },
		Routes: []Route{{Name: "slack:#brand"}, {Name: "mail", Kinds: []string{"spike"}, Topics: []string{"zarya"}}},
	}
	for language, pages := range map[string]map[string][]string{
		"en": {
			"/sources":  {"Not ready", "the disk is nearly full", "blind", "40 of 100 calls a day", "waits until 28 Sep 2026, 10:00: gone", "the credentials end on 28 Oct 2026", "received"},
			"/alerts":   {"Running now", "since 28 Sep 2026, 08:00", "from 26 Sep 2026, 09:00 to 27 Sep 2026, 09:00", "at most 0.25 a month", "a spike of mentions, gone", "slack:#brand", "digests and alerts"},
			"/dead":     {"reading", "no JSON", "Send through the pipe again", `data-rows="2"`},
			"/dead/1":   {"{gone", "All of it as a file"},
			"/dead/2":   {"in hexadecimal", "ff fe 00"},
			"/settings": {"a secret; set", "topics: zarya", "заря"},
		},
		"ru": {
			"/sources":  {"Не готово", "не читается", "40 из 100 запросов в день", "ждёт до 28 сентября 2026, 10:00"},
			"/alerts":   {"Идёт сейчас", "самое большее 0,25 в месяц", "всплеск упоминаний, gone"},
			"/dead":     {"чтение", "Отправить заново"},
			"/settings": {"секрет; задан"},
		},
	} {
		h := handler(t, language, world(t, "gone"), options)
		for path, wanted := range pages {
			status, body := get(h, path)
			for _, want := range wanted {
				if status != http.StatusOK || !strings.Contains(body, want) {
					t.Errorf("%s, %s: %d, %q is missing", language, path, status, want)
				}
			}
		}
	}
}

// TestNothingYet: an empty database, and a process that can do little, are said in words.
func TestNothingYet(t *testing.T) {
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := handler(t, "en", db, Options{})
	for path, want := range map[string]string{"/sources": "No source has reported yet.", "/alerts": "Nothing stands out now.", "/dead": "There are no dead letters.", "/settings": "This process does not tell.",
		"/alerts?budget=3": "Nothing is watched for here"} {
		if status, body := get(h, path); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, %q is missing", path, status, want)
		}
	}
	for path, want := range map[string]int{"/alerts?days=0": 400, "/alerts?budget=x": 400, "/alerts?budget=-1": 400, "/dead?after=x": 400, "/dead/7": 404, "/dead/x": 404, "/dead/7/raw": 404, "/dead/drop": 400, "/dead/drop?id=all": 400} {
		if status, _ := get(h, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

// TestActs: an act is done once, and who comes late is told.
func TestActs(t *testing.T) {
	db := world(t, "gone")
	var settled []string
	h := handler(t, "en", db, Options{Settle: func(_ context.Context, verb string, ids []string) (int, error) {
		settled = append(settled, verb+" "+strings.Join(ids, ","))
		if slices.Contains(ids, "2") {
			return 0, errors.New("the pipe is full")
		}
		return db.DropDead(t.Context(), 1)
	}})
	for _, c := range []struct {
		path string
		form url.Values
		want int
		text string
	}{
		{"/alerts/acknowledge", url.Values{"incident": {"1"}}, 303, ""},
		{"/alerts/acknowledge", url.Values{"incident": {"1"}}, 409, "Ann looks after it since 28 Sep 2026, 09:00."},
		{"/alerts/acknowledge", url.Values{"incident": {"2"}}, 409, "It is over since 27 Sep 2026, 09:00."},
		{"/alerts/acknowledge", url.Values{"incident": {"9"}}, 404, ""},
		{"/alerts/acknowledge", url.Values{}, 400, "no incident is named"},
		{"/alerts/mute", url.Values{"hours": {"2"}, "kind": {"drop"}, "topic": {"zarya"}, "why": {"the sale"}}, 303, ""},
		{"/alerts/mute", url.Values{"hours": {"0"}}, 400, "A mute lasts from 1 hour to a year"},
		{"/alerts/mute", url.Values{"hours": {"2"}, "kind": {"rain"}}, 400, "rain"},
		{"/alerts/mute", url.Values{"hours": {"2"}, "topic": {"nobody"}}, 404, "nobody"},
		{"/alerts/unmute", url.Values{"mute": {"2"}}, 303, ""},
		{"/alerts/unmute", url.Values{"mute": {"2"}}, 409, "This mute is no longer in force."},
		{"/alerts/unmute", url.Values{"mute": {"x"}}, 400, "no mute is named"},
		{"/dead/drop", url.Values{"id": {"all"}}, 400, "is not the number of a dead letter"},
		{"/dead/replay", url.Values{}, 400, "Nothing is chosen"},
		{"/dead/replay", url.Values{"id": {"2"}}, 409, "Not all of them: the pipe is full"},
		{"/dead/drop", url.Values{"alike": {"true"}, "reason": {"gone"}}, 303, ""},
		{"/dead/drop", url.Values{"id": {"1"}}, 409, "There is no dead letter 1"},
	} {
		if status, body := post(h, c.path, c.form); status != c.want || !strings.Contains(body, c.text) {
			t.Errorf("%s %v: %d, want %d and %q", c.path, c.form, status, c.want, c.text)
		}
	}
	if want := []string{"replay 2", "drop 1"}; !slices.Equal(settled, want) {
		t.Errorf("settled %q, want %q", settled, want)
	}
	if _, body := get(h, "/dead/drop?id=2"); !strings.Contains(body, "1 dead letter") || !strings.Contains(body, "Drop for good") {
		t.Error("nobody asks whether it is meant")
	}
}

// TestStrangersWordsAreText: whatever stands in a reason, a subject or a name changes no element of a page.
func TestStrangersWordsAreText(t *testing.T) {
	paths := []string{"/sources", "/alerts", "/alerts?budget=3", "/dead", "/dead/1", "/dead?reason=x", "/dead/drop?id=1", "/settings"}
	shape := func(words string) (all []string) {
		h := handler(t, "en", world(t, words), Options{
			Ready:  func(context.Context) []string { return []string{words} },
			Settle: func(context.Context, string, []string) (int, error) { return 0, nil },
			Told: func(_ context.Context, all []store.Incident) ([]alerts.Story, error) {
				stories := make([]alerts.Story, len(all))
				for i := range stories {
					stories[i] = alerts.Story{Title: alerts.Inert(words), Headline: alerts.Inert(words), Lines: []alerts.Line{alerts.Words(alerts.Inert(words))}}
				}
				return stories, nil
			},
			Calibrate: func(context.Context, float64) ([]watch.Shown, error) {
				return []watch.Shown{{Topic: ingest.Topic{ID: "zarya", Name: words}, Kind: alerts.Spike, Ready: true, Bound: 9, At: now, Alerts: []time.Time{now}}}, nil
			},
			Routes:   []Route{{Name: words, Kinds: []string{words}, Topics: []string{words}}},
			Settings: func() []Setting { return []Setting{{Path: "topics." + words + ".query", Value: words}} },
		})
		for _, path := range paths {
			_, body := get(h, path)
			tree, err := html.Parse(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			for n := range tree.Descendants() {
				if n.Type == html.ElementNode {
					all = append(all, n.Data)
					for _, a := range n.Attr {
						all = append(all, a.Key)
					}
				}
			}
		}
		return all
	}
	want := shape("harmless")
	for _, words := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</td></table><svg onload=alert(1)>`, "{{.}}\u202e", `' onclick='x`} {
		if !slices.Equal(shape(words), want) {
			t.Errorf("%q makes other elements", words)
		}
	}
}
