package main

import (
	"io"
	"testing"

	"molva/config"
	"molva/ingest"
	"molva/ingest/query"
)

// TestWatchConfig: whatever the name, the configuration that comes of it is in order and finds the name.
func TestWatchConfig(t *testing.T) {
	for name, id := range map[string]string{
		"Kestrel":                       "kestrel",
		"Сбербанк":                      "sberbank",
		"Альфа-Банк":                    "alfa-bank",
		`Ben "the best" O'Neill: #1 {}`: "ben-the-best-o-neill-1",
		"日本":                            "topic",
	} {
		p := newProgram(t.TempDir(), io.Discard, io.Discard)
		text, err := p.watchConfig([]string{name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c, err := config.Parse("watch.yaml", text, noEnvironment)
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		set, err := query.NewSet(c.Tree())
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Match(&ingest.Mention{Text: "what about " + name + " today"}); len(got) != 1 || got[0] != id {
			t.Errorf("%s: names %v, want %s", name, got, id)
		}
	}
}

func TestWatchRefusesWhatNamesNothing(t *testing.T) {
	p := newProgram(t.TempDir(), io.Discard, io.Discard)
	for _, name := range []string{"", "  ", "!!!"} {
		if text, err := p.watchConfig([]string{name}); err == nil {
			t.Errorf("%q: %s", name, text)
		}
	}
}
