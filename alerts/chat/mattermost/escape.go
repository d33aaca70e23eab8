package mattermost

import (
	"strings"
	"unicode"
)

// joiner is U+2060: nobody sees it, no line breaks there, and neither a name nor an address goes on behind it.
const joiner = '\u2060'

// escaped is the punctuation that both readers of Markdown unescape.
const escaped = "`*{}[]()#+-.!_>|~"

// escape makes a text inert: no markup, no mention, no link, no emoji's code acts in it. A dollar becomes an entity, since
// nothing else keeps two of them from being a formula.
func escape(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	for _, r := range text {
		if breaks(before, r) {
			b.WriteRune(joiner)
		}
		switch {
		case r == '$':
			b.WriteString("&#36;")
		case strings.ContainsRune(escaped, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	if breaks(before, 0) {
		b.WriteRune(joiner) // whatever we write next
	}
	return b.String()
}

// breaks reports whether r must not stand right behind what is before it: a backslash escapes, < opens a tag and Slack's
// own <!channel> of webhooks, & an entity, @ a mention, = underlines a heading, a colon ends a scheme or begins an emoji,
// a point joins a host's name.
func breaks(before, r rune) bool {
	switch before {
	case '\\', '<', '&', '@', '=':
		return true
	case ':':
		return r != ' '
	case '.':
		return unicode.IsLetter(r)
	}
	return false
}

// brackets in what a link is named would end it for one of the readers.
var brackets = strings.NewReplacer("[", "(", "]", ")")

// target writes an address so that it ends where it ends.
var target = strings.NewReplacer("(", "%28", ")", "%29", "\\", "%5C", "'", "%27", "`", "%60", "*", "%2A", "_", "%5F",
	"[", "%5B", "]", "%5D", "|", "%7C", "~", "%7E", "$", "%24", "!", "%21", "{", "%7B", "}", "%7D")

func link(text, address string) string {
	if address == "" || strings.TrimSpace(text) == "" {
		return escape(text)
	}
	return "[" + escape(brackets.Replace(text)) + "](" + target.Replace(address) + ")"
}
