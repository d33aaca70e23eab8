package sentiment

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadStatements(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "own", "en.jsonl"), `{"text":"one"}`+"\n"+`{"text":"two"}`+"\n")
	zip(t, filepath.Join(dir, "replay", "ru_bank.jsonl.gz"), `{"id":"7","text":"семь"}`+"\n")
	zip(t, filepath.Join(dir, "train", "en_tweets.train.jsonl.gz"), `{"id":"a","text":"tweet"}`+"\n")
	path := filepath.Join(dir, "own", "category.en.tsv")
	save(t, path, "# comment\nown:2\tnews\ttrain\nru_bank:7\tpromo\ttest\nen_tweets:a\tother\ttrain\n")
	list, err := LoadStatements(path, dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Statement{
		{Text: "two", Lang: "en", Category: "news", Weight: ownWeight},
		{Text: "семь", Lang: "ru", Category: "promo", Weight: 1, Test: true},
		{Text: "tweet", Lang: "en", Category: "other", Weight: 1},
	} {
		if list[i] != want {
			t.Errorf("statement %d is %+v, want %+v", i, list[i], want)
		}
	}
}

func TestLoadStatementsSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	zip(t, filepath.Join(dir, "train", "en_tweets.train.jsonl.gz"), `{"id":"a","text":"tweet"}`+"\n")
	for file, want := range map[string]string{
		"x.en.tsv\nen_tweets:b\tnews\ttrain":                    `en_tweets has no text "b"`,
		"x.en.tsv\nen_tweets:a\tgossip\ttrain":                  `label is "gossip", want one of [complaint`,
		"x.en.tsv\nen_tweets:a\tnews":                           "want a reference, a label, and train or test",
		"x.en.tsv\nno_such:1\tnews\ttrain":                      `read the set "no_such"`,
		"x.en.tsv\n../up:1\tnews\ttrain":                        "a set is named without its folder",
		"x.jsonl\n" + `{"text":"a","label":"news","lang":"de"}`: `lang is "de", want en or ru`,
		"x.jsonl\n" + `{"label":"news","lang":"en"}`:            "line 1: text is missing",
	} {
		name, content, _ := strings.Cut(file, "\n")
		path := filepath.Join(dir, name)
		save(t, path, content)
		if _, err := LoadStatements(path, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %q in it", content, err, want)
		}
	}
}

func save(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func zip(t *testing.T, path, content string) {
	t.Helper()
	var b strings.Builder
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	save(t, path, b.String())
}
