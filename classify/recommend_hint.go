package classify

import (
	"strings"
	"unicode/utf8"
)

// hints say which texts are worth reading: nine of ten have nothing in them that could advise, and finding that out by
// letters takes a tenth of the time that reading takes.
type hints struct {
	sieve [1 << hintBits / 64]uint64 // lets few others through
	grams map[gram]bool
}

const hintBits = 12

// add takes in four letters, "_" for a space, also where a word or all of it is written large.
func (h *hints) add(letters string) {
	letters = strings.ReplaceAll(letters, "_", " ")
	_, first := utf8.DecodeRuneInString(letters)
	for _, spelling := range []string{letters, strings.ToUpper(letters[:first]) + letters[first:], strings.ToUpper(letters)} {
		var g gram
		for i := 0; i < len(spelling); {
			i = g.take(spelling, i)
		}
		h.grams[g] = true
		at := g.hash()
		h.sieve[at/64] |= 1 << (at % 64)
	}
}

// in reports whether a text has the letters of a hint.
func (h *hints) in(text string) bool {
	var g gram
	for i := 0; i < len(text); {
		i = g.take(text, i)
		if at := g.hash(); h.sieve[at/64]&(1<<(at%64)) != 0 && h.grams[g] {
			return true
		}
	}
	return false
}

// gram is the last four letters that were read, two bytes each.
type gram uint64

// take reads the letter at i and returns where the next one begins. Of a letter of more than two bytes, which no hint has,
// it takes the first one only.
func (g *gram) take(text string, i int) int {
	letter, next := gram(text[i]), i+1
	switch {
	case letter < 0x80:
	case letter >= 0xe0:
		next = min(i+3, len(text))
	case next < len(text):
		letter = letter<<8 | gram(text[next])
		next++
	}
	*g = *g<<16 | letter
	return next
}

// hash is Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4.
func (g gram) hash() uint64 { return uint64(g) * 0x9e3779b97f4a7c15 >> (64 - hintBits) }
