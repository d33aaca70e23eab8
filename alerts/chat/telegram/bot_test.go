package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/post/posttest"
	"molva/alerts/sheet/sheettest"
	"molva/config/secret"
)

var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

const token = "123456:CANARY_0123456789"

// api answers calls one after the other, the last answer again and again, and keeps what it was asked.
type api struct {
	mu      sync.Mutex
	answers []http.HandlerFunc
	asked   []asked
}

type asked struct {
	path string
	body map[string]any
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var body map[string]any
	_ = json.NewDecoder(r.Body).Decode(&body) // getMe has none
	a.asked = append(a.asked, asked{r.URL.Path, body})
	answer := a.answers[0]
	if len(a.answers) > 1 {
		a.answers = a.answers[1:]
	}
	answer(w, r)
}

func serve(t *testing.T, answers ...http.HandlerFunc) (*api, Options) {
	t.Helper()
	a := &api{answers: answers}
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	return a, Options{Token: secret.New(token), Chat: "-1001", Thread: 9, BaseURL: s.URL}
}

func notifier(t *testing.T, o Options) alerts.Notifier {
	t.Helper()
	n, err := New(o, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func posted(id int) http.HandlerFunc {
	return say(200, fmt.Sprintf(`{"ok":true,"result":{"message_id":%d,"chat":{"id":-1001}}}`, id))
}

func refusal(code int, why string) http.HandlerFunc {
	return say(code, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, code, why))
}

func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

var slow = say(429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}`)

// What is known after each kind of answer.
func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error // nil: another error, which says that it was not posted
		wait   time.Duration
		ok     bool
	}{
		"posted":          {answer: posted(7), ok: true},
		"no such chat":    {answer: refusal(400, "Bad Request: chat not found"), want: alerts.ErrRefused},
		"kicked":          {answer: refusal(403, "Forbidden: bot was kicked from the supergroup chat"), want: alerts.ErrRefused},
		"wrong token":     {answer: refusal(401, "Unauthorized"), want: alerts.ErrRefused},
		"no such method":  {answer: refusal(404, "Not Found"), want: alerts.ErrRefused},
		"says our token":  {answer: refusal(400, "Bad Request: "+token), want: alerts.ErrRefused},
		"slow down":       {answer: slow, wait: 17 * time.Second},
		"slow, silently":  {answer: say(429, ""), wait: 30 * time.Second},
		"slow for a week": {answer: say(429, `{"parameters":{"retry_after":604800}}`), wait: time.Hour},
		"broke":           {answer: refusal(500, "Internal Server Error"), want: alerts.ErrDoubtful},
		"bad gateway":     {answer: say(502, "<html>"), want: alerts.ErrDoubtful},
		"redirected":      {answer: say(302, "")},
		"a login page":    {answer: say(200, "<html>"), want: alerts.ErrUnclear},
		"not ok":          {answer: say(200, `{"ok":false}`), want: alerts.ErrUnclear},
		"no id":           {answer: say(200, `{"ok":true,"result":{}}`), want: alerts.ErrUnclear},
		"hung up":         {answer: drop, want: alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			_, o := serve(t, c.answer)
			at, err := notifier(t, o).Notify(t.Context(), sheettest.Week("en"))
			if c.ok {
				if err != nil || at != (alerts.Place{Channel: "-1001", ID: "7"}) {
					t.Errorf("stands at %v, %v", at, err)
				}
				return
			}
			check(t, err, c.want, c.wait)
		})
	}
}

func check(t *testing.T, err, want error, wait time.Duration) {
	t.Helper()
	posttest.Error(t, err, want, noon, wait)
}

// long is a digest of several parts.
func long() alerts.Message {
	m := sheettest.Week("en")
	for i := range 30 {
		section := alerts.Section{Title: fmt.Sprintf("Section %d", i)}
		for n := range 20 {
			section.Lines = append(section.Lines, alerts.Words(fmt.Sprintf("line %d of section %d has something to say", n, i)))
		}
		m.Story.Sections = append(m.Story.Sections, section)
	}
	return m
}

// texts are what was sent, in order.
func (a *api) texts() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for _, one := range a.asked {
		all = append(all, fmt.Sprint(one.body["text"]))
	}
	return all
}

// A digest that was interrupted goes on where it was, in its words, and says that it may be a repeat should that be lost.
func TestInterrupted(t *testing.T) {
	whole, o := serve(t, posted(1))
	if _, err := notifier(t, o).Notify(t.Context(), long()); err != nil {
		t.Fatal(err)
	}
	want := whole.texts()
	if len(want) < 3 {
		t.Fatalf("%d parts", len(want))
	}
	a, o := serve(t, posted(1), slow, posted(2))
	n := notifier(t, o)
	_, err := n.Notify(t.Context(), long())
	check(t, err, alerts.ErrDoubtful, 17*time.Second)
	late := long()
	late.Story.Notes = append(late.Story.Notes, "This may be a repeat.")
	at, err := n.Notify(t.Context(), late)
	if err != nil || at.ID != "1" {
		t.Fatalf("stands at %v, %v", at, err)
	}
	got := a.texts()
	if got = slices.Delete(got, 1, 2); !slices.Equal(got, want) { // the one that was told to slow down
		t.Errorf("%d parts arrived, want %d", len(got), len(want))
	}
}

// After an attempt whose end nobody knows, all of it comes again, with what the desk notes on top.
func TestInterruptedUnclear(t *testing.T) {
	a, o := serve(t, posted(1), drop, posted(2))
	n := notifier(t, o)
	_, err := n.Notify(t.Context(), long())
	check(t, err, alerts.ErrUnclear, 0)
	again := long()
	again.Story.Notes = []string{"This may be a repeat."}
	if _, err := n.Notify(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if got := a.texts(); !strings.Contains(got[2], "This may be a repeat") {
		t.Errorf("the second time begins with %.200q", got[2])
	}
}

func TestUnder(t *testing.T) {
	a, o := serve(t, posted(8))
	m := sheettest.Week("en")
	m.Under = alerts.Place{Channel: "-1001", ID: "7"}
	if _, err := notifier(t, o).Notify(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	body := a.asked[0].body
	if got, want := fmt.Sprint(body["reply_parameters"], body["message_thread_id"], body["link_preview_options"]),
		"map[allow_sending_without_reply:true message_id:7] 9 map[is_disabled:true]"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

func TestEdit(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"edited":    {posted(7), nil},
		"unchanged": {refusal(400, "Bad Request: message is not modified: specified new message content …"), nil},
		"deleted":   {refusal(400, "Bad Request: message to edit not found"), alerts.ErrGone},
		"too late":  {refusal(400, "Bad Request: message can't be edited"), alerts.ErrGone},
		"kicked":    {refusal(403, "Forbidden: bot was kicked from the group chat"), alerts.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			a, o := serve(t, c.answer)
			m := long()
			m.Over = alerts.Place{Channel: "-1001", ID: "7"}
			at, err := notifier(t, o).Notify(t.Context(), m)
			if !errors.Is(err, c.want) || (c.want == nil && at != m.Over) {
				t.Errorf("stands at %v, %v, want error %v", at, err, c.want)
			}
			if len(a.asked) != 1 || !strings.HasSuffix(a.asked[0].path, "/editMessageText") || a.asked[0].body["message_id"] != 7.0 {
				t.Errorf("asked %.300v", a.asked)
			}
		})
	}
}

func TestExamine(t *testing.T) {
	_, o := serve(t, say(200, `{"ok":true,"result":{"username":"zarya_bot"}}`), say(200, `{"ok":true,"result":{"title":"Brand"}}`))
	if e, err := Examine(t.Context(), o); err != nil || e != (Examination{Bot: "@zarya_bot", Chat: "Brand"}) {
		t.Errorf("%+v, %v", e, err)
	}
	_, o = serve(t, say(200, `{"ok":true,"result":{"username":"zarya_bot"}}`), refusal(400, "Bad Request: chat not found"))
	if e, err := Examine(t.Context(), o); !errors.Is(err, alerts.ErrRefused) || e.Bot != "@zarya_bot" {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestValidate(t *testing.T) {
	o := Options{Token: secret.New("CANARY"), Chat: "brand", Thread: -1, BaseURL: "CANARY"}
	want := `token is none: want digits, a colon, then letters and digits, as @BotFather gives it
chat is "brand", want an id such as -1001234567890 or the @name of a public chat
thread is -1, want the id of a topic, or 0 for none
base_url: want an address that starts with https://`
	if err := o.Validate(); err == nil || err.Error() != want {
		t.Errorf("%v\nwant\n%s", err, want)
	}
	if err := (Options{Token: secret.New(token), Chat: "@zarya_brand"}).Validate(); err != nil {
		t.Error(err)
	}
}
