package sourcetest

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// The README shows this as what a new network takes.

type Options struct {
	BaseURL string `yaml:"base_url"`
}

func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := url.Parse(o.BaseURL)
	return guestbook{fetch.API{Client: env.HTTP, Base: base}}, ingest.Rhythm{Every: time.Minute}, err
}

type guestbook struct{ fetch.API }

func (g guestbook) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var notes []struct{ ID, Text, By string }
	err := g.Get(ctx, "/notes", url.Values{"after": {string(after)}}, &notes)
	if err != nil || len(notes) == 0 {
		return err
	}
	p := ingest.Page{Next: ingest.Cursor(notes[len(notes)-1].ID)}
	for _, n := range notes {
		p.Mentions = append(p.Mentions, ingest.Mention{ID: n.ID, Text: n.Text, Author: ingest.Author{Name: n.By}})
	}
	if err := emit(p); err != nil {
		return err
	}
	return g.Read(ctx, p.Next, emit)
}

// TestReadme puts the README's network through the test that every network passes.
func TestReadme(t *testing.T) {
	Run(t, "testdata/guestbook.txtar", ingest.Opens(New))
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, source, _ := strings.Cut(string(code), "type Options")
	source, _, _ = strings.Cut("type Options"+source, "// TestReadme")
	if !strings.Contains(string(readme), strings.TrimSpace(source)) {
		t.Error("the README shows another network than this one")
	}
}
