package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Limits of a text.
const (
	MaxText    = 64 << 10 // bytes; a longer text is cut
	MaxRaw     = 1 << 20  // bytes; a longer text is refused
	MaxContext = 2000     // bytes of what a text answers; a longer one is cut
	MaxMarks   = 8        // combining marks on one letter
	maxLines   = 8        // line breaks in a row
)

// CleanText makes a text safe to keep: valid UTF-8 of at most max bytes that no terminal, log or page can be driven
// with. Invalid bytes become U+FFFD; control characters go, escape sequences with them, while carriage returns and
// their like become newlines; combining marks beyond MaxMarks on one letter go; a run of line breaks beyond eight is
// cut; so are blanks and byte order marks at both ends. What is too long is cut at a whole grapheme. A text of nothing
// visible is empty.
//
// Everything else stays as it was written, direction controls included: display isolates each text, and taking them
// out would spoil honest Arabic and Hebrew. Cleaning twice changes nothing more.
func CleanText(s string, max int) (string, Flags) {
	s = strings.TrimFunc(s, edge)
	var flags Flags
	if !harmless(s) {
		s, flags = scrub(s, max)
	}
	if len(s) > max {
		s, flags = cut(s, max), flags|Truncated
	}
	if s = strings.TrimFunc(s, edge); blank(s) {
		return "", flags
	}
	return s, flags
}

// edge is what is trimmed from both ends.
func edge(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) }

// harmless reports whether scrub would change nothing, as in most texts.
func harmless(s string) bool {
	lines := 0
	for _, r := range s {
		switch {
		case r == '\n':
			if lines++; lines > maxLines {
				return false
			}
		case r == ' ' || r == '\t':
		case r < ' ' || r == utf8.RuneError || mark(r) || unicode.IsControl(r):
			return false
		default:
			lines = 0
		}
	}
	return true
}

// mark reports whether r combines with the letter before it. The tables are slow; most alphabets need not ask them.
func mark(r rune) bool {
	switch {
	case r < 0x300, 0x370 <= r && r < 0x483, 0x48a <= r && r < 0x591, 0x1e00 <= r && r < 0x20d0:
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me)
}

// scrub does CleanText's work on the runes. It stops soon after max bytes: the cut sees whether a grapheme goes on.
func scrub(s string, max int) (string, Flags) {
	const slack = 256
	var out strings.Builder
	out.Grow(min(len(s), max+slack))
	var flags Flags
	marks, lines := 0, 0
	for i, r := range s {
		if out.Len() > max+slack {
			break
		}
		switch {
		case r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
			continue
		case breaks(r):
			r = '\n'
			marks, lines = 0, lines+1
		case r == ' ' || r == '\t':
			marks = 0
		case unicode.IsControl(r):
			flags |= BytesReplaced
			continue
		case mark(r):
			if marks++; marks > MaxMarks {
				flags |= MarksCapped
				continue
			}
			lines = 0
		default:
			marks, lines = 0, 0
			if r == utf8.RuneError {
				flags |= BytesReplaced
			}
		}
		if lines > maxLines {
			flags |= Truncated
			continue
		}
		out.WriteRune(r)
	}
	return out.String(), flags
}

// breaks reports whether r ends a line: line feed, carriage return, vertical tab, form feed, next line.
func breaks(r rune) bool {
	return '\n' <= r && r <= '\r' || r == 0x85
}

// cut keeps at most max bytes of s, whole graphemes unless the first one alone is longer.
func cut(s string, max int) string {
	end := 0
	for g := graphemes.FromString(s); g.Next() && g.End() <= max; {
		end = g.End()
	}
	if end == 0 {
		for end = max; end > 0 && !utf8.RuneStart(s[end]); end-- {
		}
	}
	return s[:end]
}

// blank reports whether nothing of s can be seen.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !invisible(r) }) < 0
}

// invisible reports whether r alone shows nothing: blanks, zero-width and format characters, marks without a letter,
// and the letters that Unicode draws as nothing (Hangul fillers, the empty Braille pattern).
func invisible(r rune) bool {
	switch r {
	case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800:
		return true
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me)
}

// line is CleanText for what stands in one line: a title, a name.
func line(s string, max int) (string, Flags) {
	s, flags := CleanText(s, max)
	if strings.ContainsAny(s, "\n\t") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s, flags
}
