package fetch_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"

	"molva/ingest"
	"molva/ingest/fetch"
)

const secret = "hunter2"

// serve starts a server that the client may reach.
func serve(t *testing.T, o fetch.Options, handle http.HandlerFunc) (*http.Client, string) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	o.Allow = append(o.Allow, strings.TrimPrefix(server.URL, "http://"))
	o.Rate, o.Burst = 1000, 1000
	client, err := fetch.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return client, server.URL
}

// get asks for JSON at an address that holds the secret twice, and sees to it that no error tells it.
func get(t *testing.T, c *http.Client, base string) (string, int, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, base+"/bot"+secret+"/updates?token="+secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Api-Key", secret)
	body, _, status, err := fetch.Get(t.Context(), c, req)
	if err != nil && strings.Contains(err.Error(), secret) {
		t.Errorf("the error tells the secret: %v", err)
	}
	return string(body), status, err
}

func TestGetSaysWhatTheStatusMeans(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   string // of the error; "" for none
	}{
		{200, `{"ok":true}`, ""},
		{206, `{}`, ""},
		{304, "", ""},
		{400, `{"code":4}`, "answers 400 Bad Request"},
		{401, `{"why":"expired"}`, "answers 401 Unauthorized: access denied"},
		{403, `{"why":"quota"}`, "answers 403 Forbidden: access denied"},
		{404, "", "answers 404 Not Found"},
		{410, "", "answers 410 Gone"},
		{500, "", "answers 500 Internal Server Error"},
		{503, "", "answers 503 Service Unavailable"},
		{599, "", "answers 599"},
		{200, " <!doctype html><title>Log in", "answers with a page of HTML or XML, want JSON"},
	} {
		client, base := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.body)
		})
		body, status, err := get(t, client, base)
		if status != c.status || body != c.body {
			t.Errorf("%d %q came as %d %q", c.status, c.body, status, body)
		}
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasSuffix(err.Error(), c.want)) {
			t.Errorf("%d: %v, want %q", c.status, err, c.want)
		}
		if denied := c.status == 401 || c.status == 403; errors.Is(err, ingest.ErrDenied) != denied {
			t.Errorf("%d is denied: %t", c.status, !denied)
		}
		var as *fetch.StatusError
		if errors.As(err, &as) != (c.status >= 400) {
			t.Errorf("%d is %T", c.status, err)
		}
	}
}

func TestAHostIsLeftAloneWhenItAsks(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	asked := 0
	client, base := serve(t, fetch.Options{Now: func() time.Time { return now }}, func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"why":"flood"}`)
		}
	})
	until := now.Add(2 * time.Minute)
	for try := range 3 {
		body, _, err := get(t, client, base)
		var throttled *ingest.Throttled
		if !errors.As(err, &throttled) || !throttled.Until.Equal(until) || try == 0 && body != `{"why":"flood"}` {
			t.Errorf("try %d: %q, %v", try, body, err)
		}
	}
	if asked != 1 {
		t.Errorf("the host was asked %d times", asked)
	}
	now = until
	if _, _, err := get(t, client, base); err != nil || asked != 2 {
		t.Errorf("afterwards: %v, asked %d times", err, asked)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	for name, handle := range map[string]http.HandlerFunc{
		"endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, strings.Repeat("x", 1<<16))
			}
		},
		"gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			zip := gzip.NewWriter(w)
			defer zip.Close()
			for range 64 {
				if _, err := zip.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		},
		"one byte more": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 1<<20+1)) },
	} {
		client, base := serve(t, fetch.Options{Body: 1 << 20}, handle)
		body, _, err := get(t, client, base)
		if !errors.Is(err, fetch.ErrTooLong) || len(body) != 1<<20 {
			t.Errorf("%s: %d bytes, %v", name, len(body), err)
		}
	}
	client, base := serve(t, fetch.Options{Body: 1 << 20}, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, strings.Repeat("x", 1<<20))
	})
	if body, _, err := get(t, client, base); err != nil || len(body) != 1<<20 {
		t.Errorf("exactly as long: %d bytes, %v", len(body), err)
	}
}

func TestBodiesThatGoOnForeverEnd(t *testing.T) {
	client, base := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "x")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	if client.Timeout < 30*time.Second || client.Timeout > time.Minute {
		t.Errorf("a request may take %s", client.Timeout)
	}
	client.Timeout = 50 * time.Millisecond
	if body, _, err := get(t, client, base); err == nil || len(body) > 1 {
		t.Errorf("read %q, %v", body, err)
	}
}

func TestEncodingsThatWereNotAskedFor(t *testing.T) {
	for _, encoding := range []string{"br", "zstd", "gzip, gzip"} {
		client, base := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			fmt.Fprint(w, "\x1f\x8b")
		})
		if _, _, err := get(t, client, base); err == nil || !strings.Contains(err.Error(), "encoding") {
			t.Errorf("%s: %v", encoding, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	var other http.Header
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { other = r.Header }))
	defer elsewhere.Close()
	hops := 0
	target := ""
	client, base := serve(t, fetch.Options{Allow: []string{strings.TrimPrefix(elsewhere.URL, "http://")}},
		func(w http.ResponseWriter, r *http.Request) {
			if hops--; hops < 0 {
				fmt.Fprint(w, r.Header.Get("Api-Key"))
				return
			}
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusFound)
		})
	try := func(to string, n int) (string, error) {
		hops, target = n, to
		body, _, err := get(t, client, base)
		return body, err
	}
	if body, err := try("/again", 5); err != nil || body != secret {
		t.Errorf("five hops on one host: %q, %v", body, err)
	}
	if _, err := try("/again", 6); err == nil || !strings.Contains(err.Error(), "more than 5 redirects") {
		t.Errorf("six hops: %v", err)
	}
	if _, err := try(elsewhere.URL, 1); err != nil || other.Get("Api-Key") != "" || other.Get("Referer") != "" ||
		other.Get("Accept") == "" || !strings.HasPrefix(other.Get("User-Agent"), "molva/") {
		t.Errorf("another host is told %v, %v", other, err)
	}
	for _, to := range []string{"file:///etc/passwd", "gopher://127.0.0.1/", "unix:/run/x", "http://%zz/?token=" + secret,
		"http://[::1/?token=" + secret, "//127.0.0.1:1/"} {
		if _, err := try(to, 1); err == nil {
			t.Errorf("followed to %s", to)
		}
	}
}

// A password that is sent to one server is not for another.
func TestBodyStaysWithItsServer(t *testing.T) {
	told := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { told = true }))
	defer elsewhere.Close()
	client, base := serve(t, fetch.Options{Allow: []string{strings.TrimPrefix(elsewhere.URL, "http://")}},
		func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		})
	resp, err := client.Post(base, "text/plain", strings.NewReader(secret))
	if err == nil {
		resp.Body.Close()
	}
	if err == nil || told {
		t.Errorf("the other server was asked: %v, %v", told, err)
	}
}

func TestErrorsOfTheNetwork(t *testing.T) {
	client, err := fetch.New(fetch.Options{Allow: []string{"127.0.0.1:1"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := get(t, client, "http://127.0.0.1:1"); err == nil || !strings.Contains(err.Error(), "get 127.0.0.1:1: ") {
		t.Errorf("refused: %v", err)
	}
	for _, scheme := range []string{"file", "gopher", "unix", "ftp"} {
		if _, _, err := get(t, client, scheme+"://host"); err == nil {
			t.Errorf("fetched %s:", scheme)
		}
	}
	_, bad := http.NewRequest(http.MethodGet, "http://host:port/?token="+secret, nil)
	if err := fetch.Scrub(fmt.Errorf("open feed: %w", bad)); strings.Contains(err.Error(), secret) {
		t.Errorf("scrubbed: %v", err)
	}
}

// The same trouble reads the same each time, whichever port our end had, whether the answer never came or broke off.
func TestTroubleReadsTheSame(t *testing.T) {
	for _, begun := range []bool{false, true} {
		client, base := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			if begun {
				w.Header().Set("Content-Length", "100")
				http.NewResponseController(w).Flush()
			}
			c, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			c.(*net.TCPConn).SetLinger(0)
			c.Close()
		})
		_, _, first := get(t, client, base)
		_, _, second := get(t, client, base)
		if first == nil || second == nil || first.Error() != second.Error() || !errors.Is(first, syscall.ECONNRESET) {
			t.Errorf("%v, then %v", first, second)
		}
	}
}

// net/http calls it by two names when its patience ends; we do not.
func TestSlowAnswersReadTheSame(t *testing.T) {
	for _, err := range []error{context.DeadlineExceeded, &net.DNSError{IsTimeout: true}} {
		got := fetch.Scrub(&url.Error{Op: "Get", URL: "http://host/" + secret, Err: err})
		if got.Error() != "get host: the answer takes too long" || !errors.Is(got, err) {
			t.Errorf("%v reads %v", err, got)
		}
	}
}

func TestTheClientSaysWhoItIs(t *testing.T) {
	for want, o := range map[string]fetch.Options{
		"molva/dev":                         {},
		"molva/1.2":                         {Version: "1.2"},
		"molva/1.2 (+https://acme.example)": {Version: "1.2", Contact: "https://acme.example"},
	} {
		client, base := serve(t, o, func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, r.Header.Get("User-Agent"), r.Header.Get("Cookie"))
		})
		if got, _, err := get(t, client, base); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestWebsocketsPass(t *testing.T) {
	var agent atomic.Value
	client, base := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		agent.Store(r.Header.Get("User-Agent"))
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/", http.StatusFound)
			return
		}
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.CloseNow()
		kind, msg, err := conn.Read(r.Context())
		if err == nil {
			err = conn.Write(r.Context(), kind, msg)
		}
		if err != nil {
			t.Error(err)
		}
	})
	for _, path := range []string{"/", "/moved"} {
		conn, _, err := websocket.Dial(t.Context(), base+path, &websocket.DialOptions{HTTPClient: client})
		if err != nil {
			t.Fatal(path, err)
		}
		if err := conn.Write(t.Context(), websocket.MessageText, []byte("hi")); err != nil {
			t.Error(err)
		}
		if _, msg, err := conn.Read(t.Context()); err != nil || string(msg) != "hi" || agent.Load() != "molva/dev" {
			t.Errorf("%s: %q, %v, agent %v", path, msg, err, agent.Load())
		}
		conn.CloseNow()
	}
	_, _, err := websocket.Dial(t.Context(), "http://127.0.0.1:1/?token="+secret, &websocket.DialOptions{HTTPClient: client})
	if err == nil || strings.Contains(fetch.Scrub(err).Error(), secret) {
		t.Errorf("scrubbed: %v", fetch.Scrub(err))
	}
}

func TestOptionsAreChecked(t *testing.T) {
	o := fetch.Options{Allow: []string{"127.0.0.1:9000", "[::1]:80", "127.0.0.1", "host:", ":80", "host:http"}, Rate: -1}
	_, err := fetch.New(o)
	want := `allow has "127.0.0.1", want host:port
allow has "host:", want host:port
allow has ":80", want host:port
allow has "host:http", want host:port
rate, burst and body cannot be negative`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
