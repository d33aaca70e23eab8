package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text, or a run of "+" and "^", or an emoji.
type word struct {
	text       string // folded: lower case, ё as е, one kind of apostrophe
	start, end int    // its bytes in the text
}

// words cuts a text into its words, at most as many as there is room for; whole is false when there are more.
func words(text string, room []word) (list []word, whole bool) {
	for at := 0; at < len(text); {
		n := wordLen(text[at:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if len(room) == cap(room) {
			return room, false
		}
		room = append(room, word{fold(text[at : at+n]), at, at + n})
		at += n
	}
	return room, true
}

// wordLen is the length of the word that s begins with; 0 where none does.
func wordLen(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	switch {
	case first == '+' || first == '^' || first == '-' && size < len(s) && s[size] == '1':
		return signLen(s)
	case unicode.IsLetter(first) || unicode.IsDigit(first):
		return size + inWord(s[size:])
	case unicode.Is(unicode.So, first) && first != utf8.RuneError:
		return size
	}
	return 0
}

// signLen is the length of a run of one sign, with the number behind it.
func signLen(s string) int {
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	return n + len(s[n:]) - len(strings.TrimLeft(s[n:], "0123456789"))
}

func inWord(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '%' {
			return i
		}
	}
	return len(s)
}

var folder = strings.NewReplacer("ё", "е", "’", "'")

// fold writes a word as the phrases are. Most need nothing but small letters, and the folder allocates for any.
func fold(s string) string {
	s = strings.ToLower(s)
	if strings.Contains(s, "ё") || strings.Contains(s, "’") {
		return folder.Replace(s)
	}
	return s
}
