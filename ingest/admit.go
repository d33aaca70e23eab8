package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of what is kept of a mention beside its text, in bytes unless said otherwise.
const (
	MaxID      = 512
	maxNetwork = 64
	maxLine    = 1024 // a title, a name
	maxURL     = 2048
	maxLang    = 35
	maxTopics  = 64 // in number
)

// MaxSkew is how far a clock may run ahead of ours before we stop believing it.
const MaxSkew = 15 * time.Minute

// Admit cleans a mention and fills what we decide: the network where it is empty, an id where there is none, when it
// was seen, what was changed. An error is the reason for which the mention is rejected; it quotes no text of it. What
// can be mended is mended and flagged:
//
//   - a link that is not http or https goes, so does one with a user name in it
//   - published after seen + MaxSkew becomes seen; so does one that is missing or before the year 2000
//   - texts are cut as CleanText says, names and titles are one line each
//   - an author without an id is known by the name
//   - a mention of no kind is a post, with scores it is a survey
//
// A deleted mention needs no text, nor does a survey or a review with a grade. Admitting twice changes nothing more.
func Admit(m *Mention, network string, seen time.Time) error {
	m.Seen = seen.UTC()
	if m.Network == "" {
		m.Network = network
	}
	if m.ID == "" {
		m.ID = derivedID(*m)
	}
	if err := admissible(m); err != nil {
		return err
	}
	m.Kind = m.kind()
	clean(m)
	clock(m)
	if m.Text == "" && !m.Deleted && !m.graded() {
		return errors.New("text is empty")
	}
	return nil
}

// admissible returns why a mention cannot be taken.
func admissible(m *Mention) error {
	if !ValidNetwork(m.Network) {
		return fmt.Errorf("network is %q, want 1 to %d of a-z, 0-9 and -", brief(m.Network), maxNetwork)
	}
	if err := checkID(m.ID); err != nil {
		return err
	}
	if m.Kind = Kind(strings.ToLower(string(m.Kind))); m.Kind != "" && !slices.Contains(Kinds, m.Kind) {
		return fmt.Errorf("kind is %q, want one of %q", brief(string(m.Kind)), Kinds)
	}
	if len(m.Text) > MaxRaw {
		return fmt.Errorf("text has %d bytes, at most %d are taken", len(m.Text), MaxRaw)
	}
	if m.Rating != nil && (math.IsNaN(*m.Rating) || math.IsInf(*m.Rating, 0)) {
		return fmt.Errorf("rating is %v, want a finite number", *m.Rating)
	}
	if m.anyones() {
		return errors.New("a grade without a text needs an id or an author: nothing else tells it from another one")
	}
	if err := m.Scores.Check(); err != nil {
		return err
	}
	return checkCounts(m)
}

func checkCounts(m *Mention) error {
	e := m.Engagement
	for _, c := range []struct {
		name string
		n    *int64
	}{{"author.followers", m.Author.Followers}, {"engagement.views", e.Views}, {"engagement.likes", e.Likes},
		{"engagement.replies", e.Replies}, {"engagement.shares", e.Shares}} {
		if c.n != nil && *c.n < 0 {
			return fmt.Errorf("%s is %d, want 0 or more", c.name, *c.n)
		}
	}
	return nil
}

// ValidNetwork reports whether s may name a network: it becomes a part of the stream's subject.
func ValidNetwork(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('a' <= c && c <= 'z' || isDigit(c) || c == '-') {
			return false
		}
	}
	return s != "" && len(s) <= maxNetwork
}

// checkID refuses an id that could be taken for another one on its way, or that is none.
func checkID(id string) error {
	switch {
	case len(id) > MaxID:
		return fmt.Errorf("id has %d bytes, at most %d are taken", len(id), MaxID)
	case !utf8.ValidString(id):
		return errors.New("id is not valid UTF-8")
	case strings.ContainsFunc(id, unicode.IsControl):
		return errors.New("id holds a control character")
	case blank(id):
		return errors.New("id shows nothing")
	}
	return nil
}

// derivedID makes an id for a mention that has none: the first 32 hex digits of SHA-256 of network, link, author (the
// id, else the name), published (RFC 3339 in UTC, else nothing) and text as they came, each followed by a zero byte.
// The same item read again has the same one; an edited item is a new one, which is the price of having no id.
func derivedID(m Mention) string {
	published := ""
	if !m.Published.IsZero() {
		published = m.Published.UTC().Format(time.RFC3339Nano)
	}
	author := m.Author.ID
	if author == "" {
		author = m.Author.Name
	}
	h := sha256.New()
	for _, part := range []string{m.Network, m.URL, author, published, m.Text} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// clean makes everything that came from outside safe to keep.
func clean(m *Mention) {
	do := func(s *string, max int, how func(string, int) (string, Flags)) {
		var f Flags
		*s, f = how(*s, max)
		m.Flags |= f
	}
	do(&m.Text, MaxText, CleanText)
	do(&m.Title, maxLine, line)
	do(&m.Author.ID, MaxID, line)
	do(&m.Author.Name, maxLine, line)
	do(&m.Thread, MaxID, line)
	do(&m.Parent, MaxID, line)
	if m.Author.ID == "" {
		m.Author.ID, _ = line(m.Author.Name, MaxID)
	}
	for _, link := range []*string{&m.URL, &m.Author.URL} {
		if *link != "" && !webLink(*link) {
			*link = ""
			m.Flags |= LinkDropped
		}
	}
	if !validLang(m.Lang) {
		m.Lang = ""
	}
	m.Topics = cleanTopics(m.Topics)
	m.Context, _ = CleanText(m.Context, MaxContext) // another's words: what was cut of them is no flaw of this mention
}

// webLink reports whether a person may safely follow the link from a page of ours.
func webLink(s string) bool {
	if len(s) > maxURL || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsSpace) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

// validLang reports whether s looks like a BCP 47 tag.
func validLang(s string) bool {
	return len(s) <= maxLang && strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && (r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) < 0
}

// cleanTopics drops empty and repeated ones; nil when none is left.
func cleanTopics(topics []string) []string {
	var kept []string
	for _, t := range topics {
		t, _ = line(t, maxLine)
		same := func(k string) bool { return strings.EqualFold(k, t) }
		if t != "" && len(kept) < maxTopics && !slices.ContainsFunc(kept, same) {
			kept = append(kept, t)
		}
	}
	return kept
}

// clock settles what a mention claims of time.
func clock(m *Mention) {
	latest := m.Seen.Add(MaxSkew)
	oldest := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	switch m.Published = m.Published.UTC(); {
	case m.Published.Before(oldest):
		m.Published, m.Flags = m.Seen, m.Flags|TimeReplaced
	case m.Published.After(latest):
		m.Published, m.Flags = m.Seen, m.Flags|TimeClamped
	}
	switch m.Edited = m.Edited.UTC(); {
	case m.Edited.Before(oldest):
		m.Edited = time.Time{}
	case m.Edited.After(latest):
		m.Edited, m.Flags = m.Seen, m.Flags|TimeClamped
	}
}
