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
		for text != "" {
			size, name := field(text)
			rest := text[:size]
			for rest != "" && !name {
				size := wordLen(rest)
				if size > 0 && !yield(rest[:size]) {
					return
				}
				rest = rest[size:]
				_, gap := first(rest)
				rest = rest[gap:]
			}
			_, space := first(text[size:])
			text = text[size+space:]
		}
	}
}

// field is the length of what stands before the next white space, and whether that is a link, an e-mail address or an
// account, also with punctuation before it.
func field(s string) (size int, name bool) {
	name = strings.HasPrefix(s, "www.")
	for size < len(s) {
		switch c := s[size]; {
		case c == '@', c == ':' && strings.HasPrefix(s[size:], "://"):
			name = true
		case c == ' ':
			return size, name
		case c < utf8.RuneSelf && c > ' ':
		case isCyrillic(s[size:]):
			size++
		default:
			r, n := first(s[size:])
			if unicode.IsSpace(r) {
				return size, name
			}
			size += n - 1
		}
		size++
	}
	return size, name
}

// first reads the first rune of s, U+FFFD of no length when it is empty, with a short way for the two alphabets that
// matter.
func first(s string) (r rune, size int) {
	switch {
	case s != "" && s[0] < utf8.RuneSelf:
		return rune(s[0]), 1
	case isCyrillic(s):
		return rune(s[0]&0x1F)<<6 | rune(s[1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s)
}

// isCyrillic reports a letter from U+0400 to U+047F, which has two bytes.
func isCyrillic(s string) bool { return len(s) > 1 && s[0]&^1 == 0xD0 && s[1]&0xC0 == 0x80 }

// wordLen is the length of the word that s begins with, 0 when it begins with something else.
func wordLen(s string) int {
	end := 0
	for at := 0; at < len(s); {
		if c := s[at] | ' '; 'a' <= c && c <= 'z' {
			at++
			end = at
			continue
		}
		r, size := first(s[at:])
		switch {
		case isLetter(r), end > 0 && r >= 0x300 && unicode.Is(unicode.Mn, r):
			end = at + size
		case end == at && end > 0 && fold(r) == '\'':
		default:
			return end
		}
		at += size
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
