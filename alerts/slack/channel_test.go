package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/slacktest"

	"molva/alerts"
	"molva/alerts/post"
	"molva/alerts/post/posttest"
	"molva/config/secret"
)

var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

const token = "xoxb-1-CANARY"

// serve starts a Web API whose methods are given, and a notifier that talks to it.
func serve(t *testing.T, methods map[string]http.HandlerFunc) alerts.Notifier {
	t.Helper()
	mux := http.NewServeMux()
	for name, h := range methods {
		mux.HandleFunc("/"+name, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return notifier(t, Options{Token: secret.New(token), Channel: "C1", BaseURL: s.URL})
}

func notifier(t *testing.T, o Options) alerts.Notifier {
	t.Helper()
	n, err := New(o, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func say(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// drop reads the whole request and hangs up.
func drop(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }

// What is known after each kind of answer.
func TestPostAnswers(t *testing.T) {
	long := `{"ok":true,"ts":"1.1","text":"` + strings.Repeat("x", 10<<20) + `"}`
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error         // nil: another error, which says that it was not posted
		wait   time.Duration // of a Throttled
		ok     bool
	}{
		"posted":              {answer: say(200, `{"ok":true,"channel":"C1","ts":"1712.000100"}`), ok: true},
		"not allowed":         {answer: say(200, `{"ok":false,"error":"invalid_auth"}`), want: alerts.ErrRefused},
		"no such channel":     {answer: say(200, `{"ok":false,"error":"channel_not_found"}`), want: alerts.ErrRefused},
		"too long":            {answer: say(200, `{"ok":false,"error":"msg_too_long"}`), want: alerts.ErrRefused},
		"archived":            {answer: say(200, `{"ok":false,"error":"is_archived"}`), want: alerts.ErrRefused},
		"limited, status 200": {answer: say(200, `{"ok":false,"error":"ratelimited"}`), wait: post.SomeWait},
		"slack broke":         {answer: say(200, `{"ok":false,"error":"internal_error"}`), want: alerts.ErrUnclear},
		"slack is closed":     {answer: say(200, `{"ok":false,"error":"service_unavailable"}`)},
		"limited 1":           {answer: say(429, "", "Retry-After", "1"), wait: time.Second},
		"limited 30":          {answer: say(429, "", "Retry-After", "30"), wait: 30 * time.Second},
		"limited for a day":   {answer: say(429, "", "Retry-After", "86400"), wait: time.Hour},
		"limited 0":           {answer: say(429, "", "Retry-After", "0"), wait: time.Second},
		"limited -1":          {answer: say(429, "", "Retry-After", "-1"), wait: post.SomeWait},
		"limited in words":    {answer: say(429, "", "Retry-After", "a while"), wait: post.SomeWait},
		"limited to a date":   {answer: say(429, "", "Retry-After", noon.Add(time.Minute).Format(http.TimeFormat)), wait: time.Minute},
		"limited, no header":  {answer: say(429, ""), wait: post.SomeWait},
		"error 500":           {answer: say(500, "oops"), want: alerts.ErrUnclear},
		"error 502 in HTML":   {answer: say(502, "<html>"), want: alerts.ErrUnclear},
		"forbidden":           {answer: say(403, "no"), want: alerts.ErrRefused},
		"redirected":          {answer: say(302, "", "Location", "http://127.0.0.1:1/")},
		"a login page":        {answer: say(200, "<html>"), want: alerts.ErrUnclear},
		"hung up":             {answer: drop, want: alerts.ErrUnclear},
		"cut short":           {answer: say(200, `{"ok":true`), want: alerts.ErrUnclear},
		"10 MB":               {answer: say(200, long), want: alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			n := serve(t, map[string]http.HandlerFunc{"chat.postMessage": c.answer})
			_, err := n.Notify(t.Context(), message(t, digest(as), "en"))
			checkError(t, err, c.ok, c.want, c.wait)
		})
	}
}

func checkError(t *testing.T, err error, ok bool, want error, wait time.Duration) {
	t.Helper()
	if !ok {
		posttest.Error(t, err, want, noon, wait)
	} else if err != nil {
		t.Fatal(err)
	}
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	for _, o := range []Options{
		{Token: secret.New(token), Channel: "C1", BaseURL: "http://" + l.Addr().String()},
		{WebhookURL: secret.New("http://" + l.Addr().String() + "/services/CANARY")},
	} {
		_, err := notifier(t, o).Notify(t.Context(), message(t, digest(as), "en"))
		checkError(t, err, false, nil, 0)
	}
}

// A call that hangs is given up; whether it arrived is not known.
func TestHang(t *testing.T) {
	release := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-release }))
	t.Cleanup(func() { close(release); s.Close() })
	hasty := client(nil, 0, now)
	hasty.Timeout = time.Second
	o := Options{Token: secret.New(token), BaseURL: s.URL, Channel: "C1"}
	n := &channel{options: o, now: now, api: caller(o, hasty)}
	_, err := n.Notify(t.Context(), message(t, digest(as), "en"))
	checkError(t, err, false, alerts.ErrUnclear, 0)
}

func TestWebhookAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
		wait   time.Duration
		ok     bool
	}{
		"posted":       {answer: say(200, "ok"), ok: true},
		"a login page": {answer: say(200, "<html>"), want: alerts.ErrUnclear},
		"gone":         {answer: say(404, "no_service"), want: alerts.ErrRefused},
		"limited":      {answer: say(429, "", "Retry-After", "7"), wait: 7 * time.Second},
		"error 500":    {answer: say(500, ""), want: alerts.ErrDoubtful},
		"hung up":      {answer: drop, want: alerts.ErrUnclear},
		"redirected":   {answer: say(302, "", "Location", "http://127.0.0.1:1/")},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(c.answer)
			t.Cleanup(s.Close)
			n := notifier(t, Options{WebhookURL: secret.New(s.URL + "/services/T1/B1/CANARY")})
			_, err := n.Notify(t.Context(), message(t, digest(as), "en"))
			checkError(t, err, c.ok, c.want, c.wait)
			if name == "gone" && !strings.HasSuffix(err.Error(), "no_service") {
				t.Errorf("the reason is missing: %v", err)
			}
		})
	}
	if _, err := (&webhook{}).Find(t.Context(), "key", noon, alerts.Place{}); !errors.Is(err, alerts.ErrCannotLook) {
		t.Errorf("a webhook looks back: %v", err)
	}
}

// history answers conversations.history with two pages; the digest is on the second.
func history(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("include_all_metadata") != "1" || r.FormValue("channel") != "C1" {
		fmt.Fprint(w, `{"ok":false,"error":"invalid_arguments"}`)
		return
	}
	if r.FormValue("cursor") == "" {
		fmt.Fprintf(w, `{"ok":true,"has_more":true,"messages":[{"ts":"%d.5","text":"hello"}],"response_metadata":{"next_cursor":"2"}}`, noon.Unix())
		return
	}
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "messages": []any{
		map[string]any{"ts": "1790582400.000200", "metadata": map[string]any{
			"event_type": EventType, "event_payload": map[string]any{"key": "wanted"}}}}})
}

func TestFind(t *testing.T) {
	channels := say(200, `{"ok":true,"channels":[{"id":"C7","name":"other"},{"id":"C1","name":"brand"}]}`)
	for name, c := range map[string]struct {
		channel, key, id string
		methods          map[string]http.HandlerFunc
		want             error
	}{
		"there":          {"C1", "wanted", "1790582400.000200", map[string]http.HandlerFunc{"conversations.history": history}, nil},
		"not there":      {"C1", "other", "", map[string]http.HandlerFunc{"conversations.history": history}, nil},
		"by name":        {"#brand", "wanted", "1790582400.000200", map[string]http.HandlerFunc{"conversations.history": history, "conversations.list": channels}, nil},
		"no scope":       {"C1", "wanted", "", map[string]http.HandlerFunc{"conversations.history": say(200, `{"ok":false,"error":"missing_scope"}`)}, alerts.ErrCannotLook},
		"name not known": {"#brand", "wanted", "", map[string]http.HandlerFunc{"conversations.history": history, "conversations.list": say(200, `{"ok":false,"error":"missing_scope"}`)}, alerts.ErrCannotLook},
		"broken":         {"C1", "wanted", "", map[string]http.HandlerFunc{"conversations.history": say(500, "")}, alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			n := serve(t, c.methods)
			n.(*channel).options.Channel = c.channel
			id, err := n.Find(t.Context(), c.key, noon, alerts.Place{})
			if id.ID != c.id || !errors.Is(err, c.want) {
				t.Errorf("%v, %v; want %q, %v", id, err, c.id, c.want)
			}
		})
	}
}

// The library's own fake takes what we post, and the form says what the printed payload says.
func TestPostedForm(t *testing.T) {
	var form map[string]string
	s := slacktest.NewTestServer(func(c slacktest.Customize) {
		c.Handle("/chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
			form = map[string]string{}
			for _, key := range []string{"channel", "text", "blocks", "metadata", "unfurl_links", "unfurl_media"} {
				form[key] = r.FormValue(key)
			}
			fmt.Fprint(w, `{"ok":true,"channel":"C1","ts":"1.2"}`)
		})
	})
	s.Start()
	t.Cleanup(s.Stop)
	m := message(t, digest(as), "ru")
	n := notifier(t, Options{Token: secret.New(token), Channel: "#brand", BaseURL: s.GetAPIURL()})
	id, err := n.Notify(context.Background(), m)
	if err != nil || id.ID != "1.2" {
		t.Fatalf("%v, %v", id, err)
	}
	printed := n.(*channel).options.Render(m)
	blocks, _ := json.Marshal(printed.Blocks)
	metadata, _ := json.Marshal(printed.Metadata)
	want := map[string]string{"channel": "#brand", "text": printed.Text, "blocks": string(blocks),
		"metadata": string(metadata), "unfurl_links": "false", "unfurl_media": "false"}
	for key := range want {
		if form[key] != want[key] {
			t.Errorf("%s: %s, want %s", key, form[key], want[key])
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, ""},
		{Options{Token: secret.New(token)}, "channel is missing: a token needs one, such as #brand"},
		{Options{Token: secret.New("x\n"), Channel: "#b"}, "token has spaces or control characters in it"},
		{Options{WebhookURL: secret.New("hooks.slack.com/CANARY")}, "webhook_url: want an address that starts with https://"},
		{Options{BaseURL: "ftp://x"}, "base_url: want an address that starts with https://"},
	} {
		got := ""
		if err := c.o.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if _, err := New(Options{}, nil, now); err == nil {
		t.Error("nothing set is enough")
	}
}
