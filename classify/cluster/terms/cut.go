package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest/query"
)

// cutter yields the folded words of a text and where its clauses part. Links, names of accounts and numbers are no words;
// like punctuation, they part clauses.
type cutter struct {
	scan   query.Scanner
	text   string
	end    int    // of the word before, or of what was passed over
	word   []byte // without its apostrophes, runs of one letter cut to two; valid until next
	parted bool   // a clause begins with this word
}

func (c *cutter) reset(text string) {
	c.text, c.end, c.parted = text, 0, true
	c.scan.Reset(text)
}

// next moves on to the next word; false when there is none.
func (c *cutter) next() bool {
	c.parted = c.end == 0
	for c.scan.Next() {
		start, end := c.scan.Span()
		if start < c.end {
			continue // inside a link or a name
		}
		gap := c.text[c.end:start]
		c.parted = c.parted || parts(gap)
		c.end = end
		if length := c.strange(gap, start); length > 0 {
			c.end, c.parted = start+length, true
			continue
		}
		c.word = tidy(c.word[:0], c.scan.Word())
		return true
	}
	return false
}

// strange is the length of what begins here and is no word: a link, the name of an account, a number; 0 for a word.
func (c *cutter) strange(gap string, start int) int {
	rest := c.text[start:]
	switch first := c.scan.Word()[0]; {
	case strings.HasSuffix(gap, "@"):
		return nameLen(rest)
	case (first == 'h' || first == 'w') && isLink(rest):
		return fieldLen(rest)
	case '0' <= first && first <= '9':
		return len(c.text[start:c.end])
	}
	return 0
}

// isLink allows for a bare "http", which some exports leave in the place of a link.
func isLink(s string) bool {
	scheme, rest, ok := strings.Cut(s[:min(len(s), len("https://"))], ":")
	return ok && strings.HasPrefix(rest, "//") && isScheme(scheme) || strings.HasPrefix(s, "www.") || isScheme(s[:fieldLen(s)])
}

func isScheme(s string) bool { return strings.EqualFold(s, "http") || strings.EqualFold(s, "https") }

// fieldLen is the length of what s begins with up to the next space.
func fieldLen(s string) int {
	if end := strings.IndexFunc(s, unicode.IsSpace); end >= 0 {
		return end
	}
	return len(s)
}

// nameLen is the length of the account name that s begins with.
func nameLen(s string) int {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) })
	return len(s) - len(rest)
}

// parts reports whether what stands between two words ends a clause. Spaces, quotes, emphasis and what joins the parts of a
// compound or begins a tag do not.
func parts(gap string) bool {
	for _, r := range gap {
		switch r {
		case ' ', '-', '_', '#', '‐', '‑', '"', '«', '»', '“', '”', '\'', '’', '‘', '*', '~':
		default:
			if r >= utf8.RuneSelf && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)) || r == '\t' {
				continue
			}
			return true
		}
	}
	return false
}

// tidy appends a word without its apostrophes, so that "don't" and "dont" are one, and with at most two of one letter in a
// row.
func tidy(out, word []byte) []byte {
	var last, before rune
	for rest := word; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r != '\'' && (r != last || r != before) {
			out = append(out, rest[:size]...)
			last, before = r, last
		}
		rest = rest[size:]
	}
	return out
}
