package ingest_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"molva/ingest"
)

// badCase is one line of testdata/bad; its README says what the fields mean.
type badCase struct {
	N         int
	About     string
	Mention   json.RawMessage
	Parts     []json.RawMessage
	Then      []json.RawMessage
	Want      string
	Why       string
	Flags     string
	Text, ID  *string
	Published time.Time
	Keys      int
}

// badNow is the clock of all cases.
func badNow() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func TestBadInput(t *testing.T) {
	seen := map[int]bool{}
	for _, c := range badCases(t) {
		seen[c.N] = true
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) { c.check(t) })
	}
	for n := 1; n <= 71; n++ {
		if !seen[n] && n != 54 { // an erased id is the store's to refuse
			t.Errorf("no case for kind %d", n)
		}
	}
}

func (c badCase) check(t *testing.T) {
	m, err := admit(c.body(t))
	if c.Want == "rejected" {
		c.checkRejected(t, err)
		return
	}
	if err != nil {
		t.Fatalf("rejected: %v", err)
	}
	if c.Published.IsZero() { // the case is not about time, and names none
		m.Flags &^= ingest.TimeReplaced
	}
	if got := m.Flags.String(); got != c.Flags {
		t.Errorf("flags are %q, want %q", got, c.Flags)
	}
	if c.Text != nil && m.Text != *c.Text {
		t.Errorf("text is %q, want %q", m.Text, *c.Text)
	}
	if c.ID != nil && m.ID != *c.ID {
		t.Errorf("id is %q, want %q", m.ID, *c.ID)
	}
	if !c.Published.IsZero() && !m.Published.Equal(c.Published) {
		t.Errorf("published is %s, want %s", m.Published, c.Published)
	}
	if !utf8.ValidString(m.Text) || len(m.Text) > ingest.MaxText {
		t.Errorf("text has %d bytes, valid: %t", len(m.Text), utf8.ValidString(m.Text))
	}
	if c.Want == "truncated" && m.Flags&(ingest.Truncated|ingest.MarksCapped) == 0 {
		t.Error("nothing says that the text was cut")
	}
	c.checkKeys(t, m)
}

func (c badCase) checkRejected(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatalf("stored, want rejected: %s", c.Why)
	}
	if c.Why == "" || !strings.Contains(err.Error(), c.Why) {
		t.Errorf("reason is %q, want %q in it", err, c.Why)
	}
	if len(err.Error()) > 250 {
		t.Errorf("the reason has %d bytes", len(err.Error()))
	}
}

// checkKeys counts how many mentions the bodies are.
func (c badCase) checkKeys(t *testing.T, first ingest.Mention) {
	t.Helper()
	keys := []string{first.Key()}
	for _, body := range c.Then {
		m, err := admit(body)
		if err != nil {
			t.Fatalf("a later body is rejected: %v", err)
		}
		keys = append(keys, m.Key())
	}
	slices.Sort(keys)
	if got, want := len(slices.Compact(keys)), max(c.Keys, 1); got != want {
		t.Errorf("the bodies are %d mentions, want %d", got, want)
	}
}

func admit(body []byte) (ingest.Mention, error) {
	m, _, err := ingest.Decode(body)
	if err == nil {
		err = ingest.Admit(&m, "shop", badNow())
	}
	return m, err
}

// body joins the parts.
func (c badCase) body(t testing.TB) []byte {
	t.Helper()
	if c.Parts == nil {
		return c.Mention
	}
	var out []byte
	for _, raw := range c.Parts {
		var part struct {
			Hex   string
			Of    string
			Times int
		}
		if raw[0] == '"' {
			part.Times = 1
			decode(t, raw, &part.Of)
		} else {
			decode(t, raw, &part)
		}
		bytesOf, err := hex.DecodeString(part.Hex)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, bytesOf...)
		out = append(out, strings.Repeat(part.Of, part.Times)...)
	}
	return out
}

func decode(t testing.TB, raw []byte, to any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		t.Fatalf("%.80s: %v", raw, err)
	}
}

func badCases(t testing.TB) []badCase {
	t.Helper()
	files, err := filepath.Glob("testdata/bad/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no files of bad input", err)
	}
	var cases []badCase
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(data))
		for lines.Scan() {
			if bytes.HasPrefix(lines.Bytes(), []byte("#")) {
				continue
			}
			var c badCase
			decode(t, bytes.Clone(lines.Bytes()), &c)
			cases = append(cases, c)
		}
	}
	return cases
}
