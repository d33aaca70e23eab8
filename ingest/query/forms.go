package query

import (
	"maps"
	"slices"
	"strings"
)

// forms returns every surface form that a folded word is matched in, itself among them, sorted. The text is never
// stemmed: the forms are made from the query's word, once, and found by look-up. Too many forms cost memory only, as
// long as none of them is another common word; so forms that exist in no dictionary are made freely, and rules that
// could reach a neighbour ("мир" → "мирный") are left out.
func forms(word string) []string {
	f := family{word: {}}
	switch script := only(word); {
	case isFixed(word):
	case script == cyrillic:
		f.russian([]rune(word))
	case script == latin:
		f.english(word)
	}
	return slices.Sorted(maps.Keys(f))
}

// only returns the script that all of a word is written in, 0 when digits or other letters stand in it.
func only(word string) (script traits) {
	for _, r := range word {
		t := traitsOf(r)
		switch {
		case r == '\'':
		case t == 0 || script != 0 && t != script:
			return 0
		default:
			script = t
		}
	}
	return script
}

// family is a set of forms.
type family map[string]struct{}

// add puts the stem with each of the endings into the family; "-" is the empty ending.
func (f family) add(stem []rune, endings string) {
	for ending := range strings.FieldsSeq(endings) {
		f[string(stem)+strings.TrimPrefix(ending, "-")] = struct{}{}
	}
}

// ends reports whether the word ends in one of the suffixes.
func ends(w []rune, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(string(w), s) })
}

// holds reports whether a list of words, parted by blanks, has the word.
func holds(list, word string) bool {
	return slices.Contains(strings.Fields(list), word)
}

// without cuts n runes off the end.
func without(w []rune, n int) []rune { return w[: len(w)-n : len(w)-n] }

func oneOf(r rune, set string) bool { return strings.ContainsRune(set, r) }

// hasVowel reports whether a stem can be spoken.
func hasVowel(stem []rune) bool {
	return slices.ContainsFunc(stem, func(r rune) bool { return oneOf(r, vowels) })
}

const (
	vowels  = "аеиоуыэюяіїє"
	velars  = "гкх"
	hushers = "жчшщ"
)
