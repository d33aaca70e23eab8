package proof

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

var quietLog = log.New(io.Discard, "", 0)

// TestSlackOutages posts digests to a Slack that refuses connections, speaks no TLS, throttles, breaks, hangs up and hangs
// until the program is killed. By token, the program looks at what arrived before it posts again, so that each digest is
// there once. Mentions come all the while.
func TestSlackOutages(t *testing.T) {
	mostlyWaits(t)
	s := newSlackd(t, map[string][]reaction{
		"3 Nov 2026": {throttles}, "4 Nov 2026": {takes500}, "5 Nov 2026": {loses500}, "6 Nov 2026": {takesDrop}, "7 Nov 2026": {losesDrop},
		"8 Nov 2026": {takesHang}, "9 Nov 2026": {losesHang},
	})
	o := newOffice(t, s, fmt.Sprintf("slack: {token: xoxb-1, channel: C1, base_url: \"https://%s/api\"}\n", s.addr))
	o.queue(1)
	o.waitFor("refused")
	stop := s.serve(t, false)
	o.queue(2)
	o.waitFor("not look like a TLS handshake")
	stop()
	s.serve(t, true)
	o.queue(3, 4, 5, 6, 7)
	o.waitSent(7)
	o.killWhileItHangs(8)
	o.killWhileItHangs(9)
	o.end()
	s.check(t, o.days, true)
}

// TestSlackWebhookOutages does the same with an incoming webhook, where nobody can look back: what was unclear comes again
// once, and says so.
func TestSlackWebhookOutages(t *testing.T) {
	mostlyWaits(t)
	s := newSlackd(t, map[string][]reaction{
		"1 Nov 2026": {throttles}, "2 Nov 2026": {takesDrop}, "3 Nov 2026": {loses500}, "4 Nov 2026": {takesHang},
	})
	o := newOffice(t, s, fmt.Sprintf("slack: {webhook_url: \"https://%s/hook\"}\n", s.addr))
	s.serve(t, true)
	o.queue(1, 2, 3)
	o.waitSent(3)
	o.killWhileItHangs(4)
	o.end()
	s.check(t, o.days, false)
}

// office is a program that takes mentions and posts digests, with senders at work.
type office struct {
	t       *testing.T
	home    Home
	p       *Process
	slack   *slackd
	ledger  *Ledger
	senders *Senders
	url     atomic.Value
	days    []string // of the digests that were queued
}

func newOffice(t *testing.T, s *slackd, yaml string) *office {
	t.Helper()
	o := &office{t: t, home: NewHome(t, binary, yaml+"digest: {daily: \"\", weekly: \"\"}\n"), slack: s, ledger: NewLedger(t)}
	o.home.Env = []string{"SSL_CERT_FILE=" + s.ca}
	o.start()
	o.senders = &Senders{Ledger: o.ledger, URL: func() string { return o.url.Load().(string) }, Rate: 300}
	o.senders.Start(t, 4, *seed)
	return o
}

func (o *office) start() {
	o.t.Helper()
	o.p = o.home.Start(o.t)
	o.url.Store(o.p.URL)
}

// queue asks for the digests of days in November.
func (o *office) queue(days ...int) {
	o.t.Helper()
	for _, n := range days {
		o.home.Do(o.t, "digest", "--post", "--period", "day", "--at", fmt.Sprintf("2026-11-%02d", n))
		o.days = append(o.days, fmt.Sprintf("%d Nov 2026", n))
	}
}

// waitFor waits until a digest could not be posted, for a reason with these words.
func (o *office) waitFor(why string) {
	o.t.Helper()
	Eventually(o.t, 20*time.Second, "a digest is not posted: "+why, func() bool {
		db := o.home.views(o.t)
		defer db.Close()
		return len(counts(o.t, db, `SELECT id, attempts FROM v_outbox WHERE last_error LIKE '%`+why+`%'`)) > 0
	})
}

// waitSent waits until so many digests are done with; the pages and the hooks answer meanwhile.
func (o *office) waitSent(n int) {
	o.t.Helper()
	Eventually(o.t, 90*time.Second, fmt.Sprintf("%d digests are posted", n), func() bool {
		db := o.home.views(o.t)
		defer db.Close()
		return counts(o.t, db, `SELECT state, count(*) FROM v_outbox GROUP BY state`)["sent"] >= n
	})
	o.calm()
}

// calm wants the program ready, its page there and no mention refused.
func (o *office) calm() {
	o.t.Helper()
	if ready, why, ok := o.p.Readiness(o.t); !ok || !ready {
		o.t.Errorf("not ready: %s", why)
	}
	if status, _, err := get(o.t.Context(), probe, o.p.URL+"/"); err != nil || status != http.StatusOK {
		o.t.Errorf("the page: status %d, %v", status, err)
	}
	if n := o.senders.Refused(); n > 0 {
		o.t.Errorf("%d requests with mentions were refused", n)
	}
}

// killWhileItHangs kills the program while Slack holds the digest of a day, and starts it again.
func (o *office) killWhileItHangs(day int) {
	o.t.Helper()
	o.queue(day)
	select {
	case <-o.slack.hangs:
	case <-time.After(20 * time.Second):
		o.t.Fatal("Slack was not asked")
	}
	o.calm()
	o.p.Kill(o.t)
	o.start()
	o.waitSent(day)
}

func (o *office) end() {
	o.t.Helper()
	o.senders.Stop()
	o.home.Drained(o.t, o.ledger, 30*time.Second)
	o.p.Stop(o.t)
	o.home.Check(o.t, o.ledger)
}
