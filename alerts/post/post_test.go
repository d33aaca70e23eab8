package post_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/post"
	"molva/alerts/post/posttest"
)

var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

func say(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// drop reads the request and hangs up.
func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// What is known after each kind of answer; of an outlet where one can look, and of one where nobody can.
func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer      http.HandlerFunc
		known       error // nil: another error, which says that it was not posted
		blind       error // the same
		wait        time.Duration
		ok          bool
		mustContain string
	}{
		"yes":                {answer: say(200, `{"ok":true}`), ok: true},
		"made":               {answer: say(201, `{}`), ok: true},
		"cut short":          {answer: say(200, `{"ok":tr`), known: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"a login page":       {answer: say(200, `<html>`), known: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"10 MB":              {answer: say(200, `{"ok":"`+strings.Repeat("x", 10<<20)+`"}`), known: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"hung up":            {answer: drop, known: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"redirected":         {answer: say(302, "", "Location", "http://127.0.0.1:1/")},
		"forbidden":          {answer: say(403, "no"), known: alerts.ErrRefused, blind: alerts.ErrRefused},
		"forbidden, why":     {answer: say(403, "why: kicked"), known: alerts.ErrRefused, blind: alerts.ErrRefused, mustContain: "403 Forbidden: kicked"},
		"too slow":           {answer: say(408, "")},
		"broke":              {answer: say(500, "oops"), known: alerts.ErrUnclear, blind: alerts.ErrDoubtful},
		"closed":             {answer: say(503, "why: closed"), known: alerts.ErrUnclear, blind: alerts.ErrDoubtful},
		"limited 1":          {answer: say(429, "", "Retry-After", "1"), wait: time.Second},
		"limited for a day":  {answer: say(429, "", "Retry-After", "86400"), wait: time.Hour},
		"limited 0":          {answer: say(429, "", "Retry-After", "0"), wait: time.Second},
		"limited -1":         {answer: say(429, "", "Retry-After", "-1"), wait: post.SomeWait},
		"limited in words":   {answer: say(429, "", "Retry-After", "a while"), wait: post.SomeWait},
		"limited to a date":  {answer: say(429, "", "Retry-After", noon.Add(time.Minute).Format(http.TimeFormat)), wait: time.Minute},
		"limited to no date": {answer: say(429, ""), wait: post.SomeWait},
		"limited in a body":  {answer: say(429, "why: slow", "Retry-After", "5"), wait: 7 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			err := ask(t, c.answer)
			if c.ok {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			check(t, post.Known(err), c.known, c.wait)
			check(t, post.Blind(err), c.blind, c.wait)
			if !strings.Contains(err.Error(), c.mustContain) {
				t.Errorf("%v, want %q in it", err, c.mustContain)
			}
		})
	}
}

// dialect knows one word.
func dialect(body []byte) (why string, wait int) {
	if why, ok := strings.CutPrefix(string(body), "why: "); ok {
		return why, 7
	}
	return "", 0
}

func ask(t *testing.T, answer http.HandlerFunc) error {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	client := post.Manners{Service: "it", Now: now, Dialect: dialect}.Client()
	var read map[string]any
	call := post.Call{Method: http.MethodPost, URL: s.URL + "/CANARY", Body: map[string]string{"text": "CANARY"}}
	return call.Do(t.Context(), client, post.Into(&read))
}

func check(t *testing.T, err, want error, wait time.Duration) {
	t.Helper()
	posttest.Error(t, err, want, noon, wait)
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	for _, address := range []string{"http://" + l.Addr().String() + "/CANARY", "http://CANARY\x7f"} {
		call := post.Call{Method: http.MethodGet, URL: address}
		err := call.Do(t.Context(), post.Manners{Now: now}.Client(), post.Nothing)
		check(t, post.Known(err), nil, 0)
		if !errors.Is(err, post.ErrUnsent) {
			t.Errorf("%v, want it to say that nothing was sent", err)
		}
	}
}

// Only the word itself is a yes.
func TestExactly(t *testing.T) {
	for body, ok := range map[string]bool{"ok": true, "": false, "ok\n": false, "okay": false, "<html>": false} {
		if err := post.Exactly("ok")(strings.NewReader(body)); (err == nil) != ok {
			t.Errorf("%q: %v", body, err)
		}
	}
}

func TestCheck(t *testing.T) {
	for raw, ok := range map[string]bool{"": true, "https://x.example/CANARY": true, "http://10.0.0.1": true, "ftp://CANARY": false, "CANARY": false, "https://": false, "http://\x7fCANARY": false} {
		err := post.CheckURL("url", raw)
		if (err == nil) != ok || (err != nil && strings.Contains(err.Error(), "CANARY")) {
			t.Errorf("address %q: %v", raw, err)
		}
	}
	for token, ok := range map[string]bool{"": true, "abc-1": true, "CANARY\n": false, "CANARY x": false, "ключ": false} {
		err := post.CheckToken(token)
		if (err == nil) != ok || (err != nil && strings.Contains(err.Error(), "CANARY")) {
			t.Errorf("token %q: %v", token, err)
		}
	}
}
