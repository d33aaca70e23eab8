package sourcetest

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// Supplies compares what a network says to supply for community metrics with what its fixtures bring: metrics of an account,
// of a post ("post." before the name), sets of members ("set.") and what a post says of itself (form, text, published,
// author), sorted.
func Supplies(t *testing.T, pattern string, says []string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: no fixture: %v", pattern, err)
	}
	found := map[string]bool{}
	for _, path := range paths {
		load(t, path, "").supplies(t, found)
	}
	if diff := cmp.Diff(says, slices.Sorted(maps.Keys(found))); diff != "" {
		t.Errorf("what the network says to supply differs from what its fixtures bring (-says +brings):\n%s", diff)
	}
}

// supplies adds what a fixture brings.
func (f *fixture) supplies(t *testing.T, found map[string]bool) {
	t.Helper()
	for _, line := range f.outcome.Figures {
		figure := read[ingest.Figure](t, line)
		name, _, _ := strings.Cut(figure.Metric, "/")
		if figure.Post != "" {
			name = "post." + name
		}
		found[name] = true
	}
	for _, line := range f.outcome.Members {
		found["set."+read[ingest.Members](t, line).Set] = true
	}
	for _, line := range f.outcome.Posts {
		post := read[ingest.AccountPost](t, line)
		for name, told := range map[string]bool{
			"form": post.Form != "", "text": post.Text != "", "published": !post.Published.IsZero(), "author": post.Author != "",
		} {
			if told {
				found[name] = true
			}
		}
	}
}

func read[T any](t *testing.T, line string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		t.Fatal(err)
	}
	return v
}
