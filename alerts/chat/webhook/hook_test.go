package webhook

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/post/posttest"
	"molva/alerts/sheet"
	"molva/alerts/sheet/sheettest"
	"molva/config/secret"
)

var noon = time.Unix(1614265330, 0).UTC()

func now() time.Time { return noon }

const whsec = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// The vector that the libraries of Standard Webhooks share.
func TestPublishedVector(t *testing.T) {
	k, err := key(secret.New(whsec))
	if err != nil {
		t.Fatal(err)
	}
	h := hook{keys: [][]byte{k}, now: now}
	got := h.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", []byte(`{"test": 2432232314}`))
	want := http.Header{"Webhook-Id": {"msg_p5jXN8AQM9LWM0D4loKWxJek"}, "Webhook-Timestamp": {"1614265330"},
		"Webhook-Signature": {"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func notifier(t *testing.T, h http.Handler) alerts.Notifier {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	n, err := New(Options{URL: secret.New(s.URL + "/CANARY"), Secret: secret.New(whsec)}, nil, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The id stays the same however often and however changed a message is sent.
func TestID(t *testing.T) {
	var ids []string
	var bodies [][]byte
	n := notifier(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		ids, bodies = append(ids, r.Header.Get("webhook-id")), append(bodies, body)
		w.WriteHeader(http.StatusNoContent)
	}))
	m := sheettest.Week("en")
	at, err := n.Notify(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	m.Story.Notes = []string{"This may be a repeat."}
	if _, err := n.Notify(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if ids[0] != ids[1] || at.ID != ids[0] || !bytes.Contains(bodies[1], []byte("may be a repeat")) {
		t.Errorf("sent as %v, place %v", ids, at)
	}
}

// What is known after each kind of answer.
func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		want   error
		wait   time.Duration
	}{
		"bad request": {400, alerts.ErrRefused, 0},
		"gone":        {410, alerts.ErrRefused, 0},
		"slow down":   {429, nil, 30 * time.Second},
		"redirected":  {307, nil, 0},
		"broke":       {500, alerts.ErrDoubtful, 0},
		"closed":      {503, alerts.ErrDoubtful, 0},
		"hung up":     {0, alerts.ErrDoubtful, 0},
	} {
		t.Run(name, func(t *testing.T) {
			n := notifier(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if c.status == 0 {
					panic(http.ErrAbortHandler)
				}
				w.WriteHeader(c.status)
				fmt.Fprint(w, "CANARY")
			}))
			_, err := n.Notify(t.Context(), sheettest.Week("en"))
			check(t, err, c.want, c.wait)
		})
	}
}

func check(t *testing.T, err, want error, wait time.Duration) {
	t.Helper()
	posttest.Error(t, err, want, noon, wait)
}

func TestEvent(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(NewEvent(sheettest.Week(language))); err != nil {
			t.Fatal(err)
		}
		phrasetest.Golden(t, "week."+language+".json", b.String())
	}
}

// Whatever strangers write, a listener reads the story as it was.
func TestAnything(t *testing.T) {
	for name, text := range sheettest.Texts {
		t.Run(name, func(t *testing.T) {
			m := sheettest.Week("en")
			said := alerts.Said{Text: text, Mark: text, URL: text, Host: text}
			m.Story.Title, m.Story.Headline, m.Story.Quotes = text, text, []alerts.Said{said}
			m.Story.News, m.Story.Foot, m.Story.Chart.Labels[0] = alerts.Lines(text), []string{text}, text
			checkEvent(t, m)
			m.Said = &said
			checkEvent(t, m)
		})
	}
}

func checkEvent(t *testing.T, m alerts.Message) {
	t.Helper()
	want := NewEvent(m)
	body, err := want.bytes()
	if err != nil {
		t.Fatal(err)
	}
	var got Event
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if utf8.ValidString(m.Story.Title) && !cmp.Equal(want, got) {
		t.Error("the story is read otherwise than it was written")
	}
	if sheet.Units(got.Text) > maxText || strings.ContainsAny(got.Text, "\r\x00\x1b\u202e") {
		t.Errorf("text of %d units", sheet.Units(got.Text))
	}
	if bytes.ContainsAny(body, "<>\r\n") {
		t.Error("the body holds what acts in a page or a log")
	}
}

func TestValidate(t *testing.T) {
	short := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 8))
	for _, c := range []struct{ url, secret, want string }{
		{"https://x.example/hook", whsec, ""},
		{"", "", "url is missing\nsecret is missing: without one, the listener cannot know who speaks"},
		{"CANARY", "CANARY", "url: want an address that starts with https://\nsecret does not begin with whsec_"},
		{"https://x.example", "whsec_CANARY!", "secret begins with whsec_, but what follows is not base64"},
		{"https://x.example", short, "secret is 8 bytes long, want 24 to 64"},
	} {
		got := ""
		if err := (Options{URL: secret.New(c.url), Secret: secret.New(c.secret)}).Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
