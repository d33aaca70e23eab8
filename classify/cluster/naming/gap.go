package naming

import (
	"strings"
	"unicode"
)

// parts reports whether what stands between two words ends a clause.
func parts(gap string) bool {
	return strings.IndexFunc(gap, func(r rune) bool {
		joins := unicode.IsSpace(r) && r != '\n' || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`-‐‑_#"«»“”'’‘*~$£€₽%`, r)
		return !joins
	}) >= 0
}

// strange is the length of what begins at start and is no word: a link, the name of an account, an HTML entity; 0 for a
// word. gap is what stands before it.
func strange(text, gap string, start int) int {
	rest := text[start:]
	switch {
	case strings.HasSuffix(gap, "@"):
		return strings.IndexFunc(rest+" ", func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	case strings.HasPrefix(rest, "http"), strings.HasPrefix(rest, "www."):
		return strings.IndexFunc(rest+" ", unicode.IsSpace)
	case strings.HasSuffix(gap, "&"):
		return max(0, strings.IndexByte(rest[:min(len(rest), 8)], ';'))
	}
	return 0
}

// isNumber takes what begins with a digit for one, but for names such as 4g, 4k and 3d.
func isNumber(word []byte) bool {
	name := len(word) == 2 && strings.IndexByte("gkd", word[1]) >= 0
	return '0' <= word[0] && word[0] <= '9' && !name
}
