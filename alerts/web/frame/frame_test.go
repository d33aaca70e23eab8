package frame

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/web/access"
	"molva/ingest"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts)
	phrasetest.Complete(t, "templates", Texts)
	phrasetest.Complete(t, "templates/refusal", Texts)
}

// site is one with a company, its product and a competitor.
func site(t *testing.T, language string) *Site {
	t.Helper()
	p, err := phrase.New(language, Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	topics := []ingest.Topic{
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC},
		{ID: "zarya", Name: "Zarya", Zone: time.UTC},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC},
	}
	at := func() time.Time { return now }
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s, err := New(Site{DB: db, Printer: p, Now: at, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// post sends a form.
func post(h http.Handler, form url.Values, cookies ...*http.Cookie) *http.Response {
	r := httptest.NewRequest("POST", "/do", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLocal(t *testing.T) {
	for path, want := range map[string]string{
		"/mentions?x=1": "/mentions?x=1", "/": "/", "": "/", "mentions": "/", "//evil.example": "/", "https://evil.example": "/",
		`/\evil.example`: "/", "/a\r\nSet-Cookie: x": "/", "/\t/evil.example": "/",
	} {
		if got := Local(path); got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
}

// What was done is said once, on the page that shows it.
func TestAct(t *testing.T) {
	s := site(t, "en")
	page, err := s.Page(Overview, fstest.MapFS{"p.html": {Data: []byte(`{{define "body"}}<p>body</p>{{end}}`)}},
		func(*http.Request) (View, error) { return View{Title: "A page"}, nil }, "p.html")
	if err != nil {
		t.Fatal(err)
	}
	did := 0
	act := s.Act(Overview, func(r *http.Request) (Done, error) {
		did++
		return Done{To: "/there", Said: "Done: " + r.PostFormValue("what") + ".", On: "it"}, nil
	})
	r := post(act, url.Values{"what": {"<b>все</b>"}})
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/there" || len(r.Cookies()) != 1 || did != 1 {
		t.Fatalf("%d to %q with %v, done %d times", r.StatusCode, r.Header.Get("Location"), r.Cookies(), did)
	}
	shown := post(page, nil, r.Cookies()...)
	if text := body(t, shown); !strings.Contains(text, `role="status">Done: &lt;b&gt;все&lt;/b&gt;.`) {
		t.Errorf("the page does not say what was done: %s", text)
	}
	if c := shown.Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("it would be said again: %v", c)
	}
	s.Writes = false
	if r := post(act, nil); r.StatusCode != http.StatusServiceUnavailable || did != 1 || !strings.Contains(body(t, r), "This machine only shows.") {
		t.Errorf("where nothing is stored: %d, done %d times", r.StatusCode, did)
	}
}

func TestTooMuchOfAForm(t *testing.T) {
	s := site(t, "en")
	act := s.Act(Overview, func(*http.Request) (Done, error) { t.Error("it was done"); return Done{}, nil })
	if r := post(act, url.Values{"what": {strings.Repeat("x", maxForm)}}); r.StatusCode < 400 || r.StatusCode > 499 {
		t.Errorf("%d", r.StatusCode)
	}
}

func TestRefuse(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		title  string
		says   string
	}{
		{Wrong(errors.New("period is <b>")), 400, "Запрос не понят", "period is &lt;b&gt;"},
		{fmt.Errorf("read it: %w", Missing(errors.New("no such"))), 404, "Такой страницы нет", "no such"},
		{Conflict(errors.New("was merged")), 409, "За это время всё изменилось", "was merged"},
		{fmt.Errorf("x: %w", store.ErrUnknownTopic), 404, "Такой страницы нет", "x: "},
		{errors.New("secret of the machine"), 500, "Сейчас не получается", "Причина в журнале"},
	} {
		w := httptest.NewRecorder()
		site(t, "ru").Refuse(w, httptest.NewRequest("GET", "/x", nil), Mentions, c.err)
		text := body(t, w.Result())
		if w.Code != c.status || !strings.Contains(text, "<h1>"+c.title) || !strings.Contains(text, c.says) || strings.Contains(text, "secret") {
			t.Errorf("%v: %d\n%s", c.err, w.Code, text)
		}
	}
}

// A name is what somebody calls themselves, for a year; who is known by another way needs none.
func TestPerson(t *testing.T) {
	s := site(t, "en")
	introduce := http.HandlerFunc(s.Introduce)
	r := post(introduce, url.Values{"name": {" Анна\u202e "}, "back": {"/complaints?state=new"}})
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/complaints?state=new" {
		t.Fatalf("%d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	asked := httptest.NewRequest("GET", "/", nil)
	if s.Person(asked) != "" || s.By(asked) != "dashboard" {
		t.Errorf("a stranger is %q, acts as %q", s.Person(asked), s.By(asked))
	}
	asked.AddCookie(r.Cookies()[0])
	if s.Person(asked) != "Анна" || s.By(asked) != "Анна" {
		t.Errorf("%q acts as %q", s.Person(asked), s.By(asked))
	}
	signed := asked.WithContext(access.With(asked.Context(), access.Who{Name: "admin", Role: access.Admin}))
	if s.By(signed) != "admin" {
		t.Errorf("who is known acts as %q", s.By(signed))
	}
	if r := post(introduce, url.Values{"name": {strings.Repeat("x", 61)}}); r.StatusCode != http.StatusBadRequest {
		t.Errorf("a long name: %d", r.StatusCode)
	}
	broken := httptest.NewRequest("GET", "/", nil)
	broken.AddCookie(&http.Cookie{Name: "molva_name", Value: "%%"})
	if s.Person(broken) != "" {
		t.Error("a broken name is one")
	}
}

func asked(t *testing.T, s *Site, query string) Asked {
	t.Helper()
	a, err := s.Asked(httptest.NewRequest("GET", "/"+query, nil), alerts.Week)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAsked(t *testing.T) {
	s := site(t, "en")
	for query, status := range map[string]int{"?topic=nobody": 404, "?period=age": 400, "?at=tomorrow": 400} {
		_, err := s.Asked(httptest.NewRequest("GET", "/"+query, nil), alerts.Week)
		var why refusal
		if !errors.As(err, &why) || why.status != status {
			t.Errorf("%s: %v, want %d", query, err, status)
		}
	}
	if main, ok := asked(t, s, "").Main(); !ok || main.ID != "zarya" {
		t.Errorf("the main topic is %q", main.ID)
	}
	a := asked(t, s, "?topic=kestrel&period=month&at=2026-08-20")
	if got := a.Query(nil); got != "?at=2026-08-20&period=month&topic=kestrel" {
		t.Errorf("asked again: %s", got)
	}
	if p := a.Period(a.Topic, now); p.From.Month() != time.August || p.To.Month() != time.September {
		t.Errorf("%v", p)
	}
}

func TestChooser(t *testing.T) {
	s := site(t, "en")
	c := s.Chooser(asked(t, s, "?topic=kestrel"), "all", alerts.Day, alerts.Week)
	var names []string
	for _, topic := range c.Topics {
		if names = append(names, strings.TrimSpace(topic.Label)); topic.Here != (topic.URL == "?period=week&topic=kestrel") {
			t.Errorf("%+v", topic)
		}
	}
	if strings.Join(names, " ") != "all Zarya Kestrel Boreal" {
		t.Errorf("topics %q", names)
	}
	if len(c.Rhythms) != 2 || c.Rhythms[0].Here || !c.Rhythms[1].Here || c.Rhythms[0].URL != "?period=day&topic=kestrel" {
		t.Errorf("rhythms %+v", c.Rhythms)
	}
	if c.Dates != "21–27 Sep 2026" || c.Earlier != "?at=2026-09-20&period=week&topic=kestrel" || c.Later != "?at=2026-09-28&period=week&topic=kestrel" {
		t.Errorf("%q, before %s, after %s", c.Dates, c.Earlier, c.Later)
	}
	if c := s.Chooser(asked(t, s, "?at=2026-09-28"), "", alerts.Week); c.Later != "" || len(c.Topics) != 3 || !c.Topics[0].Here {
		t.Errorf("the running week: after it %q, topics %+v", c.Later, c.Topics)
	}
}

// The menu stands in the order of the sections, with the page's own marked, once beside it and once for a phone.
func TestMenu(t *testing.T) {
	w := httptest.NewRecorder()
	site(t, "ru").Refuse(w, httptest.NewRequest("GET", "/x", nil), Complaints, Wrong(errors.New("no")))
	text := body(t, w.Result())
	if n := strings.Count(text, `aria-current="page"`); n != 2 || strings.Count(text, `<a href="/complaints" aria-current="page">Жалобы</a>`) != 2 {
		t.Errorf("%d entries are marked", n)
	}
	for _, wanted := range []string{`lang="ru"`, `class="skip" href="#main"`, `<summary>Меню</summary>`, `<main id="main"`} {
		if !strings.Contains(text, wanted) {
			t.Errorf("%s is missing", wanted)
		}
	}
	if strings.Contains(text, "style=") {
		t.Error("there is a style of its own")
	}
}
