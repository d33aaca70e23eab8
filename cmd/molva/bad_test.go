package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
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
	ids    []string // that its bodies name; a body without one stands for the id that is derived from it
}

func badCases(t *testing.T) []badCase {
	var all []badCase
	for i, c := range sourcetest.BadInput(t, "../../ingest/testdata/bad") {
		all = append(all, badCase{c, fmt.Sprintf("case-%d", i), idsOf(c.Bodies)})
	}
	return all
}

func idsOf(bodies [][]byte) (all []string) {
	for _, body := range bodies {
		if m, _, err := ingest.Decode(body); err == nil {
			all = append(all, cmp.Or(m.ID, string(body)))
		}
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

// shown: it is about what a text may do to those who show it.
func (c badCase) shown() bool { return c.N >= 25 && c.N <= 43 && c.Want == "stored" }

// badConfig has a topic of its own for each case that is to be looked at on the page, and one for all others.
func badConfig(cases []badCase) string {
	var b strings.Builder
	others := []string{"shop", "vk", "telegram"}
	b.WriteString("language: en\ntimezone: UTC\ntopics:\n")
	for _, c := range cases {
		if !c.shown() {
			others = append(others, c.source)
			continue
		}
		fmt.Fprintf(&b, "  - {id: %s, name: %[1]s, query: 'network:%[1]s'}\n", c.source)
	}
	fmt.Fprintf(&b, "  - {id: others, name: Others, query: 'network:(%s)'}\n", strings.Join(others, " OR "))
	return b.String()
}

// good is a mention that must not suffer.
func good(place string, i int) string {
	return fmt.Sprintf(`{"id":"good-%s-%d","network":"shop","text":"number %[2]d of those that nothing is wrong with"}`, place, i)
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
			publish(t, r.stream, "shop", fmt.Sprint(i), good("one", i))
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
		if i%every == 0 && m.push("shop", fmt.Sprint("good-", i), good("one", i)) != http.StatusOK {
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

// TestBadInputByImport: every line of a file is a case or a good mention.
func TestBadInputByImport(t *testing.T) {
	cases, dir := badCases(t), t.TempDir()
	files := apart(cases)
	write(t, dir, "molva.yaml", badConfig(cases))
	m := start(t, dir)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		wantImported(m, name, files[name])
		m.wantStored(files[name])
	}
	m.do("verify")
	m.do("healthcheck")
}

// apart puts cases that share an id into different files. A file is named like the network of all its lines, but for
// those who name theirs.
func apart(cases []badCase) map[string][]badCase {
	files, taken := map[string][]badCase{}, map[string]bool{}
	for _, c := range cases {
		name := namingFile
		for i := 0; !c.namesNetwork(); i++ {
			name = fmt.Sprintf("case-%d", i)
			if !slices.ContainsFunc(c.ids, func(id string) bool { return taken[name+" "+id] }) {
				break
			}
		}
		for _, id := range c.ids {
			taken[name+" "+id] = true
		}
		c.source = name
		files[name] = append(files[name], c)
	}
	return files
}

const namingFile = "naming"

func wantImported(m *molva, name string, cases []badCase) {
	m.t.Helper()
	var lines []string
	var want, got tally
	for i, c := range cases {
		for _, body := range c.Bodies {
			lines = append(lines, string(body))
		}
		lines = append(lines, good(name, i))
		want = want.plus(tally{Received: 1, Stored: 1})
		if len(c.Bodies[0]) > 0 { // an empty line is none
			want = want.plus(tallyOf(c.ledger()))
		}
	}
	args := []string{"import", write(m.t, m.dir, name+".jsonl", strings.Join(lines, "\n")), "-o", "json"}
	if name != namingFile {
		args = append(args, "--network", name)
	}
	out := m.do(args...)
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		m.t.Fatal(err)
	}
	if got.counts() != want.counts() || got.Rejected > 0 && len(got.Reasons) == 0 {
		m.t.Errorf("%s: import said %s, want %+v; the cases are %v", name, out, want, cases)
	}
}

// TestNoMentionIsTooLargeForTheStream: what is refused for its size is refused alone.
func TestNoMentionIsTooLargeForTheStream(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", badConfig(nil))
	m := &molva{t: t, dir: dir}
	lines, rejected := []string{good("one", 0)}, 0
	for size := ingest.MaxBody - 96<<10; size <= ingest.MaxBody+96<<10; size += 16 << 10 {
		line := fmt.Sprintf(`{"id":"%d","network":"shop","text":"big","extra":{"a":%q}}`, size, strings.Repeat("x", size))
		lines = append(lines, line)
		if len(line) > ingest.MaxBody {
			rejected++
		}
	}
	var got tally
	file := write(t, dir, "in.jsonl", strings.Join(append(lines, good("one", 1)), "\n"))
	if err := json.Unmarshal([]byte(m.do("import", file, "-o", "json")), &got); err != nil {
		t.Fatal(err)
	}
	n := len(lines) + 1
	if want := (tally{Received: n, Stored: n - rejected, Rejected: rejected}); got.counts() != want.counts() {
		t.Errorf("import said %+v, want %+v", got, want)
	}
}
