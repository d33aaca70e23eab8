package ingest

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// Terms are the words and phrases that a network's own search is asked for when its options name none: those of all
// topics, in order, each once.
func Terms(topics []Topic) []string {
	var all []string
	for _, t := range topics {
		for _, term := range t.Terms {
			if !slices.Contains(all, term) {
				all = append(all, term)
			}
		}
	}
	return all
}

// CheckTerms says what is wrong with an option that names them: a term without a letter or digit would find everything.
func CheckTerms(terms []string) error {
	var all []error
	for _, term := range terms {
		if !strings.ContainsFunc(term, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			all = append(all, Complain("search has %q, want words", brief(term)))
		}
	}
	return errors.Join(all...)
}
