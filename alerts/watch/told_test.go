package watch

import (
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// TestTold: what is over is told as it was, in the language of the page, and a silence with who was silent.
func TestTold(t *testing.T) {
	r := enter(t, 35, 2)
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	r.sources(ingest.Blind, "vk")
	r.pass(50*time.Minute, 2)
	r.sources(ingest.OK, "vk")
	r.pass(24*time.Hour, 2)
	saved := incidents(r)
	before := len(r.letters())
	r.options.Topics = topics("ru")
	r.restart()
	stories, err := r.watch.Told(t.Context(), saved)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[string][]string{"spike": {"Всплеск", "Kestrel", "упоминан"}, "silence": {"Источники молчат", "vk"}} {
		s := of(saved, stories, n)
		if whole := s.Title + " " + s.Headline; !holds(whole, want) || len(s.Lines) == 0 {
			t.Errorf("%s is told as %q and %q", n, s.Title, s.Headline)
		}
	}
	if after := len(r.letters()); after != before {
		t.Errorf("telling on a page sent %d letters", after-before)
	}
}

// TestToldWithoutFacts: of every kind the title is left when the facts are gone, or strange, or the topic is.
func TestToldWithoutFacts(t *testing.T) {
	r := enter(t, 1, 1)
	for _, facts := range []string{"", "{}", `{"from":"2026-09-20T00:00:00Z","last":"2026-09-20T00:00:00Z"}`, "no facts"} {
		for _, topic := range []string{"kestrel", "falcon"} {
			var saved []store.Incident
			for n, kind := range alerts.Urgent {
				saved = append(saved, store.Incident{ID: int64(n + 1), Kind: string(kind), Topic: topic, Subject: "c1", Opened: start.Add(-time.Hour), Closed: start, Facts: []byte(facts)})
			}
			stories, err := r.watch.Told(t.Context(), saved)
			if err != nil || len(stories) != len(saved) {
				t.Fatalf("%q: %d stories, %v", facts, len(stories), err)
			}
			for n, s := range stories {
				if !strings.HasPrefix(s.Title, "Over. ") || s.Headline != "" {
					t.Errorf("%q: %s is told as %q and %q", facts, saved[n].Kind, s.Title, s.Headline)
				}
				if saved[n].Kind == "spike" && !strings.Contains(strings.ToLower(s.Title), topic) {
					t.Errorf("nobody knows of what %q is", s.Title)
				}
			}
		}
	}
}

func incidents(r *room) []store.Incident {
	r.Helper()
	all, err := r.db.Incidents(r.Context(), store.Period{})
	if err != nil {
		r.Fatal(err)
	}
	return all
}

// of is the story of the first incident of a kind.
func of(saved []store.Incident, stories []alerts.Story, kind string) alerts.Story {
	for n, i := range saved {
		if i.Kind == kind {
			return stories[n]
		}
	}
	return alerts.Story{}
}

func holds(text string, all []string) bool {
	for _, part := range all {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
