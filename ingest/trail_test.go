package ingest_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"molva/ingest"
)

func TestTrail(t *testing.T) {
	const now, back = 1000, 100
	var start ingest.Trail
	first := start.Passed(map[string]int64{"a": 500, "b": 700, "far": 9999}, now, back)
	if first.Until != now {
		t.Errorf("until is %d, want the present, as nothing can be later", first.Until)
	}
	if !first.Has("far", 9999) || first.Has("far", 1) || first.Has("b", 700) {
		t.Errorf("seen is %v, want only what is not further back than %d", first.Seen, back)
	}
	if len(start.Seen) != 0 || start.Until != 0 {
		t.Errorf("the old trail became %v", start)
	}
	second := ingest.Trail{Until: 500, Seen: map[string]int64{"a": 450}}.Passed(map[string]int64{"b": 400}, now, back)
	if want := map[string]int64{"a": 450, "b": 400}; second.Until != 500 || !maps.Equal(second.Seen, want) {
		t.Errorf("the trail is %v, want until 500 and %v", second, want)
	}
}

// Whatever a network sends, the cursor stays short enough to be kept.
func TestTrailIsBounded(t *testing.T) {
	more := map[string]int64{"now": 1000, strings.Repeat("x", 1<<20): 1000}
	for i := range int64(5000) {
		more[strconv.FormatInt(i, 10)] = 2000 + i
	}
	got := ingest.Trail{}.Passed(more, 1000, 100)
	if n := len(ingest.CursorOf(got)); n > 50_000 || !got.Has("now", 1000) || !got.Has("7", 2007) || got.Has("4999", 6999) {
		t.Errorf("the cursor has %d bytes, of %d items", n, len(got.Seen))
	}
}

func TestCursorInto(t *testing.T) {
	trail := ingest.Trail{Until: 7, Seen: map[string]int64{"b": 2, "a": 1}}
	c := ingest.CursorOf(trail)
	if want := ingest.Cursor(`{"until":7,"seen":{"a":1,"b":2}}`); c != want {
		t.Errorf("cursor is %s, want %s", c, want)
	}
	var back ingest.Trail
	if err := c.Into(&back); err != nil || !back.Has("a", 1) || back.Until != 7 {
		t.Errorf("read back %v, %v", back, err)
	}
	if err := ingest.Cursor("").Into(&back); err != nil || back.Until != 7 {
		t.Errorf("the empty cursor gives %v, %v", back, err)
	}
	if err := ingest.Cursor("x").Into(&back); err == nil {
		t.Error("no error for a cursor that cannot be read")
	}
}

func TestTerms(t *testing.T) {
	got := ingest.Terms([]ingest.Topic{{Terms: []string{"zarya", "заря"}}, {}, {Terms: []string{"kestrel", "zarya"}}})
	if len(got) != 3 || got[0] != "zarya" || got[1] != "заря" || got[2] != "kestrel" {
		t.Errorf("terms are %q", got)
	}
}
