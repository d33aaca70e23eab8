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

// tagAt finds the tag whose first word begins at that byte. In a query, stars count as letters.
func tagAt(text string, word int, stars bool) tag {
	start := word - 1
	for start >= 0 && text[start] == '_' {
		start--
	}
	if start < 0 || text[start] != '#' && text[start] != '@' {
		return tag{}
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:start]); text[start] == '@' && isWord(before) {
		return tag{} // an e-mail address
	}
	t := tag{start: start, short: tagEnd(text, word, "_", stars)}
	t.full = t.short
	if text[start] == '@' {
		t.full = tagEnd(text, word, "_.-@", stars)
	}
	return t
}

// maxTag bounds the work that a text full of signs can cause; no network allows so long a name.
const maxTag = 256

// tagEnd returns where a tag ends that may hold some signs, though only underscores behind its last letter.
func tagEnd(text string, at int, signs string, stars bool) int {
	end := at
	for i, r := range text[at:min(at+maxTag, len(text))] {
		switch {
		case isWord(r) || isMark(r) || r == '_' || r == '*' && stars:
			end = at + i + utf8.RuneLen(r)
		case strings.ContainsRune(signs, r) || isInvisible(r):
		default:
			return end
		}
	}
	return end
}

// fold appends the tag up to one of its ends, as it is looked up, and counts its words.
func (t tag) fold(sc *scanner, out []byte, text string, end int) (folded []byte, words int) {
	sc.reset(text[t.start+1 : end])
	return sc.foldAll(append(out, text[t.start]))
}
