package web

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"molva/alerts/web/access"
	"molva/alerts/web/door"
)

// TestHeaders: every page tells the browser to be a strict reader, and to keep nothing.
func TestHeaders(t *testing.T) {
	h := handler(t, Options{})
	for _, s := range sections {
		head := get(h, "GET", string(s)).Header
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Type": "text/html; charset=utf-8",
			"Cache-Control": "no-store", "Access-Control-Allow-Origin": ""} {
			if got := head.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", s, name, got, want)
			}
		}
		for _, part := range []string{"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(head.Get("Content-Security-Policy"), part) {
				t.Errorf("%s: %s is missing", s, part)
			}
		}
	}
}

// TestComeEncrypted: browsers that came encrypted are told to go on so; over plain HTTP, and to the name localhost, it is not said.
func TestComeEncrypted(t *testing.T) {
	h := secure("https://molva.example.com", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for target, want := range map[string]string{"https://10.0.0.1/": strictly, "http://molva.example.com/": strictly, "http://10.0.0.1/": "", "https://localhost:8443/": ""} {
		if got := get(h, "GET", target).Header.Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: %q", target, got)
		}
	}
}

// TestRefusalsAreLogged: who asks for what is not theirs is in the log.
func TestRefusalsAreLogged(t *testing.T) {
	var said bytes.Buffer
	s := &Server{Options: Options{Log: slog.New(slog.NewTextHandler(&said, nil))}}
	mux := http.NewServeMux()
	if err := s.mount(mux, "GET /audit", http.NotFoundHandler()); err != nil {
		t.Fatal(err)
	}
	who := access.Who{Name: "marina\nlevel=INFO", Role: access.Analyst}
	r := httptest.NewRequestWithContext(access.With(t.Context(), who), "GET", "/audit", nil)
	w := httptest.NewRecorder()
	if mux.ServeHTTP(w, r); w.Code != http.StatusForbidden || !strings.Contains(said.String(), `who="marina\nlevel=INFO"`) || strings.Count(said.String(), "\n") != 1 {
		t.Errorf("%d, said: %s", w.Code, &said)
	}
}

// TestNothingOfDebugging: what the Go runtime tells of itself is not served.
func TestNothingOfDebugging(t *testing.T) {
	h := handler(t, Options{Door: door.Options{Token: "secret"}})
	for _, path := range []string{"/debug/pprof/", "/debug/vars", "/debug/pprof/heap", "/.git/config", "/static/"} {
		r := get(h, "GET", path, "Authorization", "Bearer secret")
		if body, _ := io.ReadAll(r.Body); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d: %.100s", path, r.StatusCode, body)
		}
	}
}
