package slackfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Server is one workspace with one app in it. It has a channel #brand with the id C1, of which the app is a member.
type Server struct {
	URL string // of the Web API, for base_url

	t       testing.TB
	http    *httptest.Server
	methods map[string]method
	closing chan struct{}

	mu       sync.Mutex
	now      func() time.Time
	pace     time.Duration
	scopes   []string
	charts   bool
	channels []*Channel
	posts    []Message
	views    []View
	calls    []Call
	faults   map[string][]Fault
	last     time.Time // the timestamp of the latest message: each is later than the one before
	accepted map[string]time.Time
	socket   socket
	bots     []string
}

// method answers a call of the Web API with the fields of its JSON; word is the error, "" when there is none.
type method func(s *Server, a args) (answer map[string]any, word string)

// Channel is a channel of the workspace.
type Channel struct {
	ID, Name string
	Stranger bool // the app is no member
	Archived bool

	messages []*Message
}

// Call is one call that came in, answered or not.
type Call struct {
	At     time.Time
	Method string
}

// New starts a server that stops with the test. Every scope is granted, charts are taken, and nothing is too fast.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, now: time.Now, charts: true, closing: make(chan struct{}),
		faults: map[string][]Fault{}, accepted: map[string]time.Time{},
		channels: []*Channel{{ID: "C1", Name: "brand"}},
		socket:   socket{acks: map[string]json.RawMessage{}, news: make(chan struct{})}}
	s.methods = map[string]method{
		"apps.connections.open": openSocket,
		"auth.test":             whoami,
		"chat.postMessage":      postMessage,
		"chat.postEphemeral":    postEphemeral,
		"chat.update":           update,
		"conversations.history": history,
		"conversations.info":    info,
		"conversations.list":    list,
		"conversations.replies": replies,
		"reactions.add":         react,
		"users.info":            userInfo,
		"views.open":            openView,
		"views.update":          updateView,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.serve)
	mux.HandleFunc("/link/", s.serveSocket)
	mux.HandleFunc("/services/", s.serveHook)
	mux.HandleFunc("/response/", s.serveHook)
	s.http = httptest.NewServer(mux)
	s.URL = s.http.URL
	t.Cleanup(func() {
		close(s.closing)
		s.http.CloseClientConnections()
		s.http.Close()
	})
	return s
}

// Clock replaces the wall clock, by which messages are stamped and posts are paced.
func (s *Server) Clock(now func() time.Time) { s.set(func() { s.now = now }) }

// Pace limits posts to one in so much time in each channel; Slack's own limit is a second. Zero is no limit.
func (s *Server) Pace(every time.Duration) { s.set(func() { s.pace = every }) }

// Grant replaces the scopes of the token; at first it has all, and says so of none.
func (s *Server) Grant(scopes ...string) { s.set(func() { s.scopes = scopes }) }

// RefuseCharts makes the workspace one that does not know the block data_visualization.
func (s *Server) RefuseCharts() { s.set(func() { s.charts = false }) }

// Add makes another channel.
func (s *Server) Add(c Channel) { s.set(func() { s.channels = append(s.channels, &c) }) }

func (s *Server) set(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

// WebhookURL is the address of an incoming webhook into #brand.
func (s *Server) WebhookURL() string { return s.URL + "/services/T1/B1/secret" }

// ResponseURL is an address such as a command or a button brings, for answers to it.
func (s *Server) ResponseURL() string { return s.URL + "/response/T1/1/secret" }

// Calls lists the calls of a method in the order of their arrival, those that a fault spoiled too; all without a method.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.calls)
	return slices.DeleteFunc(all, func(c Call) bool { return method != "" && c.Method != method })
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.URL.Path)
	a, err := read(r)
	if err != nil {
		reply(w, nil, "invalid_form_data")
		return
	}
	s.through(w, r, name, func(w http.ResponseWriter) {
		do, known := s.methods[name]
		if !known {
			reply(w, nil, "unknown_method")
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.answer(w, name, do, a)
	})
}

// answer carries a call out; the server is locked.
func (s *Server) answer(w http.ResponseWriter, name string, do method, a args) {
	if a["token"] == "" {
		reply(w, nil, "not_authed")
		return
	}
	if need := needs[name]; len(s.scopes) > 0 && len(need) > 0 && !slices.ContainsFunc(need, s.granted) {
		reply(w, map[string]any{"needed": need[0], "provided": strings.Join(s.scopes, ",")}, "missing_scope")
		return
	}
	answer, word := do(s, a)
	if word == limited {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if len(s.scopes) > 0 {
		w.Header().Set("X-OAuth-Scopes", strings.Join(s.scopes, ","))
	}
	reply(w, answer, word)
}

// needs are the scopes of a method, of which one is enough.
var needs = map[string][]string{
	"chat.postMessage":      {"chat:write"},
	"chat.postEphemeral":    {"chat:write"},
	"chat.update":           {"chat:write"},
	"conversations.history": {"channels:history", "groups:history"},
	"conversations.replies": {"channels:history", "groups:history"},
	"conversations.info":    {"channels:read", "groups:read"},
	"conversations.list":    {"channels:read", "groups:read"},
	"reactions.add":         {"reactions:write"},
	"users.info":            {"users:read"},
}

func (s *Server) granted(scope string) bool { return slices.Contains(s.scopes, scope) }

func whoami(*Server, args) (map[string]any, string) {
	return map[string]any{"url": "https://zarya.slack.com/", "team": "Zarya", "user": "molva",
		"team_id": "T1", "user_id": "U0", "bot_id": "B0"}, ""
}

// reply writes an answer of the Web API.
func reply(w http.ResponseWriter, fields map[string]any, word string) {
	all := map[string]any{"ok": word == ""}
	maps.Copy(all, fields)
	if word != "" {
		all["error"] = word
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	body, err := json.Marshal(all)
	if err != nil {
		body = []byte(`{"ok":false,"error":"fatal_error"}`)
	}
	_, _ = w.Write(ascii(body)) // whoever called may be gone
}

// ascii writes JSON as Slack does, which makes what is not Latin up to three times as long.
func ascii(body []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(body) {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}
