package query

import "strings"

// english adds the forms of a noun or verb in its base form. Possessives and Russian endings behind a Latin name are
// taken off in the text, see scanner.base.
func (f family) english(word string) {
	w := []rune(word)
	f.plural(word, w)
	if stem, ok := strings.CutSuffix(word, "'s"); ok {
		f.add([]rune(stem), "s")
		return
	}
	if !inflected(word) {
		f.verb(word, w)
	}
}

func (f family) plural(word string, w []rune) {
	f.add(w, "s 's")
	if stem, ok := strings.CutSuffix(word, "s"); ok {
		f.add([]rune(stem), "'s") // "mcdonalds" is "McDonald's" without its apostrophe
	}
	switch {
	case ends(w, "s"), ends(w, "x"), ends(w, "z"), ends(w, "ch"), ends(w, "sh"), ends(w, "o"):
		f.add(w, "es")
	case ends(w, "y") && !isEnglishVowel(w[len(w)-2]):
		f.add(without(w, 1), "ies")
	}
}

// inflected reports whether a word looks like a form already: "united", "boeing"; but "need" and "spring" do not.
func inflected(word string) bool {
	if stem, ok := strings.CutSuffix(word, "ed"); ok {
		return len(stem) > 2 && !strings.HasSuffix(stem, "e") && strings.ContainsAny(stem, "aeiou")
	}
	stem, ok := strings.CutSuffix(word, "ing")
	return ok && len(stem) > 2 && strings.ContainsAny(stem, "aeiou")
}

func (f family) verb(word string, w []rune) {
	last, before := w[len(w)-1], w[len(w)-2]
	switch {
	case ends(w, "ee"):
		f.add(w, "ing")
		if len(w) > 3 {
			f.add(w, "d")
		}
	case last == 'e':
		f.add(w, "d")
		f.add(without(w, 1), "ing")
	case last == 'y' && !isEnglishVowel(before):
		f.add(without(w, 1), "ied")
		f.add(w, "ing")
	case doubles(w):
		f.add(append(w[:len(w):len(w)], last), "ed ing")
		if syllables(word) > 1 {
			f.add(w, "ed ing")
		}
	default:
		f.add(w, "ed ing")
	}
}

// doubles reports whether the last letter may double, as in "stopped": a consonant after a single vowel. A word of one
// syllable has no other form: "car" is not what "cared" comes from.
func doubles(w []rune) bool {
	n := len(w)
	return !isEnglishVowel(w[n-1]) && !oneOf(w[n-1], "wxy") && isEnglishVowel(w[n-2]) && (n < 3 || !isEnglishVowel(w[n-3]))
}

func isEnglishVowel(r rune) bool { return oneOf(r, "aeiou") }

// syllables counts runs of vowels.
func syllables(word string) int {
	return len(strings.FieldsFunc(word, func(r rune) bool { return !oneOf(r, "aeiouy") }))
}
