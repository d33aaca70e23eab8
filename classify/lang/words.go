package lang

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words yields the runs of letters of a text, with the apostrophes and accents inside them, and passes over links,
// e-mail addresses and names of accounts, which say nothing of the language. A hashtag's letters are a word.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for field := range strings.FieldsSeq(text) {
			if isName(field) {
				continue
			}
			for field != "" {
				size := wordLen(field)
				if size > 0 && !yield(field[:size]) {
					return
				}
				_, gap := utf8.DecodeRuneInString(field[size:])
				field = field[size+gap:]
			}
		}
	}
}

// isName reports a link, an e-mail address or an account, also with punctuation before it.
func isName(field string) bool {
	return strings.Contains(field, "://") || strings.Contains(field, "@") || strings.HasPrefix(field, "www.")
}

// wordLen is the length of the word that s begins with, 0 when it begins with something else.
func wordLen(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case isLetter(r), end > 0 && r >= 0x300 && unicode.Is(unicode.Mn, r):
			end = i + utf8.RuneLen(r)
		case end == i && end > 0 && fold(r) == '\'':
		default:
			return end
		}
	}
	return end
}

// isLetter is unicode.IsLetter with a short way for the two alphabets that matter.
func isLetter(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	case r >= 0x400 && r < 0x482:
		return true
	}
	return unicode.IsLetter(r)
}

// script is the alphabet that a letter belongs to.
type script uint8

const (
	otherScript script = iota
	latinScript
	cyrillicScript
	noScript // letters used as decoration: mathematical 𝓵𝓮𝓽𝓽𝓮𝓻𝓼, ª, modifiers
)

func scriptOf(r rune) script {
	switch {
	case r < 0x250 && r != 'ª' && r != 'º', 0x1E00 <= r && r < 0x1F00:
		return latinScript
	case 0x400 <= r && r < 0x530:
		return cyrillicScript
	case r < 0x370, 0x1D400 <= r && r < 0x1D800, unicode.Is(unicode.Lm, r):
		return noScript
	}
	return otherScript
}
