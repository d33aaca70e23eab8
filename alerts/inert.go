package alerts

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"
)

// maxMarks is how many combining marks one letter keeps; more of them climb over the lines above.
const maxMarks = 8

// Inert makes a stranger's text one harmless line: control characters, bidirectional overrides and marks beyond reason
// are gone, every run of white space is one space. What a reader sees is unchanged.
func Inert(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u0085':
			space = true
			continue
		case unicode.IsControl(r) || invisible(r) || r == utf8.RuneError:
			continue
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// invisible reports the characters that turn the reading order around or are no characters at all. The joiner of emoji
// families and the variation selectors stay.
func invisible(r rune) bool {
	switch {
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // overrides, isolates
		return true
	case r == '\u200e', r == '\u200f', r == '\u061c', r == '\ufeff', r == '\u200b', r == '\u2060':
		return true
	}
	return r&0xfffe == 0xfffe || (r >= 0xfdd0 && r <= 0xfdef) || (r >= 0xfff9 && r <= 0xfffb) || (r >= 0xe0001 && r <= 0xe001f)
}

// Isolate keeps text that runs from right to left from turning its surroundings around. Other text is left alone, since
// not every terminal knows the two marks.
func Isolate(s string) string {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL || c == bidi.AN {
			return "\u2068" + s + "\u2069"
		}
	}
	return s
}

// Cut shortens s to as many whole visible characters as fit into room, an ellipsis included. Size says how much room a
// piece takes; one that is too big by itself is left out.
func Cut(s string, room int, size func(string) int) string {
	if size(s) <= room {
		return s
	}
	const ellipsis = "…"
	left, end, state, rest := room-size(ellipsis), 0, -1, s
	if left < 0 {
		return ""
	}
	for len(rest) > 0 {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if left -= size(cluster); left < 0 {
			break
		}
		end += len(cluster)
	}
	return strings.TrimRight(s[:end], " ") + ellipsis
}

// Link gives the address when a reader may be sent there, with its host; both are empty otherwise. Only http and https
// lead anywhere, and nobody's password is carried along.
func Link(raw string) (address, host string) {
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return "", ""
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r == '<' || r == '>' || r == '|' || r == '"' }) {
		return "", ""
	}
	return u.String(), Inert(u.Hostname())
}
