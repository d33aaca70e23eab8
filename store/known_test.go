package store_test

import (
	"maps"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
)

// TestKnownUntil: what was imported is known until its latest mention, whenever that was; a source that is read, until it was; one that
// cannot be read tells nothing, and nothing is known of what is yet to come.
func TestKnownUntil(t *testing.T) {
	db := ours(t)
	say := func(seq uint64, id, when string) classify.Result {
		return answer(said{seq: seq, id: id, author: "a", at: when, text: id, topics: []string{"kestrel"}}, "", "", "")
	}
	save(t, db, say(1, "a", "2026-09-01T10:10:00Z"), say(2, "b", "2026-09-01T10:40:00Z"), say(3, "c", "2026-09-05T00:00:00Z"))
	state := func(seq uint64, source, network string, s ingest.Condition, at time.Time) {
		save(t, db, note(seq, ingest.Note{Source: source, At: at, State: &ingest.SourceState{Network: network, State: s, LastTry: at}}))
	}
	until := func(now string) map[string]string {
		t.Helper()
		known, err := db.KnownUntil(t.Context(), "kestrel", clock(now))
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for network, at := range known {
			said[network] = at.Format(time.RFC3339)
		}
		return said
	}
	expect := func(now string, want map[string]string) {
		t.Helper()
		if got := until(now); !maps.Equal(got, want) {
			t.Errorf("at %s it is %v, want %v", now, got, want)
		}
	}
	expect("2026-11-01T00:00:00Z", map[string]string{"vk": "2026-09-05T00:00:00Z"})
	expect("2026-09-02T00:00:00Z", map[string]string{"vk": "2026-09-01T10:40:00Z"})
	expect("2026-09-01T10:30:00Z", map[string]string{"vk": "2026-09-01T10:10:00Z"})
	state(10, "wall", "vk", ingest.Blind, clock("2026-09-20T00:00:00Z"))
	state(11, "file", "file", ingest.Done, clock("2026-09-20T00:00:00Z"))
	expect("2026-11-01T00:00:00Z", map[string]string{"vk": "2026-09-05T00:00:00Z"})
	state(12, "group", "vk", ingest.Late, clock("2026-09-21T00:00:00Z"))
	expect("2026-11-01T00:00:00Z", map[string]string{"vk": "2026-09-21T00:00:00Z"})
	expect("2026-09-06T00:00:00Z", map[string]string{"vk": "2026-09-06T00:00:00Z"})
}
