package query

import (
	"strings"
	"unicode/utf8"
)

// tag is a #hashtag or @handle: its sign and where in the text it ends. A handle has two ends, because
// "@kestrel@example.social" is also written, and meant, as "@kestrel".
type tag struct {
	start       int // of the sign
	short, full int // 0: there is no tag
}

// tagAt finds the tag whose first word begins at that byte.
func tagAt(text string, word int) tag {
	start := len(strings.TrimRight(text[:word], "_")) - 1
	if start < 0 || text[start] != '#' && text[start] != '@' {
		return tag{}
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:start]); text[start] == '@' && isWord(before) {
		return tag{} // an e-mail address
	}
	t := tag{start: start, short: tagEnd(text, word, "_")}
	t.full = t.short
	if text[start] == '@' {
		t.full = tagEnd(text, word, "_.-@")
	}
	return t
}

// tagEnd returns where a tag ends that may hold some signs, though not behind its last letter, except underscores.
func tagEnd(text string, at int, signs string) int {
	end := at
	for i, r := range text[at:] {
		switch {
		case isWord(r) || isMark(r) || r == '_':
			end = at + i + utf8.RuneLen(r)
		case strings.ContainsRune(signs, r) || isInvisible(r):
		default:
			return end
		}
	}
	return end
}

// fold returns the tag up to one of its ends, as it is looked up.
func (t tag) fold(text string, end int) string {
	return text[t.start:t.start+1] + Fold(text[t.start+1:end])
}
