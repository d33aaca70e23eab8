package people

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/ingest"
	"molva/store"
)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, alerts.Texts)
	phrasetest.Complete(t, "templates", Texts, frame.Texts, alerts.Texts)
}

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

// served is the pages as somebody gets them.
type served struct {
	db  *store.DB
	mux *http.ServeMux
}

func serve(t *testing.T) served {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC}}
	clock := func() time.Time { return now }
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	p, err := phrase.New("en", Texts, frame.Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	site, err := frame.New(frame.Site{DB: db, Printer: p, Now: clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: true})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(site, Options{Base: "https://molva.example", Random: rand.Reader, Sharing: func(path string) bool { return strings.HasPrefix(path, "/complaints") }})
	if err != nil {
		t.Fatal(err)
	}
	s := served{db, http.NewServeMux()}
	for _, r := range routes {
		s.mux.Handle(r.Pattern, r.Handler)
	}
	return s
}

// Two administrators and a viewer of one topic.
var (
	anna  = access.Who{Name: "anna", Role: access.Admin, From: "192.0.2.7"}
	vera  = access.Who{Name: "vera", Role: access.Viewer, Topics: []string{"kestrel"}}
	pavel = access.Who{Name: "pavel", Role: access.Viewer}
)

func (s served) ask(who access.Who, method, target string, form url.Values) (int, string) {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	ctx := store.Within(access.With(r.Context(), who), who.Topics)
	s.mux.ServeHTTP(w, r.WithContext(ctx))
	return w.Code, w.Body.String()
}

// want asks for something, and fails where the answer is another.
func (s served) want(t *testing.T, status int, who access.Who, method, target string, form url.Values) string {
	t.Helper()
	got, text := s.ask(who, method, target, form)
	if got != status {
		t.Fatalf("%s %s %v: %d, want %d: %s", method, target, form, got, status, text)
	}
	return text
}

var shownSecret = regexp.MustCompile(`<pre tabindex="0"><code>([^<]+)</code>`)

// once is the secret that a page shows.
func once(t *testing.T, page string) string {
	t.Helper()
	m := shownSecret.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no secret is shown: %s", page)
	}
	return m[1]
}

// hides fails where a secret can be read again.
func (s served) hides(t *testing.T, secret string) {
	t.Helper()
	for _, target := range []string{"/people", "/tokens", "/shares", "/audit", "/audit.csv", "/audit.jsonl"} {
		if strings.Contains(s.want(t, 200, anna, "GET", target, nil), secret) {
			t.Errorf("%s tells a secret again", target)
		}
	}
}

func TestUsers(t *testing.T) {
	s := serve(t)
	s.want(t, 400, access.Who{Role: access.Admin}, "POST", "/people/add", url.Values{"name": {"boris"}, "role": {"viewer"}})
	s.want(t, 400, anna, "POST", "/people/add", url.Values{"name": {"<b>"}, "role": {"admin"}})
	code := once(t, s.want(t, 200, anna, "POST", "/people/add", url.Values{"name": {"anna"}, "role": {"admin"}}))
	s.want(t, 409, anna, "POST", "/people/add", url.Values{"name": {"anna"}, "role": {"admin"}})
	if _, err := s.db.Begin(t.Context(), "anna", access.Sum(code), "hashed"); err != nil {
		t.Errorf("the code does not change for a password: %v", err)
	}
	s.hides(t, code)
	s.want(t, 200, anna, "POST", "/people/add", url.Values{"name": {"vera"}, "role": {"viewer"}, "topic": {"kestrel"}})
	s.want(t, 400, anna, "POST", "/people/add", url.Values{"name": {"ivan"}, "role": {"viewer"}, "topic": {"boreal"}})
	s.want(t, 409, anna, "POST", "/people/change", url.Values{"user": {"1"}, "role": {"viewer"}})
	s.want(t, 303, anna, "POST", "/people/change", url.Values{"user": {"2"}, "role": {"agent"}, "topic": {"zarya"}, "disabled": {"true"}})
	u, err := s.db.User(t.Context(), 2)
	if err != nil || u.Role != "agent" || !u.Disabled || !slices.Equal(u.Topics, []string{"zarya"}) || u.Epoch == 0 {
		t.Errorf("%+v, %v", u, err)
	}
	s.want(t, 303, anna, "POST", "/people/leave", url.Values{"user": {"2"}})
	again := once(t, s.want(t, 200, anna, "POST", "/people/reset", url.Values{"user": {"2"}}))
	if again == code {
		t.Error("a code is given twice")
	}
	s.want(t, 404, anna, "POST", "/people/leave", url.Values{"user": {"7"}})
	s.want(t, 400, anna, "POST", "/people/leave", url.Values{"user": {"x"}})
}

func TestTokens(t *testing.T) {
	s := serve(t)
	value := once(t, s.want(t, 200, anna, "POST", "/tokens/add", url.Values{"name": {"grafana"}, "role": {"viewer"}, "topic": {"kestrel"}, "days": {"30"}}))
	made, err := s.db.TokenBy(t.Context(), access.Sum(value))
	if err != nil || made.Name != "grafana" || made.By != "anna" || !made.Until.Equal(now.AddDate(0, 0, 30)) || !slices.Equal(made.Topics, []string{"kestrel"}) {
		t.Errorf("%+v, %v", made, err)
	}
	s.hides(t, value)
	s.want(t, 409, anna, "POST", "/tokens/add", url.Values{"name": {"grafana"}, "role": {"viewer"}})
	s.want(t, 400, anna, "POST", "/tokens/add", url.Values{"name": {"other"}, "role": {"viewer"}, "days": {"-1"}})
	s.want(t, 400, anna, "POST", "/tokens/add", url.Values{"name": {"other"}, "role": {"root"}})
	s.want(t, 303, anna, "POST", "/tokens/revoke", url.Values{"token": {"1"}})
	if _, err := s.db.TokenBy(t.Context(), access.Sum(value)); !errors.Is(err, store.ErrUnknownToken) {
		t.Errorf("a revoked token lets in: %v", err)
	}
}

func TestShares(t *testing.T) {
	s := serve(t)
	page := url.Values{"path": {"/complaints?topic=kestrel"}, "days": {"90"}}
	link := once(t, s.want(t, 200, vera, "POST", "/shares/add", page))
	value, ok := strings.CutPrefix(link, "https://molva.example/s/")
	made, err := s.db.ShareBy(t.Context(), access.Sum(value))
	if !ok || err != nil || made.By != "vera" || !slices.Equal(made.Topics, vera.Topics) {
		t.Errorf("%s is %+v, %v", link, made, err)
	}
	s.hides(t, value)
	for _, wrong := range []url.Values{{"path": {"/complaints"}, "days": {"91"}}, {"path": {"/complaints"}}, {"path": {"/settings"}, "days": {"1"}}, {"path": {"//evil.example"}, "days": {"1"}}} {
		s.want(t, 400, vera, "POST", "/shares/add", wrong)
	}
	if text := s.want(t, 200, pavel, "GET", "/shares", nil); strings.Contains(text, "topic=kestrel") {
		t.Error("somebody sees the links of others")
	}
	s.want(t, 404, pavel, "POST", "/shares/revoke", url.Values{"share": {"1"}})
	if text := s.want(t, 200, anna, "GET", "/shares", nil); !strings.Contains(text, "topic=kestrel") {
		t.Error("an administrator does not see the links of others")
	}
	s.want(t, 303, vera, "POST", "/shares/revoke", url.Values{"share": {"1"}})
	if _, err := s.db.ShareBy(t.Context(), access.Sum(value)); err == nil {
		t.Error("a revoked link leads on")
	}
}

// Who loses rights loses the links that were made with them.
func TestLinksEndWithTheRightsOfTheirMaker(t *testing.T) {
	s := serve(t)
	for _, name := range []string{"anna", "vera"} {
		s.want(t, 200, anna, "POST", "/people/add", url.Values{"name": {name}, "role": {"admin"}})
	}
	value := strings.TrimPrefix(once(t, s.want(t, 200, access.Who{Name: "vera", Role: access.Admin}, "POST", "/shares/add", url.Values{"path": {"/complaints"}, "days": {"3"}})), "https://molva.example/s/")
	s.want(t, 303, anna, "POST", "/people/change", url.Values{"user": {"2"}, "role": {"viewer"}, "topic": {"kestrel"}})
	if _, err := s.db.ShareBy(t.Context(), access.Sum(value)); err == nil {
		t.Error("it leads on")
	}
}

func TestAuditLog(t *testing.T) {
	s := serve(t)
	for i := range onPage + 5 {
		s.want(t, 200, anna, "POST", "/tokens/add", url.Values{"name": {fmt.Sprint("t", i)}, "role": {"viewer"}})
	}
	if err := s.db.Audit(t.Context(), store.AuditEntry{Who: "=cmd|<b>", What: "session.refuse", On: "vera"}); err != nil {
		t.Fatal(err)
	}
	first := s.want(t, 200, anna, "GET", "/audit", nil)
	older := regexp.MustCompile(`href="(/audit\?before=\d+)" rel="next"`).FindStringSubmatch(first)
	if older == nil || strings.Count(first, "<code ") != onPage || strings.Contains(first, "<b>") || !strings.Contains(first, "192.0.2.7") {
		t.Fatalf("%.3000s", first)
	}
	if rest := s.want(t, 200, anna, "GET", older[1], nil); strings.Count(rest, `<code class="verb">token.add`) != 6 || strings.Contains(rest, `rel="next"`) {
		t.Errorf("the second page has %d", strings.Count(rest, "<code "))
	}
	if some := s.want(t, 200, anna, "GET", "/audit?what=session", nil); strings.Count(some, "<code ") != 1 {
		t.Errorf("%d entries of sessions", strings.Count(some, "<code "))
	}
	lines := strings.Split(strings.TrimSpace(s.want(t, 200, anna, "GET", "/audit.jsonl?who=anna", nil)), "\n")
	if len(lines) != onPage+5 || !strings.Contains(lines[0], `"what":"token.add","on":"t104","from":"192.0.2.7","detail":{"role":"viewer","topics":"*"}`) {
		t.Errorf("%d lines, the first is %s", len(lines), lines[0])
	}
	table := s.want(t, 200, anna, "GET", "/audit.csv", nil)
	if strings.Count(table, "\r\n") != onPage+7 || !strings.Contains(table, `"'=cmd|<b>"`) {
		t.Errorf("%.300s", table)
	}
	s.want(t, 400, anna, "GET", "/audit?before=x", nil)
}
