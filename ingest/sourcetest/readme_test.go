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

type guestbook struct{ api fetch.API }

func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := url.Parse(o.BaseURL)
	return &guestbook{fetch.API{Client: env.HTTP, Base: base, Governor: env.Governor}}, ingest.Rhythm{Every: time.Minute}, err
}

func (g *guestbook) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	for {
		var got struct {
			Notes []struct{ ID, Text, By string }
		}
		err := g.api.Get(ctx, "/notes", url.Values{"after": {string(after)}}, &got)
		if err != nil || len(got.Notes) == 0 {
			return err
		}
		var p ingest.Page
		for _, n := range got.Notes {
			p.Mentions = append(p.Mentions, ingest.Mention{ID: n.ID, Text: n.Text, Author: ingest.Author{Name: n.By}})
			after = ingest.Cursor(n.ID)
		}
		p.Next = after
		if err := emit(p); err != nil {
			return err
		}
	}
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
