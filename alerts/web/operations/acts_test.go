package operations

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/watch"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// TestNothingToPress: where nothing can be changed no page offers to, and what is sent nevertheless is refused.
func TestNothingToPress(t *testing.T) {
	db := world(t, "gone")
	settle := func(context.Context, string, []string) (int, error) { return 0, nil }
	for what, h := range map[string]http.Handler{"only shows": served(t, frame.Site{DB: db}, "en", Options{Settle: settle}), "cannot settle": handler(t, "en", db, Options{})} {
		for _, path := range []string{"/dead", "/dead/1", "/dead?reason=gone", "/alerts", "/sources", "/settings"} {
			if path == "/alerts" && what == "cannot settle" {
				continue // it mutes
			}
			if status, body := get(h, path); status != http.StatusOK || strings.Contains(body, `action="/dead`) || strings.Contains(body, `action="/alerts/`) || strings.Contains(body, `type="checkbox"`) {
				t.Errorf("%s: %s answers %d or offers something", what, path, status)
			}
		}
	}
	shows := served(t, frame.Site{DB: db}, "ru", Options{Settle: settle})
	for _, path := range []string{"/alerts/acknowledge", "/alerts/mute", "/alerts/unmute", "/dead/replay", "/dead/drop"} {
		if status, body := post(shows, path, url.Values{"id": {"1"}, "incident": {"1"}, "mute": {"1"}, "hours": {"1"}}); status != http.StatusServiceUnavailable || !strings.Contains(body, "только показывает") {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, body := post(handler(t, "ru", db, Options{}), "/dead/drop", url.Values{"id": {"1"}}); status != http.StatusConflict || !strings.Contains(body, "не может разобрать отказы") {
		t.Errorf("%d", status)
	}
}

// TestMessagesOnTheirWay: what waits and what was given up is shown, with the reason, to those who see everything.
func TestMessagesOnTheirWay(t *testing.T) {
	db := world(t, "gone")
	for key, state := range map[string]store.LetterState{"waits/1": store.Queued, "lost/1": store.Failed} {
		if _, err := db.Enqueue(t.Context(), store.Letter{Key: key, Kind: "spike", Notifier: "webhook:tracker", Due: now}); err != nil {
			t.Fatal(err)
		}
		l, _, err := db.LetterByKey(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		l.State, l.Attempts, l.LastError = state, 3, "given up: nobody <there>"
		if err := db.Record(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	h := handler(t, "en", db, Options{})
	if _, body := get(h, "/alerts"); !strings.Contains(body, "Given up in the last 30 days") || strings.Count(body, "given up: nobody &lt;there&gt;") != 2 {
		t.Errorf("not told: %s", body)
	}
	r := httptest.NewRequestWithContext(access.With(t.Context(), access.Who{Role: access.Viewer, Topics: []string{"zarya"}}), "GET", "/alerts", nil)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); strings.Contains(w.Body.String(), "waits/1") || strings.Contains(w.Body.String(), "lost/1") {
		t.Error("told to those who see some topics")
	}
}

// TestRefusalsAreRussian: what is refused on a Russian page is refused in Russian.
func TestRefusalsAreRussian(t *testing.T) {
	h := handler(t, "ru", world(t, "gone"), Options{Settle: func(context.Context, string, []string) (int, error) { return 0, nil }})
	for path, want := range map[string]string{
		"/alerts?days=0":     "нужно целое число от 1 до 730",
		"/alerts?budget=no":  "нужно число больше 0",
		"/alerts?budget=NaN": "нужно число больше 0",
		"/dead?after=x":      "не номер отказа",
		"/dead/77":           "Отказа 77 нет",
		"/dead/x":            "Отказа x нет",
		"/dead/drop":         "Ничего не выбрано",
		"/dead/drop?id=all":  "не номер отказа",
		"/dead/drop?id=77":   "Отказа 77 нет",
	} {
		if status, body := get(h, path); status < 400 || status > 409 || !strings.Contains(body, want) {
			t.Errorf("%s: %d, %q is missing", path, status, want)
		}
	}
	for path, form := range map[string]url.Values{
		"/alerts/acknowledge": {"incident": {"9"}}, "/alerts/unmute": {"mute": {"9"}},
		"/alerts/mute": {"hours": {"2"}, "topic": {"nobody"}}, "/dead/replay": {"alike": {"true"}, "reason": {""}},
	} {
		if status, body := post(h, path, form); status < 400 || status > 409 || strings.Contains(body, "unknown") || strings.Contains(body, "want ") {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestALargeDeadLetter: of a megabyte only the beginning is shown, and all of it is in the file, bit by bit.
func TestALargeDeadLetter(t *testing.T) {
	db := world(t, "gone")
	text, binary := bytes.Repeat([]byte("<b>слово</b>\n"), 1<<20/17), bytes.Repeat([]byte{0xff, 0, '<', 'b', '>'}, 1<<20/5)
	var batch []classify.Result
	for i, raw := range [][]byte{text, binary, {}} {
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(10 + i), Source: "hook", Network: "hook", Seen: now, Body: raw}, Failure: &classify.Failure{Stage: "store"}})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	h := handler(t, "en", db, Options{})
	for id, raw := range map[int][]byte{3: text, 4: binary, 5: {}} {
		status, body := get(h, fmt.Sprint("/dead/", id))
		if status != http.StatusOK || len(body) > 400_000 || strings.Contains(body, "<b>") || strings.Contains(body, "Only the beginning is shown.") != (len(raw) > 0) {
			t.Errorf("%d: %d, %d bytes", id, status, len(body))
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprint("/dead/", id, "/raw"), nil))
		if !bytes.Equal(w.Body.Bytes(), raw) || w.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%d: the file has %d bytes, %v", id, w.Body.Len(), w.Header())
		}
	}
	if _, body := get(h, "/dead"); !strings.Contains(body, ">–</a>") {
		t.Error("one that died of nothing known cannot be followed")
	}
}

// TestManyDeadLetters: page after page they are all there, each once, and one act settles no more than it says.
func TestManyDeadLetters(t *testing.T) {
	db := world(t, "gone")
	var batch []classify.Result
	for i := range mostAtOnce + 50 {
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(10 + i), Source: "hook", Network: "hook", Seen: now, Body: []byte("x")}, Failure: &classify.Failure{Stage: "store", Reason: "the disk is full"}})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	var settled []string
	h := handler(t, "en", db, Options{Settle: func(_ context.Context, _ string, ids []string) (int, error) { settled = ids; return len(ids), nil }})
	listed := 0
	for next := "/dead?reason=the+disk+is+full"; next != ""; {
		_, body := get(h, next)
		if !strings.Contains(body, fmt.Sprintf(`data-rows="%d"`, mostAtOnce+50)) || !strings.Contains(body, "the first 1,000 of them") && !strings.Contains(body, "the first 1000 of them") {
			t.Fatalf("%s says another number", next)
		}
		listed += strings.Count(body, `type="checkbox"`)
		_, rest, more := strings.Cut(body, `<nav class="pager" aria-label="Pages"><a href="`)
		if next = ""; more {
			next, _, _ = strings.Cut(rest, `"`)
			next = html.UnescapeString(next)
		}
	}
	if listed != mostAtOnce+50 {
		t.Errorf("%d are listed", listed)
	}
	if status, _ := post(h, "/dead/replay", url.Values{"alike": {"true"}, "reason": {"the disk is full"}}); status != http.StatusSeeOther || len(settled) != mostAtOnce || slices.Contains(settled, "1") {
		t.Errorf("%d, %d were settled", status, len(settled))
	}
	_, sure := get(h, "/dead/drop?id=1&id=1&id=2")
	if strings.Count(sure, `name="id"`) != 2 || !strings.Contains(sure, "2 dead letters") {
		t.Error("one that is named twice is counted twice")
	}
}

// TestALateAcknowledgement: whoever is second, be the first on this page or elsewhere, is told who is first; a mute that ran out is over.
func TestALateAcknowledgement(t *testing.T) {
	db := world(t, "gone")
	h := handler(t, "ru", db, Options{})
	if err := db.Acknowledge(t.Context(), 1, "Борис"); err != nil {
		t.Fatal(err)
	}
	if status, body := post(h, "/alerts/acknowledge", url.Values{"incident": {"1"}}); status != http.StatusConflict || !strings.Contains(body, "Этим уже занимается Борис") {
		t.Errorf("%d", status)
	}
	id, err := db.Mute(t.Context(), store.Mute{Kind: "drop", From: now.Add(-2 * time.Hour), Until: now.Add(-time.Hour), By: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := post(h, "/alerts/unmute", url.Values{"mute": {fmt.Sprint(id)}}); status != http.StatusConflict {
		t.Errorf("a mute that is over: %d", status)
	}
}

// TestBudget: a number is tried, nothing is saved, and nobody computes anything before it is asked for.
func TestBudget(t *testing.T) {
	var tried []float64
	h := handler(t, "en", world(t, "gone"), Options{Budget: 2, Calibrate: func(_ context.Context, perMonth float64) ([]watch.Shown, error) {
		tried = append(tried, perMonth)
		switch perMonth {
		case 13:
			return nil, errors.New("a secret of the database")
		case 7:
			return nil, nil
		}
		return []watch.Shown{{Topic: ingest.Topic{ID: "zarya", Name: "Zarya"}, Kind: alerts.Spike, Ready: true, Bound: 9, At: now, Alerts: []time.Time{now.Add(-time.Hour)}}}, nil
	}})
	if _, body := get(h, "/alerts"); len(tried) != 0 || !strings.Contains(body, `value="2"`) {
		t.Errorf("tried %v unasked", tried)
	}
	if _, body := get(h, "/alerts?budget=0.5"); !strings.Contains(body, "This is a trial") || !strings.Contains(body, "from 9 mentions on") || !strings.Contains(body, `value="0.5"`) {
		t.Error("the trial is not shown")
	}
	if _, body := get(h, "/alerts?budget=2"); strings.Contains(body, "This is a trial") {
		t.Error("what is in force is called a trial")
	}
	if _, body := get(h, "/alerts?budget=7"); !strings.Contains(body, "No route takes such alerts.") {
		t.Error("nobody says why it is empty")
	}
	if status, body := get(h, "/alerts?budget=13"); status != http.StatusInternalServerError || strings.Contains(body, "secret") {
		t.Errorf("a failure: %d", status)
	}
}

// TestSettings: one part of the page for each group, none twice, and no value of a secret.
func TestSettings(t *testing.T) {
	h := handler(t, "ru", world(t, "gone"), Options{Settings: func() []Setting {
		return []Setting{{Path: "language", Value: "ru"}, {Path: "topics.zarya.query", Value: "заря"}, {Path: "sources.shop.token", Secret: true, Value: "***"}, {Path: "sources.shop.every"},
			{Path: "slack.token", Secret: true}, {Path: "staff"}, {Path: "http.listen", Value: "127.0.0.1:8080", Default: true}}
	}})
	status, body := get(h, "/settings")
	if status != http.StatusOK || strings.Count(body, "<h2>общее</h2>") != 1 || strings.Contains(body, "***") || strings.Contains(body, ">every<") {
		t.Errorf("%d:\n%s", status, body)
	}
	for _, want := range []string{"секрет; задан", "секрет; не задан", "по умолчанию", "sources: shop", "topics: zarya"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
