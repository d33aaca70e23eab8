package proof

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// reaction is what the fake Slack does with one message.
type reaction int

const (
	takes     reaction = iota // and says so
	throttles                 // says 429
	takes500                  // takes it and answers 500
	loses500
	takesDrop // takes it and hangs up
	losesDrop
	takesHang // takes it and never answers
	losesHang
)

// throttle is the Retry-After of a 429.
const throttle = 4 * time.Second

// slackd is a Slack that takes messages over TLS, by token or by incoming webhook, and is at odds with some of them.
type slackd struct {
	addr string
	ca   string // file of the certificate that it can be trusted by

	hangs   chan string // days of messages that are being held
	release chan struct{}

	mu       sync.Mutex
	plan     map[string][]reaction // by the day that a digest is about; used up one by one, then everything is taken
	attempts []message
	arrived  []message
	quiet    time.Time // it asked to be left alone until then
	rushed   []string
}

// message is one digest that reached Slack.
type message struct {
	day, key string
	marked   bool // as a possible repeat
	at       time.Time
}

// newSlackd reserves an address where nobody listens yet.
func newSlackd(t *testing.T, plan map[string][]reaction) *slackd {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := &slackd{addr: l.Addr().String(), ca: filepath.Join(t.TempDir(), "ca.pem"), plan: plan, hangs: make(chan string, 9), release: make(chan struct{})}
	trusted := httptest.NewTLSServer(nil)
	defer trusted.Close()
	write(t, s.ca, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: trusted.Certificate().Raw})))
	t.Cleanup(func() { close(s.release) })
	return s
}

// serve listens at the address until stop is called; without TLS, nobody who expects that gets through.
func (s *slackd) serve(t *testing.T, tls bool) (stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(s)
	server.Config.ErrorLog = quietLog
	server.Listener.Close()
	server.Listener = l
	if tls {
		server.StartTLS()
	} else {
		server.Start()
	}
	var once sync.Once
	stop = func() {
		once.Do(func() {
			server.CloseClientConnections()
			l.Close()
		})
	}
	t.Cleanup(stop)
	return stop
}

// ServeHTTP is the Web API, and at any other path an incoming webhook.
func (s *slackd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/api/chat.postMessage":
		var metadata struct {
			Payload struct{ Key string } `json:"event_payload"`
		}
		json.Unmarshal([]byte(r.FormValue("metadata")), &metadata)
		s.post(w, r, r.FormValue("text"), metadata.Payload.Key, `{"ok":true,"channel":"C1","ts":"1.1"}`)
	case "/api/conversations.history":
		s.history(w)
	case "/hook":
		var body struct{ Text string }
		json.NewDecoder(r.Body).Decode(&body)
		s.post(w, r, body.Text, "", "ok")
	default:
		fmt.Fprint(w, `{"ok":false,"error":"unknown_method"}`)
	}
}

// post takes a message, or not, as planned.
func (s *slackd) post(w http.ResponseWriter, r *http.Request, text, key, yes string) {
	m, how := s.take(text, key)
	switch how {
	case throttles:
		w.Header().Set("Retry-After", fmt.Sprint(int(throttle.Seconds())))
		w.WriteHeader(http.StatusTooManyRequests)
	case takes500, loses500:
		w.WriteHeader(http.StatusInternalServerError)
	case takesDrop, losesDrop:
		panic(http.ErrAbortHandler)
	case takesHang, losesHang:
		s.hangs <- m.day
		select {
		case <-s.release:
		case <-r.Context().Done():
		}
	default:
		fmt.Fprint(w, yes)
	}
}

var dayOfDigest = regexp.MustCompile(`, (\d+ \w+ \d{4})\.`)

func (s *slackd) take(text, key string) (message, reaction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := message{key: key, marked: strings.Contains(text, "Possible repeat"), at: time.Now()}
	if found := dayOfDigest.FindStringSubmatch(text); found != nil {
		m.day = found[1]
	}
	if m.at.Before(s.quiet) {
		s.rushed = append(s.rushed, fmt.Sprintf("%s came %v too early", m.day, s.quiet.Sub(m.at).Round(time.Millisecond)))
	}
	s.attempts = append(s.attempts, m)
	how := takes
	if plan := s.plan[m.day]; len(plan) > 0 {
		how, s.plan[m.day] = plan[0], plan[1:]
	}
	switch how {
	case takes, takes500, takesDrop, takesHang:
		s.arrived = append(s.arrived, m)
	case throttles:
		s.quiet = m.at.Add(throttle - 50*time.Millisecond)
	}
	return m, how
}

// history tells what arrived, with its metadata.
func (s *slackd) history(w http.ResponseWriter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := []any{}
	for i := len(s.arrived) - 1; i >= 0; i-- {
		messages = append(messages, map[string]any{"ts": fmt.Sprintf("%d.%06d", s.arrived[i].at.Unix(), i),
			"metadata": map[string]any{"event_type": "molva_digest", "event_payload": map[string]string{"key": s.arrived[i].key}}})
	}
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "messages": messages})
}

// check compares what arrived with what was planned: each digest once, and a second time only with the mark that it may be
// one; never two messages in one second, and none while Slack asked for peace.
func (s *slackd) check(t *testing.T, days []string, looksBack bool) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	plain, marked := map[string]int{}, map[string]int{}
	for _, m := range s.arrived {
		if m.marked {
			marked[m.day]++
		} else {
			plain[m.day]++
		}
	}
	for _, day := range days {
		switch {
		case plain[day]+marked[day] == 0:
			t.Errorf("the digest of %s is missing", day)
		case plain[day] > 1 || marked[day] > 1 || looksBack && marked[day] > 0:
			t.Errorf("the digest of %s came %d times, and %d times with the mark of a possible repeat", day, plain[day], marked[day])
		}
	}
	for i := 1; i < len(s.attempts); i++ {
		if pause := s.attempts[i].at.Sub(s.attempts[i-1].at); pause < 950*time.Millisecond {
			t.Errorf("the digest of %s came %v after that of %s, want a second", s.attempts[i].day, pause, s.attempts[i-1].day)
		}
	}
	if len(s.rushed) > 0 {
		t.Errorf("asked to wait, and yet: %s", strings.Join(s.rushed, "; "))
	}
	t.Logf("%d digests: %d attempts, %d arrived, %d of them marked as possible repeats", len(days), len(s.attempts), len(s.arrived), len(marked))
}
