package mattermost

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/post/posttest"
	"molva/alerts/sheet/sheettest"
	"molva/config/secret"
)

var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

const (
	room  = "abcdefghijklmnopqrstuvwxy1"
	first = "abcdefghijklmnopqrstuvwxy2"
	other = "abcdefghijklmnopqrstuvwxy3"
)

// serve starts a server that knows the routes, and gives the options for it.
func serve(t *testing.T, routes map[string]http.HandlerFunc) Options {
	t.Helper()
	mux := http.NewServeMux()
	for route, h := range routes {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bearer CANARY" {
				t.Errorf("%s without the token", route)
			}
			h(w, r)
		})
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return Options{BaseURL: s.URL, Token: secret.New("CANARY"), Channel: room}
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

func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func refusal(status int, id string) http.HandlerFunc {
	return say(status, fmt.Sprintf(`{"id":%q,"message":"CANARY","status_code":%d}`, id, status))
}

// What is known after each kind of answer: with a token, where one can look, and of a webhook.
func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer      http.HandlerFunc
		want, blind error // nil: another error, which says that it was not posted
		wait        time.Duration
	}{
		"not allowed":     {answer: refusal(403, "api.context.permissions.app_error"), want: alerts.ErrRefused, blind: alerts.ErrRefused},
		"expired":         {answer: refusal(401, "api.context.session_expired.app_error"), want: alerts.ErrRefused, blind: alerts.ErrRefused},
		"too long":        {answer: refusal(400, "model.post.is_valid.message_length.app_error"), want: alerts.ErrRefused, blind: alerts.ErrRefused},
		"says our token":  {answer: refusal(400, "CANARY"), want: alerts.ErrRefused, blind: alerts.ErrRefused},
		"no such address": {answer: say(404, "<html>"), want: alerts.ErrRefused, blind: alerts.ErrRefused},
		"broke":           {answer: refusal(500, "app.post.save.app_error"), want: alerts.ErrUnclear, blind: alerts.ErrDoubtful},
		"bad gateway":     {answer: say(502, "<html>"), want: alerts.ErrUnclear, blind: alerts.ErrDoubtful},
		"slow down":       {answer: say(429, "limit exceeded"), wait: 30 * time.Second},
		"redirected":      {answer: say(302, "")},
		"a login page":    {answer: say(200, "<html>"), want: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"no id":           {answer: say(201, `{}`), want: alerts.ErrUnclear, blind: alerts.ErrUnclear},
		"hung up":         {answer: drop, want: alerts.ErrUnclear, blind: alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := notifier(t, serve(t, map[string]http.HandlerFunc{"POST /api/v4/posts": c.answer})).Notify(t.Context(), sheettest.Week("en"))
			check(t, err, c.want, c.wait)
			s := httptest.NewServer(c.answer)
			t.Cleanup(s.Close)
			_, err = notifier(t, Options{WebhookURL: secret.New(s.URL + "/hooks/CANARY")}).Notify(t.Context(), sheettest.Week("en"))
			check(t, err, c.blind, c.wait)
		})
	}
}

func check(t *testing.T, err, want error, wait time.Duration) {
	t.Helper()
	posttest.Error(t, err, want, noon, wait)
}

// took keeps the draft that came, and answers with an id.
func took(t *testing.T, d *draft) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(d); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusCreated)
		fmt.Fprintf(w, `{"id":%q,"channel_id":%q}`, other, room)
	}
}

func TestThread(t *testing.T) {
	var got draft
	n := notifier(t, serve(t, map[string]http.HandlerFunc{"POST /api/v4/posts": took(t, &got)}))
	m := alerts.Message{Key: "k/quote-1", Said: &alerts.Said{Text: "It leaks", Mark: "negative, vk"}, Under: alerts.Place{Channel: room, ID: first}}
	at, err := n.Notify(t.Context(), m)
	if err != nil || at != (alerts.Place{Channel: room, ID: other}) {
		t.Errorf("stands at %v, %v", at, err)
	}
	if got.Channel != room || got.Root != first || got.Message != "> It leaks\n> — negative, vk" || got.Props[keyProp] != m.Key {
		t.Errorf("posted %+v", got)
	}
}

func TestEdit(t *testing.T) {
	var got draft
	n := notifier(t, serve(t, map[string]http.HandlerFunc{"PUT /api/v4/posts/" + other + "/patch": took(t, &got)}))
	m := sheettest.Week("en")
	m.Over = alerts.Place{Channel: room, ID: other}
	if at, err := n.Notify(t.Context(), m); err != nil || at != m.Over || got.Props[keyProp] != m.Key {
		t.Errorf("stands at %v, %v; %+v", at, err, got)
	}
	for name, answer := range map[string]http.HandlerFunc{"gone": refusal(404, "app.post.get.app_error")} {
		n := notifier(t, serve(t, map[string]http.HandlerFunc{"PUT /api/v4/posts/" + other + "/patch": answer}))
		if _, err := n.Notify(t.Context(), m); !errors.Is(err, alerts.ErrGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m.Over.ID = "../../users/me"
	if _, err := n.Notify(t.Context(), m); !errors.Is(err, alerts.ErrGone) {
		t.Errorf("a place that is none: %v", err)
	}
}

// history is a page of posts, the newest first.
func history(posts ...posted) string {
	list := map[string]any{"order": []string{}, "posts": map[string]posted{}}
	for _, p := range posts {
		list["order"] = append(list["order"].([]string), p.ID)
		list["posts"].(map[string]posted)[p.ID] = p
	}
	b, _ := json.Marshal(list) // of strings and numbers
	return string(b)
}

func TestFind(t *testing.T) {
	ours := posted{ID: other, Created: noon.UnixMilli(), Props: map[string]any{keyProp: "k"}}
	deleted := posted{ID: first, Created: noon.UnixMilli(), Deleted: 1, Props: map[string]any{keyProp: "k"}}
	foreign := posted{ID: first, Created: noon.UnixMilli(), Props: map[string]any{keyProp: 7}}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
		err    error
	}{
		"there":           {say(200, history(foreign, ours)), other, nil},
		"nowhere":         {say(200, history(foreign)), "", nil},
		"deleted":         {say(200, history(deleted)), "", nil},
		"not allowed":     {refusal(403, "api.context.permissions.app_error"), "", alerts.ErrCannotLook},
		"does not answer": {drop, "", alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			n := notifier(t, serve(t, map[string]http.HandlerFunc{"GET /api/v4/channels/" + room + "/posts": c.answer}))
			at, err := n.Find(t.Context(), "k", noon, alerts.Place{})
			if at.ID != c.want || !errors.Is(err, c.err) {
				t.Errorf("found %v, %v", at, err)
			}
		})
	}
}

// Looking goes on page by page, and not for ever.
func TestFindPages(t *testing.T) {
	asked := 0
	full := func(w http.ResponseWriter, r *http.Request) {
		asked++
		page := make([]posted, pageSize)
		for i := range page {
			page[i] = posted{ID: fmt.Sprint(r.URL.Query().Get("page"), "-", i), Created: noon.Add(-time.Duration(asked) * 20 * time.Hour).UnixMilli()}
		}
		fmt.Fprint(w, history(page...))
	}
	n := notifier(t, serve(t, map[string]http.HandlerFunc{"GET /api/v4/channels/" + room + "/posts": full}))
	if at, err := n.Find(t.Context(), "k", noon, alerts.Place{}); err != nil || at.ID != "" || asked != 3 {
		t.Errorf("found %v, %v after %d pages", at, err, asked)
	}
}

func TestWebhook(t *testing.T) {
	s := httptest.NewServer(say(200, "ok"))
	t.Cleanup(s.Close)
	n := notifier(t, Options{WebhookURL: secret.New(s.URL)})
	if at, err := n.Notify(t.Context(), sheettest.Week("ru")); err != nil || at != (alerts.Place{}) {
		t.Errorf("stands at %v, %v", at, err)
	}
	if _, err := n.Find(t.Context(), "k", noon, alerts.Place{}); !errors.Is(err, alerts.ErrCannotLook) {
		t.Error(err)
	}
}

func TestExamine(t *testing.T) {
	o := serve(t, map[string]http.HandlerFunc{
		"GET /api/v4/users/me":                         say(200, `{"username":"molva"}`),
		"GET /api/v4/channels/" + room:                 say(200, `{"display_name":"Brand"}`),
		"GET /api/v4/channels/" + room + "/members/me": refusal(404, "app.channel.get_member.missing.app_error"),
	})
	if e, err := Examine(t.Context(), o); err != nil || e != (Examination{User: "molva", Channel: "Brand"}) {
		t.Errorf("%+v, %v", e, err)
	}
	if e, err := Examine(t.Context(), Options{WebhookURL: secret.New("https://mm.example/hooks/x")}); err != nil || !e.Unseen {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestValidate(t *testing.T) {
	o := Options{Token: secret.New("CANARY \n"), Channel: "brand", WebhookURL: secret.New("CANARY")}
	want := `channel is "brand", want the id of 26 letters and digits that "View Info" of the channel shows
base_url is missing: a token needs the address of the server
token has spaces or control characters in it
webhook_url: want an address that starts with https://`
	if err := o.Validate(); err == nil || err.Error() != want {
		t.Errorf("%v\nwant\n%s", err, want)
	}
	if err := (Options{}).Validate(); err == nil {
		t.Error("nothing set is fine")
	}
}
