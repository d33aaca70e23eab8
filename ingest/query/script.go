package query

import (
	"strings"
	"unicode/utf8"
)

// Letters that can be taken for each other, in either case: B looks like В, though b does not look like в.
const (
	latinTwins    = "abcehijkmopstxy"
	cyrillicTwins = "авсеніјкморѕтху"
)

// toCyrillic returns the Cyrillic letter that a Latin one can be taken for; 0 when there is none.
func toCyrillic(r rune) rune {
	if r == 'ë' {
		return 'е'
	}
	i := strings.IndexRune(latinTwins, r)
	if i < 0 {
		return 0
	}
	twin, _ := utf8.DecodeRuneInString(cyrillicTwins[i*2:]) // each takes two bytes
	return twin
}

// toLatin is toCyrillic the other way.
func toLatin(r rune) rune {
	i := strings.IndexRune(cyrillicTwins, r)
	if i < 0 {
		return 0
	}
	return rune(latinTwins[i/2])
}

// unify appends the word with its letters in one script, as Fold promises.
func unify(out, word []byte) []byte {
	other := toLatin
	switch scriptOf(word) {
	case cyrillic:
		other = toCyrillic
	case 0:
		return append(out, word...)
	}
	for len(word) > 0 {
		r, size := utf8.DecodeRune(word)
		if twin := other(r); twin != 0 {
			r = twin
		}
		out = utf8.AppendRune(out, r)
		word = word[size:]
	}
	return out
}

// scriptOf returns the script to read a mixed word in; 0 when it is not mixed.
func scriptOf(word []byte) traits {
	var letters, own [cyrillic + 1]int // own: without a look-alike
	var first traits
	for len(word) > 0 {
		r, size := utf8.DecodeRune(word)
		word = word[size:]
		script := traitsOf(r)
		if script != latin && script != cyrillic {
			continue
		}
		if first == 0 {
			first = script
		}
		letters[script]++
		if script == latin && toCyrillic(r) == 0 || script == cyrillic && toLatin(r) == 0 {
			own[script]++
		}
	}
	switch {
	case letters[latin] == 0 || letters[cyrillic] == 0:
		return 0
	case own[latin] != own[cyrillic]:
		return larger(own)
	case letters[latin] != letters[cyrillic]:
		return larger(letters)
	}
	return first
}

func larger(counts [cyrillic + 1]int) traits {
	if counts[latin] > counts[cyrillic] {
		return latin
	}
	return cyrillic
}

// latinBefore returns the Latin letters and digits before a Cyrillic case ending, as in "kestrelа", and nil for any
// other mix. Such a word has two readings, this one and its look-alike, and is looked up under both.
func latinBefore(word []byte) []byte {
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		if traitsOf(r) == cyrillic {
			if i >= 2 && isEnding(string(word[i:])) {
				return word[:i]
			}
			return nil
		}
		i += size
	}
	return nil
}

// isEnding reports whether s is a Russian case ending as people hang it onto foreign names.
func isEnding(s string) bool {
	switch s {
	case "а", "у", "ы", "и", "е", "я", "ю", "ом", "ем", "ой", "ей", "ою", "ею", "ью", "ов", "ев", "ам", "ям", "ами", "ями",
		"ах", "ях":
		return true
	}
	return false
}
