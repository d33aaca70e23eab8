package query

import "unicode"

// traits is what folding must know of a word's letters.
type traits uint8

const (
	latin traits = 1 << iota
	cyrillic
	composes // may change under NFC
)

// traitsOf judges a letter in lower case. The letters of Latin-1, Latin Extended and Cyrillic are as NFC wants them; of
// all others, marks included, NFC is asked.
func traitsOf(r rune) traits {
	switch {
	case r < 'a':
		return 0
	case r < 0x250:
		return latin
	case r < 0x400:
		return composes
	case r < 0x530:
		return cyrillic
	}
	return composes
}

// lower is unicode.ToLower, faster for the letters met most.
func lower(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 'а' <= r && r <= 'я':
		return r
	case 'А' <= r && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	}
	return unicode.ToLower(r)
}

// isWord reports whether words are made of r.
func isWord(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case 'А' <= r && r <= 'я':
		return true
	}
	return r != 'ʼ' && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// isMark reports whether r combines with the letter before it.
func isMark(r rune) bool { return r >= 0x300 && unicode.IsMark(r) }

// isInvisible reports whether r is left out of words: soft hyphens, zero-width and direction characters, variation
// selectors.
func isInvisible(r rune) bool {
	return r == 0xad || r >= 0x600 && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r))
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '`', '´', '′':
		return true
	}
	return false
}

// isJoiner reports whether what stands between two words makes them one compound.
func isJoiner(gap string) bool {
	switch gap {
	case "-", "_", "‐", "‑", "–", "—", "−":
		return true
	}
	return false
}
