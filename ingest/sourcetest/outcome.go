package sourcetest

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"molva/ingest"
)

// outcome is what came, or must come, each as a line of its section.
type outcome struct{ Mentions, Rejected, Gaps, Figures, Posts, Members []string }

// section is a part of an outcome by its title.
type section struct {
	title string
	lines *[]string
}

func (o *outcome) sections() []section {
	return []section{
		{"mentions.jsonl", &o.Mentions}, {"rejected.jsonl", &o.Rejected}, {"gaps.txt", &o.Gaps},
		{"figures.jsonl", &o.Figures}, {"posts.jsonl", &o.Posts}, {"members.jsonl", &o.Members},
	}
}

// expect takes a section that says what must come.
func (f *fixture) expect(title string, data []byte) bool {
	all := append(f.outcome.sections(), section{"backfill.jsonl", &f.backfilled}, section{"refreshed.jsonl", &f.refreshed})
	for _, s := range all {
		if s.title == title {
			*s.lines = lines(data)
			return true
		}
	}
	return false
}

// outcomeOf writes down what pages hold.
func outcomeOf(t testing.TB, pages []ingest.Page) outcome {
	t.Helper()
	var o outcome
	for _, p := range pages {
		o.Mentions = append(o.Mentions, encoded(t, p.Mentions)...)
		o.Rejected = append(o.Rejected, written(t, p.Rejected)...)
		o.Figures = append(o.Figures, written(t, p.Figures)...)
		o.Posts = append(o.Posts, written(t, p.Posts)...)
		o.Members = append(o.Members, written(t, p.Members)...)
		if p.Gap != "" {
			o.Gaps = append(o.Gaps, p.Gap)
		}
	}
	return o
}

// encoded writes mentions as the wire has them.
func encoded(t testing.TB, mentions []ingest.Mention) []string {
	t.Helper()
	var all []string
	for _, m := range mentions {
		line, err := ingest.Encode(m)
		if err != nil {
			t.Errorf("encode %s: %v", m.ID, err)
		}
		all = append(all, string(line))
	}
	return all
}

func written[T any](t testing.TB, items []T) []string {
	t.Helper()
	var all []string
	for _, item := range items {
		line, err := json.Marshal(item)
		if err != nil {
			t.Error(err)
		}
		all = append(all, string(line))
	}
	return all
}

// without gives the lines of all that are not in some.
func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(line string) bool {
		return slices.ContainsFunc(some, func(other string) bool { return essence(other) == essence(line) })
	})
}

// essence leaves out when a deletion happened: networks that do not tell have it from the clock.
func essence(line string) string {
	before, after, found := strings.Cut(line, `"edited_at":"`)
	if !found || !strings.Contains(after, `"deleted":true`) {
		return line
	}
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}

// replace writes a section of the fixture's archive; an empty one only where it already stands.
func (f *fixture) replace(title string, content []string) {
	data := []byte(strings.Join(append(slices.Clone(content), ""), "\n"))
	for i := range f.archive.Files {
		if f.archive.Files[i].Name == title {
			f.archive.Files[i].Data = data
			return
		}
	}
	if len(content) > 0 {
		f.archive.Files = append(f.archive.Files, txtar.File{Name: title, Data: data})
	}
}

func (f *fixture) save(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(f.path, txtar.Format(f.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
