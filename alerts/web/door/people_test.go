package door

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"molva/alerts/web/access"
	"molva/ingest"
	"molva/store"
)

// house is a door with people, at a clock that tests set.
type house struct {
	http.Handler
	db *store.DB
	mu sync.Mutex
	at time.Time
}

func (h *house) now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.at }

func (h *house) pass(d time.Duration) { h.mu.Lock(); h.at = h.at.Add(d); h.mu.Unlock() }

// peopled is a door with a database.
func peopled(t *testing.T, o Options) *house {
	t.Helper()
	h := &house{at: time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)}
	var err error
	h.db, err = store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}}, Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	o.DB, o.Writes, o.Now = h.db, true, h.now
	h.Handler = opened(t, o)
	return h
}

const password = "forty-two plums, no jam"

// person lets somebody in who has chosen the password.
func (h *house) person(t *testing.T, name, role string, topics ...string) store.User {
	t.Helper()
	code := access.Sum("CODE-" + name)
	if _, err := h.db.AddUser(t.Context(), store.NewUser{Name: name, Role: role, Topics: topics, Code: code, Until: h.now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	hash, err := access.Hash(password, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	u, err := h.db.Begin(t.Context(), name, code, hash)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (h *house) signIn(name, password, code string) *http.Response {
	return ask(h, "POST", "/sign-in", url.Values{"name": {name}, "password": {password}, "code": {code}, "back": {"/mentions"}})
}

// in is what a browser sends along once somebody has signed in.
func in(t *testing.T, r *http.Response) string {
	t.Helper()
	if r.StatusCode != http.StatusSeeOther || len(r.Cookies()) == 0 {
		t.Fatalf("not signed in: %d %s", r.StatusCode, text(r))
	}
	return r.Cookies()[0].Name + "=" + r.Cookies()[0].Value
}

func text(r *http.Response) string {
	b, _ := io.ReadAll(r.Body)
	return string(b)
}

// log is what the audit log has, the first first.
func (h *house) log(t *testing.T) string {
	t.Helper()
	all, err := h.db.AuditLog(t.Context(), store.AuditWanted{N: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range all {
		lines = append([]string{e.What + " " + e.Who}, lines...)
	}
	return strings.Join(lines, "\n")
}

func TestPeopleSignIn(t *testing.T) {
	h := peopled(t, Options{})
	if got := text(ask(h, "GET", "http://localhost/", nil)); !strings.HasPrefix(got, "ok admin") {
		t.Errorf("before there are people this machine's own come in: %s", got)
	}
	h.person(t, "marina", "viewer", "zarya")
	if r := ask(h, "GET", "http://localhost/", nil, "Accept", "text/html"); r.StatusCode != 303 || r.Header.Get("Location") != "/sign-in?back=%2F" {
		t.Errorf("once there are people nobody comes in unknown: %d", r.StatusCode)
	}
	good := h.signIn("marina", password, "")
	if good.Header.Get("Location") != "/mentions" {
		t.Errorf("led to %q", good.Header.Get("Location"))
	}
	if got, want := text(ask(h, "GET", "/", nil, "Cookie", in(t, good))), `ok viewer "marina" ["zarya"]`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	one, two := h.signIn("marina", "wrong but long enough", ""), h.signIn("nobody", password, "")
	if one.StatusCode != 401 || two.StatusCode != 401 || text(one) != text(two) {
		t.Error("the answer tells whether there is such a name")
	}
	if log := h.log(t); log != "session.begin marina\nsession.refuse marina\nsession.refuse " {
		t.Errorf("audit log:\n%s", log)
	}
}

func TestWhatEndsSessions(t *testing.T) {
	h := peopled(t, Options{})
	u := h.person(t, "marina", "agent")
	for name, end := range map[string]func(context.Context) error{
		"shut out":           func(ctx context.Context) error { return change(h.db, u.ID, store.UserChange{Disabled: new(true)}) },
		"another role":       func(ctx context.Context) error { return change(h.db, u.ID, store.UserChange{Role: new("viewer")}) },
		"another password":   func(ctx context.Context) error { return h.db.SetPassword(ctx, u.ID, mustHash(t)) },
		"another second":     func(ctx context.Context) error { return h.db.SetTOTP(ctx, u.ID, "", 0) },
		"signing in anew":    nil,
		"half a day of none": func(context.Context) error { h.pass(13 * time.Hour); return nil },
	} {
		change(h.db, u.ID, store.UserChange{Disabled: new(false), Role: new("agent")})
		cookie := in(t, h.signIn("marina", password, ""))
		if end == nil {
			r := ask(h, "POST", "/sign-in", url.Values{"name": {"marina"}, "password": {password}}, "Cookie", cookie)
			if in(t, r) == cookie {
				t.Error("the key stays")
			}
		} else if err := end(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r := ask(h, "GET", "/", nil, "Cookie", cookie); r.StatusCode != 401 {
			t.Errorf("%s: the session goes on: %s", name, text(r))
		}
	}
}

func change(db *store.DB, id int64, c store.UserChange) error {
	_, err := db.ChangeUser(context.Background(), id, c)
	return err
}

func mustHash(t *testing.T) string {
	hash, err := access.Hash(password, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestNamesAreLocked(t *testing.T) {
	h := peopled(t, Options{})
	h.person(t, "marina", "viewer")
	for range maxInRow {
		h.signIn("marina", "not the password", "")
	}
	h.pass(minute / 2)
	if r := h.signIn("marina", password, ""); r.StatusCode != 401 {
		t.Errorf("a locked name comes in: %d", r.StatusCode)
	}
	if !strings.Contains(h.log(t), "session.lock marina") {
		t.Errorf("audit log:\n%s", h.log(t))
	}
	h.pass(3 * time.Minute)
	in(t, h.signIn("marina", password, ""))
	h.signIn("marina", "not the password", "")
	in(t, h.signIn("marina", password, ""))
}

func TestSecondFactor(t *testing.T) {
	h := peopled(t, Options{Second: access.Analyst})
	h.person(t, "anton", "analyst")
	cookie := in(t, h.signIn("anton", password, ""))
	if r := ask(h, "GET", "/mentions", nil, "Cookie", cookie, "Accept", "text/html"); r.StatusCode != 303 || r.Header.Get("Location") != MePath {
		t.Errorf("without a second factor: %d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	if r := ask(h, "GET", "/api/v1/mentions", nil, "Cookie", cookie); r.StatusCode != 401 || r.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("by the API: %d", r.StatusCode)
	}
	page := text(ask(h, "GET", MePath, nil, "Cookie", cookie))
	if page != text(ask(h, "GET", MePath, nil, "Cookie", cookie)) {
		t.Error("the secret changes each time the page is loaded")
	}
	secret := strings.ReplaceAll(between(page, "<code>", "</code>"), " ", "")
	if len(secret) != 32 || !strings.Contains(page, "<path d=") {
		t.Fatalf("no key on the page: %q", secret)
	}
	set := func(old, code string) *http.Response {
		return ask(h, "POST", MePath+"/second", url.Values{"old": {old}, "code": {code}}, "Cookie", cookie)
	}
	if set("another", code(t, secret, h.now())).StatusCode != 422 || set(password, "000000").StatusCode != 422 {
		t.Error("set up without password or code")
	}
	cookie = in(t, set(password, code(t, secret, h.now())))
	if got := text(ask(h, "GET", "/", nil, "Cookie", cookie)); !strings.HasPrefix(got, `ok analyst "anton"`) {
		t.Errorf("with a second factor: %s", got)
	}
	h.pass(time.Minute)
	for _, c := range []struct {
		name, code string
		status     int
	}{
		{"none", "", 401}, {"a wrong one", "123456", 401}, {"an old one", code(t, secret, h.now().Add(-time.Hour)), 401},
		{"the right one", code(t, secret, h.now()), 303}, {"the same again", code(t, secret, h.now()), 401},
	} {
		if r := h.signIn("anton", password, c.code); r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", c.name, r.StatusCode, c.status)
		}
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

func code(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	c, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWelcome(t *testing.T) {
	h := peopled(t, Options{Public: true})
	secret, err := access.Code(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.db.AddUser(t.Context(), store.NewUser{Name: "marina", Role: "viewer", Code: access.Sum(secret), Until: h.now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	try := func(code, one, two string) *http.Response {
		return ask(h, "POST", WelcomePath, url.Values{"name": {"marina"}, "code": {code}, "password": {one}, "again": {two}})
	}
	for _, c := range []struct {
		code, one, two string
		status         int
	}{
		{secret, "short", "short", 422}, {secret, password, "another one, as long", 422}, {"AAAAA-BBBBB-CCCCC-DDDDD", password, password, 401},
		{" " + strings.ToLower(secret), password, password, 303}, {secret, password, password, 401},
	} {
		if r := try(c.code, c.one, c.two); r.StatusCode != c.status || strings.Contains(text(r), password) {
			t.Errorf("%s with %s: %d, want %d", c.code, c.one, r.StatusCode, c.status)
		}
	}
	in(t, h.signIn("marina", password, ""))
}

func TestTokensOfPrograms(t *testing.T) {
	h := peopled(t, Options{Token: token})
	given, err := access.Token(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made, err := h.db.AddToken(t.Context(), store.Token{Name: "grafana", Role: "viewer", Topics: []string{"zarya"}, Until: h.now().Add(time.Hour)}, access.Sum(given))
	if err != nil {
		t.Fatal(err)
	}
	with := func(t string) *http.Response {
		return ask(h, "GET", "/api/v1/topics", nil, "Authorization", "Bearer "+t)
	}
	if got, want := text(with(given)), `ok viewer "token:grafana" ["zarya"]`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := text(with(token)); !strings.HasPrefix(got, `ok admin "token:http.token"`) {
		t.Error(got)
	}
	if r := with(given[:len(given)-1] + "?"); r.StatusCode != 401 || r.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("a wrong one: %d", r.StatusCode)
	}
	if used, _ := h.db.Tokens(t.Context()); used[0].Used.IsZero() {
		t.Error("nobody sees that it was used")
	}
	if err := h.db.RevokeToken(t.Context(), made.ID); err != nil {
		t.Fatal(err)
	}
	if r := with(given); r.StatusCode != 401 {
		t.Errorf("revoked: %d", r.StatusCode)
	}
}

func TestOnlyTrustedProxiesSayWhoAsks(t *testing.T) {
	trust := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} // where httptest's requests come from
	header := Header{User: "Remote-User", Role: "Remote-Role"}
	for _, c := range []struct {
		name    string
		trust   []netip.Prefix
		headers []string
		want    string // "": not let in
	}{
		{"of a role", trust, []string{"Remote-User", "eva", "Remote-Role", "Analyst"}, `ok analyst "eva"`},
		{"of none", trust, []string{"Remote-User", "eva"}, `ok viewer "eva"`},
		{"of a strange one", trust, []string{"Remote-User", "eva", "Remote-Role", "root"}, `ok viewer "eva"`},
		{"known here", trust, []string{"Remote-User", "marina", "Remote-Role", "viewer"}, `ok agent "marina"`},
		{"shut out here", trust, []string{"Remote-User", "anton", "Remote-Role", "admin"}, ""},
		{"without a name", trust, []string{"Remote-Role", "admin"}, ""},
		{"from elsewhere", []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, []string{"Remote-User", "marina", "Remote-Role", "admin", "X-Forwarded-For", "10.0.0.1"}, ""},
		{"from nobody trusted", nil, []string{"Remote-User", "marina", "Remote-Role", "admin"}, ""},
	} {
		h := peopled(t, Options{Public: true, Trust: c.trust, Header: header})
		h.person(t, "marina", "agent")
		if err := change(h.db, h.person(t, "anton", "agent").ID, store.UserChange{Disabled: new(true)}); err != nil {
			t.Fatal(err)
		}
		r := ask(h, "GET", "/", nil, c.headers...)
		if got := text(r); c.want == "" && r.StatusCode != 401 || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %d %s, want %q", c.name, r.StatusCode, got, c.want)
		}
	}
}

func TestWhoAsksThroughProxies(t *testing.T) {
	d := &Door{Options: Options{Trust: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"10.0.0.1:5", "203.0.113.7", "203.0.113.7"},
		{"10.0.0.1:5", "198.51.100.9, 203.0.113.7, 10.2.3.4", "203.0.113.7"},
		{"10.0.0.1:5", "", "10.0.0.1"},
		{"10.0.0.1:5", "203.0.113.7, garbage", "10.0.0.1"},
		{"203.0.113.8:5", "198.51.100.9", "203.0.113.8"},
		{"[::ffff:10.0.0.1]:5", "2001:db8::1", "2001:db8::1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{"X-Forwarded-For": {c.forwarded}}}
		if got := d.sender(r); got != netip.MustParseAddr(c.want) {
			t.Errorf("%s for %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

func TestSharedLinksLeadToOnePage(t *testing.T) {
	h := peopled(t, Options{Public: true})
	secret, err := access.Link(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sh, err := h.db.AddShare(t.Context(), store.Share{Path: "/roi?topic=zarya&period=30d", Topics: []string{"zarya"}, By: "marina", Until: h.now().Add(time.Hour)}, access.Sum(secret))
	if err != nil {
		t.Fatal(err)
	}
	r := ask(h, "GET", SharePath+secret, nil)
	if r.StatusCode != 303 || r.Header.Get("Location") != sh.Path {
		t.Fatalf("%d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	c := r.Cookies()[0]
	if c.Path != "/roi" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 3600 {
		t.Errorf("%v", c)
	}
	with := c.Name + "=" + c.Value
	for target, want := range map[string]int{
		"/roi?period=30d&topic=zarya": 200, "/roi?topic=zarya": 401, "/roi?topic=boreal&period=30d": 401, "/": 401, "/mentions": 401, "/roi.csv?period=30d&topic=zarya": 401,
	} {
		if got := ask(h, "GET", target, nil, "Cookie", with); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", target, got.StatusCode, want)
		}
	}
	if r := ask(h, "POST", sh.Path, nil, "Cookie", with); r.StatusCode != 401 {
		t.Errorf("it writes: %d", r.StatusCode)
	}
	if r := ask(h, "GET", SharePath+secret+"x", nil); r.StatusCode != 404 {
		t.Errorf("another secret: %d", r.StatusCode)
	}
	h.pass(2 * time.Hour)
	if ask(h, "GET", SharePath+secret, nil).StatusCode != 404 || ask(h, "GET", sh.Path, nil, "Cookie", with).StatusCode != 401 {
		t.Error("it outlives its time")
	}
}

func TestOwnAccount(t *testing.T) {
	h := peopled(t, Options{})
	h.person(t, "marina", "viewer")
	if r := ask(h, "GET", MePath, nil); r.StatusCode != 303 || r.Header.Get("Location") != InPath {
		t.Errorf("nobody's account: %d", r.StatusCode)
	}
	phone, desk := in(t, h.signIn("marina", password, "")), in(t, h.signIn("marina", password, ""))
	if page := text(ask(h, "GET", MePath, nil, "Cookie", desk)); !strings.Contains(page, "Sign out everywhere else") {
		t.Errorf("elsewhere is not shown:\n%s", page)
	}
	desk = in(t, ask(h, "POST", MePath+"/elsewhere", nil, "Cookie", desk))
	if ask(h, "GET", "/", nil, "Cookie", phone).StatusCode != 401 || ask(h, "GET", "/", nil, "Cookie", desk).StatusCode != 200 {
		t.Error("the others are not over, or this one is")
	}
	const next = "eleven quiet herons"
	set := func(old, one, two string) *http.Response {
		return ask(h, "POST", MePath+"/password", url.Values{"old": {old}, "password": {one}, "again": {two}}, "Cookie", desk)
	}
	if set("another one", next, next).StatusCode != 422 || set(password, "marina", "marina").StatusCode != 422 || set(password, next, password).StatusCode != 422 {
		t.Error("changed without the old one, to a bad one, or to two")
	}
	in(t, set(password, next, next))
	if h.signIn("marina", password, "").StatusCode != 401 {
		t.Error("the old password is still good")
	}
	in(t, h.signIn("marina", next, ""))
}
