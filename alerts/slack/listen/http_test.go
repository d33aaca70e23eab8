package listen

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts/slack"
	"molva/config/secret"
)

// The example of Slack's manual, and what must not pass beside it.
func TestSignature(t *testing.T) {
	const (
		key   = "8f742231b10e8888abcd99yyyzzz85a5"
		stamp = "1531420618"
		want  = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
		body  = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar" +
			"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands" +
			"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	)
	then := time.Unix(1531420618, 0)
	for name, c := range map[string]struct {
		stamp, signature, body, key string
		at                          time.Time
		ok                          bool
	}{
		"right":               {stamp, want, body, key, then, true},
		"five minutes later":  {stamp, want, body, key, then.Add(5 * time.Minute), true},
		"five minutes before": {stamp, want, body, key, then.Add(-5 * time.Minute), true},
		"too late":            {stamp, want, body, key, then.Add(301 * time.Second), false},
		"too early":           {stamp, want, body, key, then.Add(-301 * time.Second), false},
		"another secret":      {stamp, want, body, key + "x", then, false},
		"no secret":           {stamp, want, body, "", then, false},
		"another byte":        {stamp, want, strings.Replace(body, "roadrunner", "roadrunneR", 1), key, then, false},
		"a byte more":         {stamp, want, body + " ", key, then, false},
		"another time":        {"1531420619", want, body, key, then, false},
		"another version":     {stamp, "v1" + want[2:], body, key, then, false},
		"no version":          {stamp, want[3:], body, key, then, false},
		"cut short":           {stamp, want[:len(want)-2], body, key, then, false},
		"no hex":              {stamp, "v0=" + strings.Repeat("z", 64), body, key, then, false},
		"no signature":        {stamp, "", body, key, then, false},
		"no time":             {"", want, body, key, then, false},
		"time in words":       {"now", want, body, key, then, false},
		"a time beyond all":   {"99999999999999999999", want, body, key, then, false},
	} {
		h := http.Header{}
		h.Set("X-Slack-Request-Timestamp", c.stamp)
		h.Set("X-Slack-Signature", c.signature)
		if got := signed(h, []byte(c.body), c.key, c.at); got != c.ok {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// request is what Slack sends, signed.
func (p *place) request(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader(body))
	stamp := strconv.FormatInt(p.now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(signing))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

func (p *place) serveOne(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	return w
}

// What Slack is told for each kind of request.
func TestHTTP(t *testing.T) {
	p := listening(t)
	form := func(name, value string) string { return url.Values{name: {value}}.Encode() }
	for name, c := range map[string]struct {
		body string
		code int
		says string
	}{
		"verification":    {`{"type":"url_verification","challenge":"3eZbrw1aB"}`, 200, "3eZbrw1aB"},
		"certificate":     {"ssl_check=1", 200, ""},
		"event":           {string(p.reaction(added, "U1", "+1", "1.1")), 200, ""},
		"unknown event":   {string(p.callback(map[string]any{"type": "channel_rename", "channel": map[string]any{"id": "C1"}})), 400, ""},
		"other event":     {string(p.callback(map[string]any{"type": "message", "user": "U1"})), 200, ""},
		"rate limited":    {`{"type":"app_rate_limited"}`, 200, ""},
		"click":           {form("payload", `{"type":"block_actions","user":{"id":"U1"},"actions":[]}`), 200, ""},
		"closed":          {form("payload", `{"type":"view_closed"}`), 200, ""},
		"broken click":    {form("payload", `{"type":`), 400, ""},
		"broken event":    {`{"type":`, 400, ""},
		"broken form":     {"%zz", 400, ""},
		"nothing":         {"", 400, ""},
		"something else":  {"a=b", 400, ""},
		"payload of none": {form("payload", ""), 400, ""},
	} {
		w := p.serveOne(p.request(c.body))
		if w.Code != c.code || w.Body.String() != c.says {
			t.Errorf("%s: %d %q, want %d %q", name, w.Code, w.Body, c.code, c.says)
		}
	}
}

// Without a right signature nothing is done and nothing is said, whatever the body is.
func TestHTTPUnsigned(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	body := string(p.reaction(added, "U1", "-1", ts))
	spoil := map[string]func(*http.Request){
		"unsigned": func(r *http.Request) { r.Header.Del("X-Slack-Signature") },
		"old":      func(r *http.Request) { p.pass(-302 * time.Second) },
		"in the address": func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64))
			r.URL.RawQuery = "payload={}"
		},
	}
	for name, do := range spoil {
		r := p.request(body)
		do(r)
		if w := p.serveOne(r); w.Code != http.StatusUnauthorized || w.Body.Len() > 0 {
			t.Errorf("%s: %d %q", name, w.Code, w.Body)
		}
	}
	if w := p.serveOne(p.request(strings.Repeat("x", maxBody+1))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too long: %d", w.Code)
	}
	if w := p.serveOne(httptest.NewRequest(http.MethodGet, "/slack/events", nil)); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", w.Code)
	}
	p.work()
	if got := p.reads("vk:3"); got != "positive by model:test" {
		t.Errorf("reads %s", got)
	}
}

// A request that is played back within the window does nothing more.
func TestHTTPReplay(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	give, back := string(p.reaction(added, "U1", "-1", ts)), string(p.reaction(removed, "U1", "-1", ts))
	played := p.request(give)
	stamp, signature := played.Header.Get("X-Slack-Request-Timestamp"), played.Header.Get("X-Slack-Signature")
	p.serveOne(played)
	p.serveOne(p.request(back))
	p.pass(4 * time.Minute)
	again := p.request(give)
	again.Header.Set("X-Slack-Request-Timestamp", stamp)
	again.Header.Set("X-Slack-Signature", signature)
	if w := p.serveOne(again); w.Code != http.StatusOK {
		t.Errorf("answer %d", w.Code)
	}
	p.work()
	if got := p.reads("vk:3"); got != "positive by model:test" {
		t.Errorf("reads %s", got)
	}
}

// A flood is taken as far as there is room; the rest is to come again. Nothing that was taken is lost.
func TestHTTPFlood(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	taken, refused := 0, 0
	for i := range queued + 50 {
		w := p.serveOne(p.request(string(p.reaction(added, fmt.Sprintf("U%d", i+1), "-1", ts))))
		switch {
		case w.Code == http.StatusOK:
			taken++
		case w.Code == http.StatusServiceUnavailable && w.Header().Get("Retry-After") != "":
			refused++
		default:
			t.Fatalf("answer %d", w.Code)
		}
	}
	p.work()
	labels, err := p.db.Labels(t.Context(), "vk:3")
	if err != nil || taken != queued || refused != 50 || len(labels) != queued {
		t.Errorf("%d taken, %d refused, %d labels, %v", taken, refused, len(labels), err)
	}
}

// A door is there only with its key.
func TestDoors(t *testing.T) {
	for name, c := range map[string]struct {
		change        func(*slack.Options)
		listens, door bool
	}{
		"both":        {func(*slack.Options) {}, true, true},
		"socket only": {func(o *slack.Options) { o.SigningSecret = secret.String{} }, true, false},
		"HTTP only":   {func(o *slack.Options) { o.AppToken = secret.String{} }, true, true},
		"neither":     {func(o *slack.Options) { o.AppToken, o.SigningSecret = secret.String{}, secret.String{} }, false, false},
	} {
		p := listening(t, c.change)
		if p.Listens() != c.listens || (p.Handler() != nil) != c.door {
			t.Errorf("%s: listens %v, door %v", name, p.Listens(), p.Handler() != nil)
		}
	}
}
