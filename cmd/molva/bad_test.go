package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
	"molva/ingest/stream"
	"molva/store"
)

// badCase is a case of bad input with a source and network of its own, so that cases which share an id do not meet.
type badCase struct {
	sourcetest.Bad
	source string
}

func badCases(t *testing.T) []badCase {
	var all []badCase
	for i, c := range sourcetest.BadInput(t, "../../ingest/testdata/bad") {
		all = append(all, badCase{c, fmt.Sprintf("case-%d", i)})
	}
	return all
}

func (c badCase) String() string { return fmt.Sprintf("%s (%d %s)", c.source, c.N, c.About) }

// namesNetwork: it is about the network that its bodies name.
func (c badCase) namesNetwork() bool { return bytes.Contains(c.Bodies[0], []byte(`"network"`)) }

// ledger is what must become of its bodies where every one is taken.
func (c badCase) ledger() store.Intake {
	n := len(c.Bodies)
	in := store.Intake{Source: c.source, Received: n}
	switch {
	case c.N == 55: // a notice deletes nothing that is here, and what comes after it is refused
		in.Unmatched, in.Erased = 1, n-1
	case c.Want == "rejected":
		in.Rejected = n
	case c.Want == "duplicate":
		in.Stored, in.Duplicate = 1, n-1
	case c.Want == "updated":
		in.Stored, in.Updated = 1, n-1
	default:
		in.Stored = c.Keys
	}
	return in
}

// badConfig has a topic for every case, so that each is stored and stands on the page by itself.
func badConfig(cases []badCase) string {
	var b strings.Builder
	b.WriteString("language: en\ntimezone: UTC\ntopics:\n  - {id: shop, name: Shop, query: 'network:shop'}\n")
	for _, c := range cases {
		networks := c.source
		if c.namesNetwork() {
			networks = "(" + c.source + " OR vk OR telegram)"
		}
		fmt.Fprintf(&b, "  - {id: %s, name: %[1]s, query: 'network:%s'}\n", c.source, networks)
	}
	return b.String()
}

// good is a mention that must not suffer.
func good(i int) string {
	return fmt.Sprintf(`{"id":"good-%d","network":"shop","text":"number %[1]d of those that nothing is wrong with"}`, i)
}

const every = 3 // cases to a good mention, where they do not come in one file

// TestBadInputInTheStream: a foreign publisher puts each body into the stream as it is.
func TestBadInputInTheStream(t *testing.T) {
	cases, dir := badCases(t), t.TempDir()
	write(t, dir, "molva.yaml", badConfig(cases))
	m, r := startWith(t, dir, disgusted)
	want := map[string]store.Intake{}
	for i, c := range cases {
		if i%every == 0 {
			publish(t, r.stream, "shop", fmt.Sprint(i), good(i))
		}
		want[c.source] = c.publish(t, r.stream)
	}
	want["shop"] = allStored("shop", (len(cases)+every-1)/every)
	if err := r.settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.wantLedger(want)
	m.wantReasons(cases)
	m.wantStored(cases)
	m.wantDead(cases)
	m.do("verify")
	m.do("healthcheck")
	m.wantInert(cases)
}

// publish returns what must become of the bodies. The duplicate key of each is its own, since it is the database that
// decides what is a repeat.
func (c badCase) publish(t *testing.T, s *stream.Stream) store.Intake {
	t.Helper()
	in := c.ledger()
	for i, body := range c.Bodies {
		_, err := s.Publish(t.Context(), []ingest.Envelope{{Source: c.source, Network: c.source, ID: fmt.Sprint(i), Body: body}})
		tooLarge := errors.As(err, new(*ingest.TooLarge))
		if tooLarge != (len(body) > ingest.MaxBody) || err != nil && !tooLarge {
			t.Errorf("%v: publish %d bytes: %v", c, len(body), err)
		}
		if tooLarge {
			return store.Intake{}
		}
	}
	if c.unreadable() {
		in.Rejected, in.Dead = 0, in.Rejected
	}
	return in
}

// unreadable is what nothing can be made of; it is kept as it came. What can be read and is not acceptable is rejected.
func (c badCase) unreadable() bool {
	_, _, err := ingest.Decode(c.Bodies[0])
	return err != nil && len(c.Bodies[0]) <= ingest.MaxBody
}

func publish(t *testing.T, s *stream.Stream, network, id, body string) {
	t.Helper()
	if _, err := s.Publish(t.Context(), []ingest.Envelope{{Source: network, Network: network, ID: id, Body: []byte(body)}}); err != nil {
		t.Fatal(err)
	}
}

func allStored(source string, n int) store.Intake {
	return store.Intake{Source: source, Received: n, Stored: n}
}

// TestBadInputByWebhook: a sender who knows the secret pushes each body to a hook of its own.
func TestBadInputByWebhook(t *testing.T) {
	cases, dir := badCases(t), t.TempDir()
	config := badConfig(cases) + "sources:\n"
	for _, c := range append(cases, badCase{source: "shop"}) {
		config += fmt.Sprintf("  - {id: %s, network: webhook, secrets: [\"whsec_%s\"]}\n", c.source, hookSecret)
	}
	write(t, dir, "molva.yaml", config)
	m := start(t, dir)
	want := map[string]store.Intake{}
	for i, c := range cases {
		if i%every == 0 && m.push("shop", fmt.Sprint("good-", i), good(i)) != http.StatusOK {
			t.Errorf("good mention %d is refused", i)
		}
		want[c.source] = c.push(m)
	}
	want["shop"] = allStored("shop", (len(cases)+every-1)/every)
	m.wantLedger(want)
	m.wantStored(cases)
	m.do("verify")
	m.do("healthcheck")
}

func (c badCase) push(m *molva) store.Intake {
	m.t.Helper()
	in := c.ledger()
	for i, body := range c.Bodies {
		status := m.push(c.source, fmt.Sprint(c.source, "-", i), string(body))
		refused := status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge
		if want := c.Want == "rejected"; refused != want || !refused && status != http.StatusOK {
			m.t.Errorf("%v: status is %d, want %s", c, status, c.Want)
		}
		if len(body) > 5<<20 { // refused before anybody knows who sent it, so it is nobody's to count
			return store.Intake{}
		}
	}
	return in
}

// TestBadInputByImport: each case is in a file between good lines.
func TestBadInputByImport(t *testing.T) {
	cases, dir := badCases(t), t.TempDir()
	write(t, dir, "molva.yaml", badConfig(cases))
	m := start(t, dir)
	for i, c := range cases {
		lines := []string{good(2 * i)}
		for _, body := range c.Bodies {
			lines = append(lines, string(body))
		}
		c.wantImported(m, write(t, dir, c.source+".jsonl", strings.Join(append(lines, good(2*i+1)), "\n")))
	}
	m.wantStored(cases)
	m.do("verify")
	m.do("healthcheck")
}

func (c badCase) wantImported(m *molva, file string) {
	m.t.Helper()
	args := []string{"import", file, "-o", "json"}
	if !c.namesNetwork() {
		args = append(args, "--network", c.source)
	}
	var got tally
	out := m.do(args...)
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		m.t.Fatal(err)
	}
	want := tallyOf(c.ledger()).plus(tally{Received: 2, Stored: 2})
	if len(c.Bodies[0]) == 0 { // an empty line is none
		want = tally{Received: 2, Stored: 2}
	}
	if got.counts() != want.counts() || got.Rejected > 0 && len(got.Reasons) == 0 {
		m.t.Errorf("%v: import said %s, want %+v", c, out, want)
	}
}

// TestNoMentionIsTooLargeForTheStream: what is refused for its size is refused alone.
func TestNoMentionIsTooLargeForTheStream(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", badConfig(nil))
	m := &molva{t: t, dir: dir}
	lines, rejected := []string{good(0)}, 0
	for size := ingest.MaxBody - 96<<10; size <= ingest.MaxBody+96<<10; size += 16 << 10 {
		line := fmt.Sprintf(`{"id":"%d","network":"shop","text":"big","extra":{"a":%q}}`, size, strings.Repeat("x", size))
		lines = append(lines, line)
		if len(line) > ingest.MaxBody {
			rejected++
		}
	}
	var got tally
	file := write(t, dir, "in.jsonl", strings.Join(append(lines, good(1)), "\n"))
	if err := json.Unmarshal([]byte(m.do("import", file, "-o", "json")), &got); err != nil {
		t.Fatal(err)
	}
	n := len(lines) + 1
	if want := (tally{Received: n, Stored: n - rejected, Rejected: rejected}); got.counts() != want.counts() {
		t.Errorf("import said %+v, want %+v", got, want)
	}
}
