package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/slack/slackfake"
	"molva/config/secret"
	"molva/ingest"
	"molva/store"
)

// outage is what Slack, or the way to it, does to one call after the other; then all is well.
type outage struct {
	name    string
	faults  []slackfake.Fault
	detours []func(*http.Request) (*http.Response, error) // calls that do not come to Slack at all
	wait    time.Duration                                 // to be obeyed before the next call
	unclear int                                           // calls after which nobody knows
	fatal   bool
	slow    bool // takes all of the patience
}

// outages are the behaviours of Slack that promise P5 is tested with. Refuse says no in the words of that way of posting.
func outages(refuse func(word string) slackfake.Fault, closed net.Addr) []outage {
	one := func(f slackfake.Fault) []slackfake.Fault { return []slackfake.Fault{f} }
	bomb := slackfake.Bomb()
	all := []outage{
		{name: "none"},
		{name: "limited in words", faults: one(refuse("ratelimited"))},
		{name: "refused for good", faults: slices.Repeat(one(refuse("channel_not_found")), 10), fatal: true},
		{name: "500 twenty times", faults: slices.Repeat(one(slackfake.Answer(500, "oops")), 20), unclear: 20},
		{name: "500 but posted", faults: one(slackfake.Answer(500, "oops").Done()), unclear: 1},
		{name: "502 in HTML", faults: one(slackfake.Page(502)), unclear: 1},
		{name: "a login page", faults: one(slackfake.Page(200)), unclear: 1},
		{name: "302", faults: one(slackfake.Redirect())},
		{name: "TLS error", detours: []func(*http.Request) (*http.Response, error){encrypted}},
		{name: "refused connection", detours: []func(*http.Request) (*http.Response, error){toward(closed), toward(closed)}},
		{name: "no such host", detours: []func(*http.Request) (*http.Response, error){nameless}},
		{name: "byte for byte", faults: one(slackfake.Drip(nil)), unclear: 1, slow: true},
		{name: "hanging", faults: one(slackfake.Hang()), unclear: 1, slow: true},
		{name: "hanging after posting", faults: one(slackfake.Hang().Done()), unclear: 1, slow: true},
		{name: "dropped", faults: one(slackfake.Drop()), unclear: 1},
		{name: "dropped after posting", faults: one(slackfake.Drop().Done()), unclear: 1},
		{name: "too late an answer", faults: one(slackfake.Late(nil)), unclear: 1, slow: true},
		{name: "a bomb", faults: one(bomb), unclear: 1},
		{name: "10 MB", faults: one(slackfake.Huge()), unclear: 1},
	}
	for _, word := range []string{"invalid_auth", "channel_not_found", "msg_too_long", "is_archived"} {
		all = append(all, outage{name: word, faults: one(refuse(word))})
	}
	for _, c := range []struct {
		after string
		wait  time.Duration
	}{{"1", time.Second}, {"30", 30 * time.Second}, {"3600", time.Hour}, {"86400", time.Hour}, {"0", time.Second}, {"-1", 30 * time.Second},
		{"soon", 30 * time.Second}, {"", 30 * time.Second}, {noon.Add(62 * time.Second).Format(http.TimeFormat), time.Minute}} {
		all = append(all, outage{name: fmt.Sprintf("429 with Retry-After %q", c.after), faults: one(slackfake.SlowDown(c.after)), wait: c.wait})
	}
	return all
}

// kills are the steps at which the desk dies, each time at its first call. Those that come when all is well again are tried
// after some of the outages only.
func (o outage) kills() []string {
	switch {
	case o.slow:
		return []string{"", "posted"}
	case o.unclear == 1 || o.name == "none":
		return []string{"", "post", "posted", "looked", "adopted", "finished"}
	}
	return []string{"", "post", "posted"}
}

func encrypted(r *http.Request) (*http.Response, error) {
	r.URL.Scheme = "https" // of a server that speaks in the clear
	return http.DefaultTransport.RoundTrip(r)
}

func toward(addr net.Addr) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		r.URL.Host = addr.String()
		return http.DefaultTransport.RoundTrip(r)
	}
}

func nameless(r *http.Request) (*http.Response, error) {
	t := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}
	}}
	return t.RoundTrip(r)
}

// TestOutage posts an alert with its thread through each outage, with the desk killed at each step: nothing is missing, no
// repeat is unmarked, and there is never more than one post a second.
func TestOutage(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	hook := func(word string) slackfake.Fault {
		if word == "ratelimited" {
			return slackfake.SlowDown("")
		}
		return slackfake.Answer(http.StatusForbidden, word)
	}
	for name, c := range map[string]struct {
		method string
		refuse func(string) slackfake.Fault
	}{
		"bot":     {"chat.postMessage", slackfake.Refuse},
		"webhook": {"webhook", hook},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := openStore(t)
			for n, outage := range outages(c.refuse, l.Addr()) {
				for k, kill := range outage.kills() {
					o := &ordeal{db: db, key: fmt.Sprintf("alert/%d-%d/slack", n, k), outage: outage, kill: kill, method: c.method}
					t.Run(outage.name+", "+kill, o.run)
				}
			}
		})
	}
}

var topics = []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC, Language: "en"}}

func openStore(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// ordeal is one alert on its way.
type ordeal struct {
	db     *store.DB
	key    string
	outage outage
	kill   string // the step at which the desk dies once
	method string // of Slack
	slack  *slackfake.Server

	mu    sync.Mutex
	clock time.Time
	died  bool
}

func (o *ordeal) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.clock
}

func (o *ordeal) run(t *testing.T) {
	o.clock, o.slack = noon, slackfake.New(t)
	o.slack.Clock(o.now)
	o.slack.Pace(time.Second)
	o.slack.Script(o.method, o.outage.faults...)
	payload, err := alerts.Parcel(messages(t, "en")["webhook"].Story, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.db.Enqueue(t.Context(), store.Letter{Key: o.key, Kind: string(alerts.Spike), Topic: "zarya", Notifier: "slack", Due: noon, Payload: payload})
	if err != nil {
		t.Fatal(err)
	}
	o.work(t)
	o.judge(t)
}

// work lets the desk do all that there is to do, a new one after it died.
func (o *ordeal) work(t *testing.T) {
	outlet := o.outlet()
	desk, died := o.desk(outlet), false
	for range 1000 {
		wake, err := desk.Round(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		left, err := o.db.Letters(t.Context(), noon.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		if len(left) == 0 {
			return
		}
		o.mu.Lock()
		if o.died != died {
			desk, died = o.desk(outlet), true
		} else if o.clock = o.clock.Add(time.Second); wake.After(o.clock) {
			o.clock = wake
		}
		o.mu.Unlock()
	}
	t.Fatal("the desk comes to no end")
}

func (o *ordeal) desk(outlet alerts.Notifier) *alerts.Desk {
	return &alerts.Desk{DB: o.db, Topics: topics, Now: o.now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Step: o.step,
		Notifiers: []alerts.Outlet{{Name: "slack", Notifier: outlet}}}
}

func (o *ordeal) step(name string) {
	o.mu.Lock()
	dies := name == o.kill && !o.died
	o.died = o.died || dies
	o.mu.Unlock()
	if dies {
		runtime.Goexit()
	}
}

// outlet has little patience where it would be used up, so that whoever hangs does not hold the test up.
func (o *ordeal) outlet() alerts.Notifier {
	options := Options{Token: secret.New(token), Channel: "C1", BaseURL: o.slack.URL}
	c := client(o, 0, o.now)
	if o.outage.slow {
		c.Timeout = time.Second
	}
	if o.method == "webhook" {
		return &webhook{options: Options{WebhookURL: secret.New(o.slack.WebhookURL())}, client: c}
	}
	return &channel{options: options, now: o.now, api: caller(options, c), reader: caller(options, client(nil, historical, o.now))}
}

// RoundTrip is the way to Slack, with its detours.
func (o *ordeal) RoundTrip(r *http.Request) (*http.Response, error) {
	o.mu.Lock()
	detours := o.outage.detours
	o.outage.detours = detours[min(1, len(detours)):]
	o.mu.Unlock()
	if len(detours) > 0 {
		return detours[0](r)
	}
	t := &http.Transport{DisableKeepAlives: true}
	return t.RoundTrip(r)
}

func (o *ordeal) judge(t *testing.T) {
	l, _, err := o.db.LetterByKey(t.Context(), o.key)
	if err != nil {
		t.Fatal(err)
	}
	posts, calls := o.slack.Posts(), o.slack.Calls(o.method)
	if o.outage.fatal {
		if l.State != store.Failed || len(posts) > 0 || len(calls) > 4 { // the kill hides one
			t.Errorf("the letter is %s after %d calls, %d posts", l.State, len(calls), len(posts))
		}
		return
	}
	unclear := o.outage.unclear
	if o.kill == "post" || o.kill == "posted" {
		unclear++
	}
	o.judgePosts(t, posts, unclear)
	if l.State != store.Sent && (o.method != "webhook" || unclear < 2) {
		t.Errorf("the letter is %s: %s", l.State, l.LastError)
	}
	for i := 1; i < len(posts); i++ {
		if gap := posts[i].At.Sub(posts[i-1].At); gap < time.Second {
			t.Errorf("two posts in %v", gap)
		}
	}
	if o.outage.wait > 0 && len(calls) > 1 && o.kill != "posted" { // it died before it could write down how long
		if gap := calls[1].At.Sub(calls[0].At); gap < o.outage.wait || gap > o.outage.wait+time.Second {
			t.Errorf("it waited for %v, want %v", gap, o.outage.wait)
		}
	}
}

// judgePosts wants every message of the thread once from a bot, and from a webhook the one message, of which another copy
// says that it may be one.
func (o *ordeal) judgePosts(t *testing.T, posts []slackfake.Message, unclear int) {
	var keys []string
	for _, p := range posts {
		var m struct {
			Payload struct{ Key string } `json:"event_payload"`
		}
		if p.Metadata != nil && json.Unmarshal(p.Metadata, &m) == nil {
			keys = append(keys, strings.TrimPrefix(m.Payload.Key, o.key))
		}
	}
	switch {
	case o.method != "webhook":
		if want := []string{"", "/details", "/quote-1", "/quote-2", "/quote-3"}; !slices.Equal(keys, want) {
			t.Errorf("posted %q, want %q", keys, want)
		}
	case len(posts) == 0 && unclear < 2, len(posts) > 1+unclear:
		t.Errorf("posted %d times after %d unclear answers", len(posts), unclear)
	}
	for i, p := range posts[min(1, len(posts)):] {
		if o.method == "webhook" && !strings.Contains(string(p.Blocks), "Possible repeat") {
			t.Errorf("post %d is not marked as a possible repeat", i+2)
		}
	}
}
