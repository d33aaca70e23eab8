package proof

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestClockJumps sets the program's clock forward and back, by an hour, by a day, over both days on which Berlin's clocks
// change and to 2038, with mentions coming and digests falling due all the while. Each digest is posted once, those that
// were jumped over are named by the next, webhooks are judged by the clock as it is set, and no mention is lost.
func TestClockJumps(t *testing.T) {
	mostlyWaits(t)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	c := newClockwork(t, at("2026-10-24 08:30"))
	for _, jump := range []struct {
		to    string
		posts []string // that fall due by it
		note  string   // that the first of them carries
	}{
		{to: "2026-10-24 09:31", posts: []string{"digest-day/zarya/2026-10-23/slack"}, note: "Late: it was due on 24 Oct, 09:00."},
		{to: "2026-10-24 08:31"},
		{to: "2026-10-25 09:01", posts: []string{"digest-day/zarya/2026-10-24/slack"}}, // the clocks went back in the night
		{to: "2026-10-24 09:01"},
		{to: "2026-10-26 09:01", posts: []string{"digest-week/zarya/2026-10-19/slack", "digest-day/zarya/2026-10-25/slack"}},
		{to: "2027-03-29 09:01", posts: []string{"digest-week/zarya/2027-03-22/slack", "digest-day/zarya/2027-03-28/slack"},
			note: "Not sent before: 26 Oct 2026 – 21 Mar 2027."}, // and forward
		{to: "2038-01-20 10:00", posts: []string{"digest-week/zarya/2038-01-11/slack", "digest-day/zarya/2038-01-19/slack"}, note: "Late"},
		{to: "2027-03-29 10:00"},
	} {
		c.jump(at(jump.to))
		c.want(jump.posts, jump.note)
	}
	c.end()
}

// clockwork is a program whose clock the test sets, with a Slack that remembers and senders at work.
type clockwork struct {
	t       *testing.T
	home    Home
	p       *Process
	slack   *slackLog
	ledger  *Ledger
	senders *Senders
	bells   int
	seen    int // posts that were wanted and came

	mu     sync.Mutex
	offset time.Duration // of the program's clock
}

func newClockwork(t *testing.T, now time.Time) *clockwork {
	t.Helper()
	slack := newSlackLog(t)
	c := &clockwork{t: t, slack: slack, ledger: NewLedger(t)}
	c.home = NewHome(t, binary, fmt.Sprintf("slack: {token: xoxb-1, channel: C1, base_url: %q}\n", slack.URL+"/api"))
	c.home.Env = []string{"MOLVA_CLOCK_OFFSET_FILE=" + filepath.Join(c.home.Dir, "offset"), "MOLVA_TIMEZONE=Europe/Berlin"}
	c.set(now)
	c.p = c.home.Start(t)
	c.senders = &Senders{Ledger: c.ledger, URL: func() string { return c.p.URL }, Rate: 200, Clock: c.now, Write: func(source string, n int) Post {
		p := NewPost(source, n)
		p.Published = time.Date(2026, 10, 19, 0, 0, 0, 0, time.UTC).Add(time.Duration(n%100) * time.Hour)
		return p
	}}
	c.senders.Start(t, 4, *seed)
	return c
}

func (c *clockwork) set(to time.Time) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(to).Round(time.Second)
	write(c.t, filepath.Join(c.home.Dir, "offset"), c.offset.String())
}

func (c *clockwork) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

// jump sets the clock and waits until the program goes by it: what was signed by the clock of before is refused then.
func (c *clockwork) jump(to time.Time) {
	c.t.Helper()
	before := c.now()
	c.set(to)
	probe := []Post{NewPost("desk", 0)}
	probe[0].Text = "nothing of ours"
	Eventually(c.t, 10*time.Second, "webhooks are judged by the clock as it is set", func() bool {
		status, _, err := SendAt(c.t.Context(), c.p.URL, probe, c.now())
		return err == nil && status == http.StatusOK
	})
	if status, _, err := SendAt(c.t.Context(), c.p.URL, probe, before); err != nil || status != http.StatusUnauthorized {
		c.t.Errorf("%v: a request signed at %v is answered with %d, %v", to, before, status, err)
	}
	accepted := c.ledger.Acks()
	Eventually(c.t, 10*time.Second, "mentions are accepted", func() bool { return c.ledger.Acks() > accepted+20 })
}

// want finds these posts and no other, the first with a note. To know that nothing more comes it orders a digest of a day
// that is still to come: the desk attends to the older ones first.
func (c *clockwork) want(posts []string, note string) {
	c.t.Helper()
	c.bells++
	c.home.Do(c.t, "digest", "--topic", "zarya", "--period", "day", "--at", fmt.Sprintf("2050-01-%02d", c.bells), "--post")
	bell := fmt.Sprintf("digest-once/zarya/2050-01-%02d/", c.bells)
	Eventually(c.t, 20*time.Second, "the ordered digest is posted", func() bool {
		all := c.slack.posts()
		return len(all) > 0 && strings.HasPrefix(all[len(all)-1].key, bell)
	})
	c.t.Logf("%v", c.now().Format(time.RFC1123))
	all := c.slack.posts()[c.seen:]
	c.seen += len(all)
	var keys []string
	for _, p := range all[:len(all)-1] {
		keys = append(keys, p.key)
	}
	if !slices.Equal(keys, posts) {
		c.t.Errorf("at %v posted were %q, want %q", c.now().Format(time.RFC3339), keys, posts)
	} else if len(posts) > 0 && !strings.Contains(all[0].text, note) {
		c.t.Errorf("the post %s does not say %q: %s", keys[0], note, all[0].text)
	}
	if ready, why, ok := c.p.Readiness(c.t); !ok || !ready {
		c.t.Errorf("at %v not ready: %s", c.now().Format(time.RFC3339), why)
	}
}

// end lets the program come to rest. Nothing was refused for long and nothing is missing.
func (c *clockwork) end() {
	c.t.Helper()
	c.senders.Stop()
	c.home.Drained(c.t, c.ledger, 30*time.Second)
	c.p.Stop(c.t)
	db := c.home.views(c.t)
	defer db.Close()
	if n := len(counts(c.t, db, `SELECT id, attempts FROM v_outbox WHERE state = 'sent' AND attempts <> 1`)); n > 0 {
		c.t.Errorf("%d digests took more than one attempt", n)
	}
	c.home.Check(c.t, c.ledger)
}

// slackLog takes posts as Slack does and remembers those that stand for themselves. What a thread holds follows when nothing
// else is due, so it may come before or after the next of them.
type slackLog struct {
	*httptest.Server
	mu    sync.Mutex
	taken int
	seen  []slackPost
}

type slackPost struct {
	key  string // from the message's metadata
	text string // its blocks, as JSON
}

func newSlackLog(t *testing.T) *slackLog {
	t.Helper()
	s := &slackLog{}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *slackLog) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if !strings.HasSuffix(req.URL.Path, "/chat.postMessage") {
		fmt.Fprint(w, `{"ok":true}`)
		return
	}
	var metadata struct {
		Payload struct{ Key string } `json:"event_payload"`
	}
	if err := json.Unmarshal([]byte(req.FormValue("metadata")), &metadata); err != nil {
		fmt.Fprint(w, `{"ok":false,"error":"invalid_metadata"}`)
		return
	}
	if s.taken++; req.FormValue("thread_ts") == "" {
		s.seen = append(s.seen, slackPost{metadata.Payload.Key, req.FormValue("blocks")})
	}
	fmt.Fprintf(w, `{"ok":true,"channel":"C1","ts":"1700000000.%06d"}`, s.taken)
}

func (s *slackLog) posts() []slackPost {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}
