package demo

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"
)

type line struct {
	ID, Network, URL, Text string
	Author                 struct{ ID, Name string }
	PublishedAt            time.Time  `json:"published_at"`
	EditedAt               *time.Time `json:"edited_at"`
	Deleted                bool
}

func story(t *testing.T) []line {
	t.Helper()
	var all []line
	for text := range bytes.Lines(Mentions()) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		all = append(all, l)
	}
	return all
}

// moment is when a line became known: its edit or deletion is told when it happens.
func (l line) moment() time.Time {
	if l.EditedAt != nil {
		return *l.EditedAt
	}
	return l.PublishedAt
}

func TestStoryIsWhole(t *testing.T) {
	seen, networks, perWeek, russian := map[string]bool{}, map[string]int{}, map[int]int{}, 0
	first := time.Date(2026, 8, 3, 0, 0, 0, 0, End.Location())
	var last time.Time
	for _, l := range story(t) {
		key := l.Network + ":" + l.ID
		if seen[key] && l.EditedAt == nil {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
		networks[l.Network]++
		perWeek[int(l.PublishedAt.Sub(first)/(7*24*time.Hour))]++
		if strings.ContainsFunc(l.Text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			russian++
		}
		if l.Author.ID == "" || (l.Text == "" && !l.Deleted) || !strings.Contains(l.URL, ".example/") {
			t.Errorf("%s lacks an author, a text or an invented address", key)
		}
		if l.moment().Before(last) {
			t.Errorf("%s comes before its time", key)
		}
		last = l.moment()
	}
	if len(seen) < 600 || len(networks) != 5 || len(perWeek) != Weeks {
		t.Errorf("%d mentions, %d networks, %d weeks; want 600, 5, %d", len(seen), len(networks), len(perWeek), Weeks)
	}
	if share := float64(russian) / float64(len(seen)); share < 0.35 || share > 0.65 {
		t.Errorf("%.0f %% are Russian, want both languages at 35 %% or more", 100*share)
	}
	if !last.Before(End) {
		t.Errorf("the story ends at %v, after the clock %v", last, End)
	}
}

func TestEveryMentionIsLabelled(t *testing.T) {
	labelled := map[string]bool{}
	for row := range strings.Lines(string(Labels)) {
		labelled[strings.Split(row, "\t")[0]] = true
	}
	for _, l := range story(t) {
		if key := l.Network + ":" + l.ID; !labelled[key] {
			t.Errorf("%s has no label", key)
		}
	}
}
