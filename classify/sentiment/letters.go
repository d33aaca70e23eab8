package sentiment

import (
	"unicode"
	"unicode/utf8"
)

// accent is what letter returns for a mark that stands on the letter before it.
const accent = rune(-1)

// letter reads the first rune of s: a letter folded, "'" for every apostrophe, accent, or 0 for what is none of them.
// Folded is lower case, with ё as е.
func letter(s string) (r rune, size int) {
	switch c := s[0]; {
	case c < utf8.RuneSelf:
		return rune(latin[c]), 1
	case (c == 0xD0 || c == 0xD1) && len(s) > 1 && s[1]&0xC0 == 0x80:
		return rune(cyrillic[c&1][s[1]&0x3F]), 2
	}
	return rareLetter(s)
}

// rareLetter is letter for what is in neither of the two tables.
func rareLetter(s string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s)
	switch {
	case r == '’' || r == '‘':
		return '\'', size
	case unicode.IsLetter(r):
		return unicode.ToLower(r), size
	case unicode.Is(unicode.Mn, r):
		return accent, size
	}
	return 0, size
}

// latin and cyrillic fold the runes below U+0080 and those from U+0400 to U+047F, which are D0 and D1 in UTF-8 and a
// second byte.
var (
	latin    = latinTable()
	cyrillic = cyrillicTable()
)

func latinTable() (table [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = c, c
	}
	table['\''], table['`'] = '\'', '\''
	return table
}

func cyrillicTable() (table [2][64]uint16) {
	for r := rune(0x400); r < 0x480; r++ {
		folded := unicode.ToLower(r)
		if folded == 'ё' {
			folded = 'е'
		}
		table[(r-0x400)/64][r%64] = uint16(folded)
	}
	return table
}

func startsWord(s string) bool {
	if s == "" {
		return false
	}
	r, _ := letter(s)
	return r >= 'a'
}

// isLetter is unicode.IsLetter with a short way for the two alphabets that matter.
func isLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return latin[r] >= 'a'
	case r >= 0x400 && r < 0x480:
		return true
	}
	return unicode.IsLetter(r)
}
