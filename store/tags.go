package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest/query"
)

// Tags returns the hashtags of a text without their signs, each once, folded as [query.Fold] does and sorted. A tag is letters,
// digits and underscores, at least one of them a letter, behind a # that begins a word or ends a tag: neither "5#a" nor an
// address has one.
func Tags(text string) []string {
	if !strings.Contains(text, "#") {
		return nil
	}
	var all []string
	before, rest, found := strings.Cut(query.Fold(text), "#")
	for opens := opensTag(before); found; {
		before, rest, found = strings.Cut(rest, "#")
		behind := strings.TrimLeftFunc(before, inTag)
		tag := strings.TrimSuffix(before, behind)
		opens = opens && strings.ContainsFunc(tag, unicode.IsLetter)
		if opens {
			all = append(all, tag)
		}
		opens = opens && behind == "" || opensTag(before)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// opensTag reports whether a # may begin a tag behind a text.
func opensTag(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return !inTag(last) && last != '/'
}

func inTag(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
