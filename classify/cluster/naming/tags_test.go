package naming

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"
)

// The tags are counted once and shipped, and the tagger is not: among equal classes it takes the one that the order of a map
// brings first, so that 1 of 402,091 words was tagged otherwise in the next run, and the same mentions might get another
// label. Votes of many texts do not depend on that. It also keeps 17 MB out of the program.
var tagFiles = []string{
	"en_airline.train", "en_app_review_types.train", "en_intents_clinc150.train", "en_intents_bitext.train", "en_tweet_extraction.train",
}

const (
	tagTexts = 6000 // of a file
	tagFrom  = 8    // times a word must occur
	tagShare = 0.6  // of them with the same tag
)

func TestTagsAreWhatTheTaggerVotes(t *testing.T) {
	votes := make(map[string]map[role]int) // "" counts all
	tagger := tagger(t)
	for _, name := range tagFiles {
		for _, p := range posts(t, name, tagTexts) {
			for word, r := range tagger(p.Text) {
				if votes[word] == nil {
					votes[word] = make(map[role]int)
				}
				votes[word][""]++
				votes[word][r]++
			}
		}
	}
	got := tagLine(votes, verb) + tagLine(votes, adverb)
	if *update {
		if err := os.WriteFile("tags.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if off := difference(strings.Fields(got), strings.Fields(tagList)); len(off) > 2 {
		t.Errorf("tags.txt is not what the tagger votes, run with -update: %q", off)
	}
}

// tagger yields the words of a text in lower case with their tags, as far as they matter here.
func tagger(t *testing.T) func(text string) func(yield func(string, role) bool) {
	t.Helper()
	options := []prose.DocOpt{prose.WithSegmentation(false), prose.WithExtraction(false)}
	first, err := prose.NewDocument("", options...)
	if err != nil {
		t.Fatal(err)
	}
	options = append(options, prose.UsingModel(first.Model)) // loading it takes a tenth of a second
	tags := map[string]role{"VB": verb, "RB": adverb}
	return func(text string) func(yield func(string, role) bool) {
		return func(yield func(string, role) bool) {
			doc, err := prose.NewDocument(strings.ToLower(text), options...)
			if err != nil {
				t.Fatal(err)
			}
			for _, token := range doc.Tokens() {
				if !yield(token.Text, tags[token.Tag[:min(2, len(token.Tag))]]) {
					return
				}
			}
		}
	}
}

func tagLine(votes map[string]map[role]int, r role) string {
	line := string(r)
	for _, word := range slices.Sorted(maps.Keys(votes)) {
		all := votes[word][""]
		plain := len(word) > 1 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
		if plain && all >= tagFrom && float64(votes[word][r]) >= tagShare*float64(all) {
			line += " " + word
		}
	}
	return line + "\n"
}

// difference is what only one of two lists has.
func difference(a, b []string) []string {
	var out []string
	for _, word := range a {
		if !slices.Contains(b, word) {
			out = append(out, fmt.Sprint("+", word))
		}
	}
	for _, word := range b {
		if !slices.Contains(a, word) {
			out = append(out, fmt.Sprint("-", word))
		}
	}
	return out
}
