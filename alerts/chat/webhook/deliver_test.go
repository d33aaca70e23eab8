package webhook_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/chat/webhook"
	"molva/config/secret"
	"molva/ingest"
	"molva/store"
)

const oldSecret, newSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2VjcmV0LW9mLTI0LWJ5dGVzLW9yLW1vcmUh"

// listener is a program that listens: it checks each signature by itself, takes an id once, and answers as it is told.
type listener struct {
	t       *testing.T
	clock   *time.Time
	secret  string
	answer  func() int // 0: nobody is there
	taken   map[string]webhook.Event
	calls   []time.Time
	repeats int
}

// RoundTrip is the way to the listener.
func (l *listener) RoundTrip(r *http.Request) (*http.Response, error) {
	l.calls = append(l.calls, *l.clock)
	status := l.answer()
	if status == 0 {
		return nil, errors.New("connection refused")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Error(err)
	}
	id := r.Header.Get("webhook-id")
	if !verified(l.secret, id, r.Header.Get("webhook-timestamp"), r.Header.Get("webhook-signature"), body, *l.clock) {
		status = http.StatusUnauthorized
	}
	w := httptest.NewRecorder()
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "600")
	}
	w.WriteHeader(status)
	if status == http.StatusNoContent {
		l.take(id, body)
	}
	return w.Result(), nil
}

func (l *listener) take(id string, body []byte) {
	if _, twice := l.taken[id]; twice {
		l.repeats++
		return
	}
	var e webhook.Event
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(&e); err != nil || e.ID != id {
		l.t.Errorf("%s: %v", body, err)
	}
	l.taken[id] = e
}

// verified is the check of standardwebhooks.com, written from its text: any of the signatures may be ours, and none is older or newer
// than five minutes.
func verified(whsec, id, timestamp, signatures string, body []byte, now time.Time) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if age := now.Sub(time.Unix(seconds, 0)); err != nil || age > 5*time.Minute || age < -5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(whsec, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strings.Join([]string{id, timestamp, string(body)}, ".")))
	for _, given := range strings.Fields(signatures) {
		version, encoded, _ := strings.Cut(given, ",")
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if err == nil && version == "v1" && hmac.Equal(signature, mac.Sum(nil)) {
			return true
		}
	}
	return false
}

// room is a desk with one endpoint, on a real database, by a clock that is set by hand.
type room struct {
	*listener
	db   *store.DB
	desk *alerts.Desk
	now  time.Time
}

func newRoom(t *testing.T, secrets ...string) *room {
	t.Helper()
	r := &room{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	r.listener = &listener{t: t, clock: &r.now, secret: secrets[0], taken: map[string]webhook.Event{}, answer: func() int { return http.StatusNoContent }}
	topics := []ingest.Topic{{ID: "kestrel", Name: "Kestrel", Zone: time.UTC, Language: "en"}}
	clock := func() time.Time { return r.now }
	var err error
	if r.db, err = store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.db.Close() })
	e := webhook.Endpoint{ID: "tracker", URL: secret.New("https://tracker.example/hook"), Events: []string{webhook.ComplaintNew}}
	for _, s := range secrets {
		e.Secrets = append(e.Secrets, secret.New(s))
	}
	n, err := webhook.NewEndpoint(e, nil, r.listener, clock)
	if err != nil {
		t.Fatal(err)
	}
	r.desk = &alerts.Desk{DB: r.db, Topics: topics, Now: clock, Log: slog.New(slog.DiscardHandler),
		Notifiers: []alerts.Outlet{{Name: e.Name(), Notifier: n, Route: e.Route(), Patience: webhook.Patience}}}
	return r
}

// tell queues an event.
func (r *room) tell(key string) {
	r.t.Helper()
	payload, err := alerts.Parcel(alerts.Story{Title: "Complaint: parcel late"}, &alerts.Case{ID: 12, Kind: "complaint", Label: "parcel late", People: 5})
	if err != nil {
		r.t.Fatal(err)
	}
	l := store.Letter{Key: key, Kind: string(alerts.NewComplaint), Topic: "kestrel", Notifier: "webhook:tracker", Due: r.now, Payload: payload,
		Period: store.Period{From: r.now.Add(-time.Hour), To: r.now}}
	if added, err := r.db.Enqueue(r.t.Context(), l); err != nil || !added {
		r.t.Fatal(added, err)
	}
}

// pass lets the desk work for so long.
func (r *room) pass(span time.Duration) {
	r.t.Helper()
	for end := r.now.Add(span); r.now.Before(end); {
		wake, err := r.desk.Round(context.WithoutCancel(r.t.Context()))
		if err != nil {
			r.t.Fatal(err)
		}
		if wake.IsZero() || wake.After(end) {
			wake = end
		}
		if soonest := r.now.Add(time.Second); wake.Before(soonest) {
			wake = soonest
		}
		r.now = wake
	}
}

func (r *room) state(key string) store.Letter {
	r.t.Helper()
	l, there, err := r.db.LetterByKey(r.t.Context(), key)
	if err != nil || !there {
		r.t.Fatal(there, err)
	}
	return l
}

// TestDownForAnHour: what could not be taken is there within half an hour after the listener is back, once, whole and signed.
func TestDownForAnHour(t *testing.T) {
	r := newRoom(t, oldSecret)
	r.answer = func() int { return 0 }
	r.tell("a")
	r.tell("b")
	r.pass(time.Hour)
	if len(r.taken) != 0 || len(r.calls) < 10 || len(r.calls) > 40 {
		t.Fatalf("%d taken after %d calls", len(r.taken), len(r.calls))
	}
	r.answer = func() int { return http.StatusNoContent }
	r.pass(31 * time.Minute)
	if len(r.taken) != 2 || r.repeats != 0 || r.state("a").State != store.Sent {
		t.Fatalf("%d taken, %d repeats: %+v", len(r.taken), r.repeats, r.state("a"))
	}
	for _, e := range r.taken {
		if e.Type != webhook.ComplaintNew || e.Case == nil || e.Case.Label != "parcel late" {
			t.Errorf("%+v", e)
		}
	}
}

// TestNoAnswer: what may have arrived is sent again under the same id, and taken once.
func TestNoAnswer(t *testing.T) {
	r := newRoom(t, oldSecret)
	broken := 3
	r.answer = func() int {
		if broken--; broken >= 0 {
			return http.StatusInternalServerError
		}
		return http.StatusNoContent
	}
	r.tell("a")
	r.pass(10 * time.Minute)
	if len(r.taken) != 1 || len(r.calls) != 4 {
		t.Errorf("%d taken in %d calls", len(r.taken), len(r.calls))
	}
}

// TestGone: after 410 neither that event nor a later one is sent.
func TestGone(t *testing.T) {
	r := newRoom(t, oldSecret)
	r.answer = func() int { return http.StatusGone }
	r.tell("a")
	r.pass(time.Hour)
	r.tell("b")
	r.pass(time.Hour)
	if len(r.calls) != 1 || r.state("a").State != store.Failed || r.state("b").State != store.Failed {
		t.Errorf("%d calls, %s, %s", len(r.calls), r.state("a").State, r.state("b").State)
	}
	if why := r.desk.Trouble()["webhook:tracker"]; !strings.Contains(why, "410") {
		t.Errorf("told: %q", why)
	}
}

// TestSlowDown: 429 is obeyed for as long as it says.
func TestSlowDown(t *testing.T) {
	r := newRoom(t, oldSecret)
	r.answer = func() int { return http.StatusTooManyRequests }
	r.tell("a")
	r.pass(9 * time.Minute)
	if len(r.calls) != 1 {
		t.Errorf("%d calls within the wait", len(r.calls))
	}
	r.answer = func() int { return http.StatusNoContent }
	r.pass(2 * time.Minute)
	if len(r.taken) != 1 {
		t.Error("not sent after the wait")
	}
}

// TestGivenUp: after three days it is given up, and said.
func TestGivenUp(t *testing.T) {
	r := newRoom(t, oldSecret)
	r.answer = func() int { return 0 }
	r.tell("a")
	r.pass(webhook.Patience)
	if l := r.state("a"); l.State != store.Queued || l.Attempts > 200 {
		t.Errorf("within three days: %s after %d attempts", l.State, l.Attempts)
	}
	r.pass(time.Hour)
	if l := r.state("a"); l.State != store.Failed || !strings.HasPrefix(r.desk.Trouble()["webhook:tracker"], "given up: ") {
		t.Errorf("after three days: %+v", l)
	}
}

// TestRotation: while two secrets are active, listeners that know the old one and those that know the new one take what is sent.
func TestRotation(t *testing.T) {
	for _, known := range []string{newSecret, oldSecret} {
		r := newRoom(t, newSecret, oldSecret)
		r.secret = known
		r.tell("a")
		r.pass(time.Minute)
		if len(r.taken) != 1 {
			t.Errorf("not taken by who knows %s", known)
		}
	}
	r := newRoom(t, newSecret)
	r.secret = oldSecret
	r.tell("a")
	r.pass(time.Hour)
	if len(r.taken) != 0 || r.state("a").State != store.Failed {
		t.Errorf("taken by who knows only what does not hold any more")
	}
}

// TestInward: a private address is reached only where it is allowed.
func TestInward(t *testing.T) {
	calls := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls++ }))
	defer s.Close()
	e := webhook.Endpoint{ID: "tracker", URL: secret.New(s.URL), Secrets: []secret.String{secret.New(oldSecret)}}
	for _, allow := range [][]string{nil, {strings.TrimPrefix(s.URL, "http://")}} {
		n, err := webhook.NewEndpoint(e, allow, nil, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = n.Notify(t.Context(), alerts.Message{Key: "a"}); (err == nil) != (allow != nil) || calls != len(allow) {
			t.Errorf("allowed %v: %v after %d calls", allow, err, calls)
		}
	}
}
