package telegram

import (
	"strings"
	"unicode"
)

// joiner is U+2060: nobody sees it, no line breaks there, and no word goes on behind it.
const joiner = '\u2060'

// inert breaks what the Bot API would find in a text by itself: @mentions, #tags, $TAGS, /commands, addresses and names of
// hosts. A number such as 1.5 or 09:30 is left alone.
func inert(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	for _, r := range text {
		if acts(before, r) {
			b.WriteRune(joiner)
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func acts(before, r rune) bool {
	switch before {
	case '@', '#', '$':
		return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
	case '/', '.', ':':
		return r == '/' || r == '_' || unicode.IsLetter(r)
	}
	return false
}
