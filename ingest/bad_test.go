package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// badCase is one line of testdata/bad; its README says what the fields mean.
type badCase struct{ sourcetest.Bad }

func badCases(t testing.TB) (all []badCase) {
	for _, c := range sourcetest.BadInput(t, "testdata/bad") {
		all = append(all, badCase{c})
	}
	return all
}

// badNow is the clock of all cases.
func badNow() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func TestBadInput(t *testing.T) {
	seen := map[int]bool{}
	for _, c := range badCases(t) {
		seen[c.N] = true
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) { c.check(t) })
	}
	for n := 1; n <= 73; n++ {
		if !seen[n] && n != 54 { // an erased id is the store's to refuse
			t.Errorf("no case for kind %d", n)
		}
	}
}

func (c badCase) check(t *testing.T) {
	m, err := admit(c.Bodies[0])
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
	for _, body := range c.Bodies[1:] {
		m, err := admit(body)
		if err != nil {
			t.Fatalf("a later body is rejected: %v", err)
		}
		keys = append(keys, m.Key())
	}
	slices.Sort(keys)
	if got, want := len(slices.Compact(keys)), c.Keys; got != want {
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
