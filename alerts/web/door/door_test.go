package door

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts, frame.Texts) }

// opened is a door before a page that says ok.
func opened(t *testing.T, o Options) http.Handler {
	t.Helper()
	p, err := phrase.New("en", Texts, frame.Texts)
	if err != nil {
		t.Fatal(err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Printer, o.Asset, o.Log, o.Random = p, func(name string) string { return "/static/" + name }, slog.New(slog.NewTextHandler(io.Discard, nil)), rand.Reader
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d.Before(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := access.From(r.Context())
		fmt.Fprintf(w, "ok %s %q %q", who.Role, who.Name, who.Topics)
	}))
}

// ask sends a request with headers, given as name and value by turns.
func ask(h http.Handler, method, target string, form url.Values, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

const token = "a token of ours"

func TestWithoutASession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := opened(t, Options{Token: token})
		for _, c := range []struct {
			method, target string
			headers        []string
			status         int
			to             string
		}{
			{"GET", "/mentions?q=a+b", []string{"Accept", "text/html"}, 303, "/sign-in?back=%2Fmentions%3Fq%3Da%2Bb"},
			{"POST", "/complaints/3/fixed", []string{"Accept", "text/html"}, 303, "/sign-in?back=%2F"},
			{"GET", "/live", []string{"Accept", "text/event-stream"}, 401, ""},
			{"GET", "/", nil, 401, ""},
			{"GET", "/", []string{"Authorization", "Bearer " + token}, 200, ""},
			{"GET", "/", []string{"Authorization", "Basic " + "YTphIHRva2VuIG9mIG91cnM="}, 200, ""},
			{"GET", "/", []string{"Authorization", "Bearer other"}, 401, ""},
			{"GET", "/", []string{"Authorization", "Bearer "}, 401, ""},
			{"GET", "/", []string{"Cookie", "molva_session="}, 401, ""},
			{"POST", "/hooks/shop", nil, 200, ""},
			{"POST", "/slack/events", nil, 200, ""},
			{"GET", "/healthz", nil, 200, ""},
			{"GET", "/static/style.css", nil, 200, ""},
			{"GET", "/metrics", nil, 401, ""},
		} {
			r := ask(h, c.method, c.target, nil, c.headers...)
			if r.StatusCode != c.status || r.Header.Get("Location") != c.to {
				t.Errorf("%s %s %q: %d to %q", c.method, c.target, c.headers, r.StatusCode, r.Header.Get("Location"))
			}
		}
	})
}

func TestSignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := opened(t, Options{Token: token})
		page := ask(h, "GET", "/sign-in?back=%2Fmentions", nil)
		if body, _ := io.ReadAll(page.Body); page.StatusCode != 200 || !strings.Contains(string(body), `value="/mentions"`) {
			t.Errorf("%d\n%s", page.StatusCode, body)
		}
		wrong := ask(h, "POST", "/sign-in", url.Values{"token": {"other"}, "back": {"https://evil.example"}})
		if body, _ := io.ReadAll(wrong.Body); wrong.StatusCode != 401 || len(wrong.Cookies()) > 0 || strings.Contains(string(body), "evil") {
			t.Errorf("a wrong token: %d %s", wrong.StatusCode, body)
		}
		in := ask(h, "POST", "/sign-in", url.Values{"token": {token}, "back": {"/mentions"}})
		if in.StatusCode != 303 || in.Header.Get("Location") != "/mentions" || len(in.Cookies()) != 1 {
			t.Fatalf("%d %v", in.StatusCode, in.Header)
		}
		c := in.Cookies()[0]
		if c.Name != plainName || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || len(c.Value) != 43 {
			t.Errorf("%v", c)
		}
		with := c.Name + "=" + c.Value
		status := func() int { return ask(h, "GET", "/", nil, "Cookie", with).StatusCode }
		for range 6 {
			time.Sleep(11 * time.Hour)
			if status() != 200 {
				t.Error("the session ends while it is used")
			}
		}
		time.Sleep(13 * time.Hour)
		if status() != 401 {
			t.Error("the session outlives idleness")
		}
		c = ask(h, "POST", "/sign-in", url.Values{"token": {token}}).Cookies()[0]
		with = c.Name + "=" + c.Value
		out := ask(h, "POST", "/sign-out", nil, "Cookie", with)
		if out.StatusCode != 303 || out.Cookies()[0].MaxAge >= 0 || status() != 401 {
			t.Errorf("signing out: %d %v, then %d", out.StatusCode, out.Cookies(), status())
		}
	})
}

func TestNoSessionOutlivesAWeek(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := sessions{now: time.Now, random: rand.Reader, idle: 12 * time.Hour, longest: 7 * 24 * time.Hour}
		key, _ := s.begin(session{})
		has := func(key string) bool { _, ok := s.of(key); return ok }
		for range 7 * 24 / 4 {
			time.Sleep(4 * time.Hour)
			if !has(key) {
				t.Fatal("it ends early")
			}
		}
		if time.Sleep(time.Hour); has(key) {
			t.Error("it lasts")
		}
		for range 3 * maxSessions / 2 {
			s.begin(session{})
		}
		if len(s.all) > maxSessions {
			t.Errorf("%d sessions", len(s.all))
		}
	})
}

func TestCookiesOverTLS(t *testing.T) {
	h := opened(t, Options{Token: token, Base: "https://molva.example.com", Trust: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}})
	for _, headers := range [][]string{{"X-Forwarded-Proto", "https"}, {"Host", "molva.example.com"}} {
		target := "http://127.0.0.1/sign-in"
		if headers[0] == "Host" {
			target = "http://molva.example.com/sign-in"
		}
		c := ask(h, "POST", target, url.Values{"token": {token}}, headers...).Cookies()[0]
		if c.Name != secureName || !c.Secure || c.Path != "/" || c.Domain != "" {
			t.Errorf("%v", c)
		}
	}
}

func TestGuessingIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := opened(t, Options{Token: token})
		began := time.Now()
		for range maxMisses {
			ask(h, "GET", "/", nil, "Authorization", "Bearer guess")
		}
		if took := time.Since(began); took != maxMisses*setback {
			t.Errorf("%d guesses took %v", maxMisses, took)
		}
		if r := ask(h, "GET", "/", nil, "Authorization", "Bearer "+token); r.StatusCode != 429 || r.Header.Get("Retry-After") == "" {
			t.Errorf("after too many: %d", r.StatusCode)
		}
		if r := ask(h, "POST", "/sign-in", url.Values{"token": {token}}); r.StatusCode != 429 {
			t.Errorf("signing in after too many: %d", r.StatusCode)
		}
		if time.Sleep(time.Minute); ask(h, "GET", "/", nil, "Authorization", "Bearer "+token).StatusCode != 200 {
			t.Error("the minute does not end")
		}
	})
}

func TestOtherSitesSendNothing(t *testing.T) {
	for _, o := range []Options{{Base: "https://molva.example.com"}, {Base: "https://molva.example.com", Token: token}} {
		h := opened(t, o)
		for _, c := range []struct {
			target  string
			headers []string
			status  int
		}{
			{"http://localhost/complaints/3/fixed", []string{"Origin", "https://evil.example"}, 403},
			{"http://localhost/complaints/3/fixed", []string{"Sec-Fetch-Site", "cross-site"}, 403},
			{"http://localhost/complaints/3/fixed", []string{"Sec-Fetch-Site", "same-origin"}, 200},
			{"http://localhost/complaints/3/fixed", []string{"Origin", "https://molva.example.com"}, 200},
			{"http://localhost/complaints/3/fixed", nil, 200},
			{"http://localhost/hooks/shop", []string{"Origin", "https://shop.example"}, 200},
		} {
			r := ask(h, "POST", c.target, nil, append(c.headers, "Authorization", "Bearer "+token)...)
			if r.StatusCode != c.status {
				t.Errorf("%s %q: %d, want %d", c.target, c.headers, r.StatusCode, c.status)
			}
		}
	}
	r := ask(opened(t, Options{Token: token}), "POST", "/sign-in", url.Values{"token": {token}}, "Origin", "https://evil.example")
	if r.StatusCode != 403 {
		t.Errorf("another site signs in: %d", r.StatusCode)
	}
}

func TestOtherNamesAreNotServed(t *testing.T) {
	h := opened(t, Options{Base: "http://molva.home:8080"})
	for target, status := range map[string]int{
		"http://127.0.0.1:8080/": 200, "http://127.9.9.9/": 200, "http://[::1]:8080/": 200, "http://localhost/": 200, "http://molva.localhost:1/": 200,
		"http://molva.home:8080/": 200, "http://molva.home/": 403, "http://evil.example/": 403, "http://evil.example:8080/": 403,
		"http://127.0.0.1.evil.example/": 403, "http://localhost.evil.example/": 403, "http://192.168.1.5/": 403,
		"http://evil.example/healthz": 200, "http://evil.example/hooks/shop": 200,
	} {
		if r := ask(h, "GET", target, nil); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", target, r.StatusCode, status)
		}
	}
	if r := ask(opened(t, Options{Token: token}), "GET", "http://any.example/", nil, "Authorization", "Bearer "+token); r.StatusCode != 200 {
		t.Errorf("with a token: %d", r.StatusCode)
	}
}
