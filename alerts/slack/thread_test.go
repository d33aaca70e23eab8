package slack

import (
	"errors"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/slack/slackfake"
	"molva/config/secret"
	"molva/ingest"
)

func bot(t *testing.T, s *slackfake.Server) alerts.Notifier {
	t.Helper()
	return notifier(t, Options{Token: secret.New(token), Channel: "#brand", BaseURL: s.URL, SigningSecret: secret.New("s")})
}

// A digest with all that belongs to it stands in the channel once, its thread under it.
func TestThread(t *testing.T) {
	s := slackfake.New(t)
	n, all := bot(t, s), messages(t, "ru")
	main, err := n.Notify(t.Context(), all["digest"])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"details", "quote"} {
		m := all[name]
		m.Key, m.Under = name, main
		at, err := n.Notify(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := n.Find(t.Context(), name, noon, main); found != at || err != nil {
			t.Errorf("%s stands at %v, found at %v, %v", name, at, found, err)
		}
	}
	if found, err := n.Find(t.Context(), all["digest"].Key, noon, alerts.Place{}); found != main || err != nil {
		t.Errorf("the digest stands at %v, found at %v, %v", main, found, err)
	}
	if found, err := n.Find(t.Context(), "quote", noon, alerts.Place{}); found.ID != "" || err != nil {
		t.Errorf("what stands in a thread is found in the channel: %v, %v", found, err)
	}
	if top, thread := s.Messages("C1"), s.Thread("C1", main.ID); len(top) != 1 || len(thread) != 2 {
		t.Errorf("%d messages and %d in the thread", len(top), len(thread))
	}
	if able := n.Able(); !able.Threads || !able.Edits || !able.Buttons {
		t.Errorf("able to %+v", able)
	}
}

// An answer to a message that is gone cannot be posted, and was not.
func TestThreadIsGone(t *testing.T) {
	n := bot(t, slackfake.New(t))
	m := messages(t, "en")["quote"]
	if _, err := n.Notify(t.Context(), m); !errors.Is(err, alerts.ErrGone) {
		t.Errorf("%v, want it gone", err)
	}
	if at, err := n.Find(t.Context(), m.Key, noon, m.Under); at.ID != "" || err != nil {
		t.Errorf("found at %v, %v", at, err)
	}
}

func TestEdit(t *testing.T) {
	s := slackfake.New(t)
	n, all := bot(t, s), messages(t, "en")
	at, err := n.Notify(t.Context(), all["alert"])
	if err != nil {
		t.Fatal(err)
	}
	closed := all["closed"]
	closed.Over = at
	for range 2 { // whoever did not hear the answer says it again
		if again, err := n.Notify(t.Context(), closed); again != at || err != nil {
			t.Fatalf("%v, %v", again, err)
		}
	}
	now := s.Messages("C1")
	if len(now) != 1 || now[0].Edits != 2 || !strings.Contains(now[0].Text, "As usual again since 15:00") {
		t.Errorf("%d messages, the first is %+v", len(now), now[0])
	}
	if found, err := n.Find(t.Context(), closed.Key, noon, alerts.Place{}); found != at || err != nil {
		t.Errorf("the edit is found at %v, %v", found, err)
	}
	closed.Over.ID = "1.000001"
	if _, err := n.Notify(t.Context(), closed); !errors.Is(err, alerts.ErrGone) {
		t.Errorf("a message that is gone: %v", err)
	}
	s.Script("chat.update", slackfake.Refuse("edit_window_closed"), slackfake.Refuse("cant_update_message"))
	for range 2 {
		closed.Over = at
		if _, err := n.Notify(t.Context(), closed); !errors.Is(err, alerts.ErrGone) {
			t.Errorf("a message that cannot be edited any more: %v", err)
		}
	}
}

// A workspace that knows no charts gets the digest at once without it, and is not asked again.
func TestChartIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		method  string
		options func(s *slackfake.Server) Options
	}{
		"with a token": {"chat.postMessage", func(s *slackfake.Server) Options {
			return Options{Token: secret.New(token), Channel: "C1", BaseURL: s.URL}
		}},
		"through a webhook": {"webhook", func(s *slackfake.Server) Options { return Options{WebhookURL: secret.New(s.WebhookURL())} }},
	} {
		t.Run(name, func(t *testing.T) {
			s := slackfake.New(t)
			s.RefuseCharts()
			n, m := notifier(t, c.options(s)), message(t, digest(as), "en")
			for range 2 {
				if _, err := n.Notify(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			if calls, posts := len(s.Calls(c.method)), s.Posts(); calls != 3 || len(posts) != 2 {
				t.Fatalf("%d calls and %d posts, want 3 and 2", calls, len(posts))
			}
			for _, p := range s.Posts() {
				if blocks := string(p.Blocks); strings.Contains(blocks, "data_visualization") || !strings.Contains(blocks, "█") {
					t.Error("the chart does not stand in signs")
				}
			}
		})
	}
}

// What is refused without its chart too says nothing of charts.
func TestBlocksAreRefused(t *testing.T) {
	s := slackfake.New(t)
	n, m := bot(t, s), message(t, digest(as), "en")
	s.Script("chat.postMessage", slackfake.Refuse("invalid_blocks"), slackfake.Refuse("invalid_blocks"))
	if _, err := n.Notify(t.Context(), m); !errors.Is(err, alerts.ErrRefused) {
		t.Fatal(err)
	}
	if _, err := n.Notify(t.Context(), m); err != nil || !strings.Contains(string(s.Posts()[0].Blocks), "data_visualization") {
		t.Errorf("%v, or the chart is missing", err)
	}
}

// Slack repeats the whole message in its answer, in which every Russian letter takes six bytes.
func TestLongestAnswer(t *testing.T) {
	s := slackfake.New(t)
	d := digest(func(text string) string { return text + strings.Repeat(" наушник", 60) })
	crowd(&d, 50)
	if _, err := bot(t, s).Notify(t.Context(), message(t, d, "ru")); err != nil {
		t.Error(err)
	}
}

// Whatever goes wrong on the way, afterwards it is known whether the message stands, or can be found out.
func TestEveryFault(t *testing.T) {
	closed := make(chan time.Time)
	close(closed)
	faults := map[string]slackfake.Fault{
		"posted": slackfake.None(), "not allowed": slackfake.Refuse("invalid_auth"), "archived": slackfake.Refuse("is_archived"),
		"too long": slackfake.Refuse("msg_too_long"), "limited in 200": slackfake.Refuse("ratelimited"), "broken in 200": slackfake.Refuse("fatal_error"),
		"limited": slackfake.SlowDown("30"), "limited by nothing": slackfake.SlowDown(""), "limited in words": slackfake.SlowDown("soon"),
		"500": slackfake.Answer(500, "oops"), "500 but posted": slackfake.Answer(500, "oops").Done(), "502 in HTML": slackfake.Page(502),
		"302": slackfake.Redirect(), "a login page": slackfake.Page(200), "dropped": slackfake.Drop(), "dropped but posted": slackfake.Drop().Done(),
		"late": slackfake.Late(closed), "byte for byte": slackfake.Drip(closed), "10 MB": slackfake.Huge(), "a bomb": slackfake.Bomb(),
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s := slackfake.New(t)
			s.Script("chat.postMessage", fault)
			n, m := bot(t, s), messages(t, "en")["quiet"]
			at, err := n.Notify(t.Context(), m)
			stands := len(s.Messages("C1")) == 1
			var throttled *ingest.Throttled
			switch {
			case err == nil && (!stands || s.Messages("C1")[0].TS != at.ID):
				t.Errorf("it is said to stand at %v", at)
			case err != nil && !errors.Is(err, alerts.ErrUnclear) && stands:
				t.Errorf("it stands, and is said not to: %v", err)
			case errors.As(err, &throttled) && throttled.Until.Before(noon.Add(time.Second)):
				t.Errorf("waits until %v", throttled.Until)
			}
			found, err := n.Find(t.Context(), m.Key, noon, alerts.Place{})
			if err != nil || (found.ID != "") != stands {
				t.Errorf("found at %v, %v; it stands: %v", found, err, stands)
			}
		})
	}
}

// Other people write too: a digest is found behind three hundred messages, on the sixteenth page.
func TestFindFarBack(t *testing.T) {
	s := slackfake.New(t)
	n, m := bot(t, s), messages(t, "en")["quiet"]
	at, err := n.Notify(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		s.Say("C1", "U1", "hello")
	}
	if found, err := n.Find(t.Context(), m.Key, noon, alerts.Place{}); found != at || err != nil {
		t.Errorf("found at %v, %v; want %v", found, err, at)
	}
	if pages := len(s.Calls("conversations.history")); pages != 16 {
		t.Errorf("%d pages were read", pages)
	}
}

// Two posts within a second are too many for a channel, and the second is told how long to wait.
func TestPace(t *testing.T) {
	s := slackfake.New(t)
	clock := noon
	s.Clock(func() time.Time { return clock })
	s.Pace(time.Second)
	n, m := bot(t, s), messages(t, "en")["quiet"]
	if _, err := n.Notify(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	var throttled *ingest.Throttled
	if _, err := n.Notify(t.Context(), m); !errors.As(err, &throttled) || !throttled.Until.Equal(noon.Add(time.Second)) {
		t.Errorf("the second: %v", err)
	}
	clock = clock.Add(time.Second)
	if _, err := n.Notify(t.Context(), m); err != nil {
		t.Errorf("a second later: %v", err)
	}
}
