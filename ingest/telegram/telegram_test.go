package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

const (
	schema = "testdata/schema.json"
	token  = "123456:aaaaaaaaaaaaaaa"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/telegram.txtar", ingest.Opens(New))
}

func TestDecoders(t *testing.T) {
	sourcetest.Fields(t, schema, "Update", update{})
	sourcetest.Fields(t, schema, "User", user{})
	sourcetest.Decodes(t, schema, "Update", func(data []byte) error { return json.Unmarshal(data, new(update)) })
}

func TestValidate(t *testing.T) {
	err := Options{BaseURL: "telegram", Token: secret.New("12:secret"), Chats: []string{"kestrel", "@kestrel", "-100123"}, Figures: 24 * time.Hour, Quiet: -1}.Validate()
	want := `base_url is no address, want one such as https://api.telegram.org
token is none: want digits, a colon, then letters and digits, as @BotFather gives it
chat is "kestrel", want an id such as -1001234567890 or the @name of a public chat
figures is 24h0m0s, want up to 12h0m0s
quiet is -1ns, want 0 or more`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if err := (Options{Token: secret.New(token)}).Validate(); err != nil {
		t.Error(err)
	}
}

// queue answers as Telegram does: what an offset confirms is forgotten.
type queue struct {
	mu      sync.Mutex
	waiting []int64
	offsets []string
}

func (q *queue) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/getMe") {
		fmt.Fprint(w, `{"ok":true,"result":{"id":123456,"can_read_all_group_messages":true}}`)
		return
	}
	n, ok := q.next(r.URL.Query().Get("offset"))
	if !ok {
		<-r.Context().Done()
		return
	}
	fmt.Fprintf(w, `{"ok":true,"result":[{"update_id":%d,"message":{"message_id":%d,"date":1795248000,"chat":{"id":-1005,"type":"group"},"text":"kestrel"}}]}`, n, n)
}

func (q *queue) next(offset string) (n int64, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.offsets = append(q.offsets, offset)
	var first int64
	_, _ = fmt.Sscan(offset, &first)
	for len(q.waiting) > 0 && q.waiting[0] < first {
		q.waiting = q.waiting[1:]
	}
	if len(q.waiting) == 0 {
		return 0, false
	}
	return q.waiting[0], true
}

// read lets a source read for a minute; emit may be nil.
func read(t *testing.T, client *http.Client, after ingest.Cursor, emit func(ingest.Page) error) error {
	t.Helper()
	source, _, err := New(Options{Token: secret.New(token)}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if emit == nil {
		emit = func(ingest.Page) error { return nil }
	}
	return source.Read(ctx, after, emit)
}

// TestOffsetStaysBehindThePipe: what was confirmed and not kept would be lost.
func TestOffsetStaysBehindThePipe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &queue{waiting: []int64{7, 8, 9}}
		client := sourcetest.Serve(t, q)
		var ids []string
		var after ingest.Cursor
		refused := errors.New("full")
		take := func(p ingest.Page) error {
			if len(ids) == 1 && refused != nil {
				err := refused
				refused = nil
				return err
			}
			ids, after = append(ids, p.Mentions[0].ID), p.Next
			return nil
		}
		if err := read(t, client, after, take); err == nil || err.Error() != "full" {
			t.Errorf("Read: %v, want the pipe's error", err)
		}
		if err := read(t, client, after, take); err != nil {
			t.Error(err)
		}
		q.mu.Lock()
		defer q.mu.Unlock()
		if fmt.Sprint(ids) != "[-1005/7 -1005/8 -1005/9]" || fmt.Sprint(q.offsets) != "[ 8 8 9 10]" {
			t.Errorf("came %v, asked for %q", ids, q.offsets)
		}
	})
}

// TestDeafInGroups: a bot with privacy mode is told of, and counts no comments, since it hears but some.
func TestDeafInGroups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"ok":true,"result":{"id":123456,"username":"ears_test_bot","can_read_all_group_messages":false}}`)
		}))
		source, _, err := New(Options{Token: secret.New(token)}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		s := source.(*Source)
		found, err := s.Examine(t.Context())
		if err != nil || !strings.Contains(found, "@ears_test_bot, in groups it hears only what is addressed to it: turn its privacy mode off") {
			t.Errorf("Examine: %q, %v", found, err)
		}
		for hears, want := range map[bool]int{true: 1, false: 0} {
			var p ingest.Page
			s.hears = hears
			s.talked(&p, nil, []root{{Group: "-2/1", Post: "-1/1", Account: "@kestrel_news", Comments: 3}})
			if len(p.Figures) != want {
				t.Errorf("hears groups %t: %d figures, want %d", hears, len(p.Figures), want)
			}
		}
	})
}

func TestOffsetIsForgottenAfterAWeekOfSilence(t *testing.T) {
	now := sourcetest.Now()
	at := place{Next: 9, Came: now.Add(-5 * 24 * time.Hour)}
	if at.offset(now) != 9 || at.offset(now.Add(48*time.Hour)) != 0 {
		t.Errorf("offsets are %d and %d, want 9 and 0", at.offset(now), at.offset(now.Add(48*time.Hour)))
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		status     int
		said, want string
	}{
		{409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "another program reads this bot's updates"},
		{409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "a webhook takes this bot's updates"},
		{400, "Bad Request: something that nobody has seen " + token, "getMe: telegram says: no"},
	} {
		synctest.Test(t, func(t *testing.T) {
			client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q}`, tt.status, tt.said)
			}))
			if err := read(t, client, "", nil); err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), token) {
				t.Errorf("%d: %v, want %q", tt.status, err, tt.want)
			}
		})
	}
}

// tripper is a network that does not work.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestTheTokenStaysInTheAddress: it is part of the path, which clients like to put into their errors.
func TestTheTokenStaysInTheAddress(t *testing.T) {
	for name, network := range map[string]tripper{
		"unreachable": func(*http.Request) (*http.Response, error) { return nil, errors.New("no route") },
		"circle": func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 302, Header: http.Header{"Location": {r.URL.Path}}, Body: http.NoBody, Request: r}, nil
		},
	} {
		err := read(t, &http.Client{Transport: network}, "", nil)
		if err == nil || strings.Contains(err.Error(), token) || strings.Contains(err.Error(), "aaaaaaaaaa") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestOnlyWholeDaysAreCounted(t *testing.T) {
	noon := sourcetest.Now()
	var p ingest.Page
	at := place{Counted: noon}.until(&p, noon)
	at.Day.Joins, at.Day.Leaves = map[string]int{"@kestrel": 1}, map[string]int{}
	at = at.until(&p, noon.Add(time.Hour))
	if at = at.until(&p, noon.Add(24*time.Hour)); len(p.Figures) != 0 {
		t.Errorf("half a day gave %v", p.Figures)
	}
	at.Day.Joins, at.Day.Leaves = map[string]int{"@kestrel": 3}, map[string]int{"@kestrel": 1}
	at.Counted = noon.Add(35 * time.Hour)
	at.until(&p, noon.Add(36*time.Hour))
	if len(p.Figures) != 2 || p.Figures[0].Value != 3 || p.Figures[0].At != noon.Add(12*time.Hour) || p.Figures[0].Check() != nil {
		t.Errorf("a whole day gave %v", p.Figures)
	}
	p.Figures = nil
	back := noon.Add(61 * time.Hour) // Telegram's oldest update is then 24 hours old
	if at.unbroken(back).until(&p, noon.Add(37*time.Hour)); len(p.Figures) != 0 {
		t.Errorf("a day of which we were away gave %v", p.Figures)
	}
	if at = at.unbroken(noon.AddDate(-1, 0, 0)); !at.Counted.IsZero() || !at.Day.Start.IsZero() {
		t.Errorf("a clock that was a year ahead leaves %+v", at)
	}
}

// TestReactionsReachThePost: they are told without what they are to.
func TestReactionsReachThePost(t *testing.T) {
	s := &Source{env: ingest.Env{Now: sourcetest.Now}}
	channel := chat{ID: -1001, Type: "channel"}
	for n := range int64(maxRoots + 1) {
		s.take(&ingest.Page{}, place{}, update{Post: &message{ID: n + 1, Chat: channel, Text: "Kestrel"}})
	}
	for n, want := range map[int64]int{1: 0, 2: 1, maxRoots + 1: 1} {
		var p ingest.Page
		s.take(&p, place{}, update{Reactions: &reactions{Chat: channel, ID: n}})
		if len(p.Mentions) != want || want == 1 && (*p.Mentions[0].Engagement.Likes != 0 || p.Mentions[0].Text != "Kestrel") || len(p.Figures) != 0 {
			t.Errorf("reactions to post %d brought %+v", n, p)
		}
	}
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}
