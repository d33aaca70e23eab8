package query

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// literal is exact characters. It is found by its first word.
type literal struct {
	texts []string // NFC, and NFD where that differs
	lead  int      // bytes before the first word
	words int
}

// newLiteral returns the literal and its first word, folded. The text has a word.
func newLiteral(text string) (lit *literal, first string) {
	lit = &literal{texts: []string{text}}
	if nfd := norm.NFD.String(text); nfd != text {
		lit.texts = append(lit.texts, nfd)
	}
	var sc scanner
	for sc.reset(text); sc.next(); lit.words++ {
		if lit.words == 0 {
			lit.lead, first = sc.start, string(sc.word)
		}
	}
	return lit, first
}

// at returns the length of the literal in text when its first word begins at that byte, 0 when it does not stand there
// as a whole word.
func (l *literal) at(text string, word int) int {
	start := word - l.lead
	if start < 0 {
		return 0
	}
	for _, want := range l.texts {
		if strings.HasPrefix(text[start:], want) && !splits(text, start) && !splits(text, start+len(want)) {
			return len(want)
		}
	}
	return 0
}

// splits reports whether the place lies inside a word.
func splits(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return isMark(after) || isWord(after) && (isWord(before) || isMark(before))
}

// glob is a word with stars.
type glob struct {
	pattern string
	term    int32
}

// head returns the first two runes of a word, the key of its globs.
func head(word []byte) (key [2]rune) {
	for i := range key {
		r, size := utf8.DecodeRune(word)
		key[i] = r
		word = word[size:]
	}
	return key
}

// matches reports whether the whole word fits the pattern; each star stands for any letters, or none.
func (g glob) matches(word []byte) bool {
	p, w := 0, 0
	star, retry := -1, 0
	for w < len(word) {
		switch {
		case p < len(g.pattern) && g.pattern[p] == '*':
			star, retry = p, w
			p++
		case p < len(g.pattern) && g.pattern[p] == word[w]:
			p++
			w++
		case star >= 0:
			retry++
			p, w = star+1, retry
		default:
			return false
		}
	}
	return strings.Trim(g.pattern[p:], "*") == ""
}
