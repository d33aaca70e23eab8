package query

import (
	_ "embed"
	"slices"
	"strings"
)

// Words that no rule can tell. fixed.txt holds words that never change; irregular.txt one family a line; fleeting.txt
// nouns whose last vowel goes ("лев льв").
var (
	//go:embed fixed.txt
	fixed string
	//go:embed irregular.txt
	irregular string
	//go:embed fleeting.txt
	fleeting string
)

// isFixed reports whether a word has no other forms: it is too short or does not inflect.
func isFixed(word string) bool {
	return len([]rune(word)) < 3 || holds(fixed, word)
}

// russian adds the forms of a noun or adjective. A word is taken for its dictionary form where it can be one and for
// its oblique cases where it cannot: "банка" is the jar and not the bank's, "ласточку" can only be a case. What may be
// either in a way that rules cannot see ("кестрелом" and "альбом") is taken for both.
func (f family) russian(w []rune) {
	if f.irregular(string(w)) {
		return
	}
	switch last := w[len(w)-1]; {
	case last == 'й':
		f.endsInYot(w)
	case last == 'ь':
		f.soft(without(w, 1))
		if ends(w, "ень", "оть") {
			f.soft(append(without(w, 3), w[len(w)-2]))
		}
	case oneOf(last, "аяоеиыую"):
		f.endsInVowel(w, last)
	case !oneOf(last, vowels):
		f.endsInConsonant(w)
	}
}

// irregular looks the word up among the exceptions.
func (f family) irregular(w string) (known bool) {
	for line := range strings.Lines(irregular) {
		if holds(line, w) {
			f.add(nil, line)
			known = true
		}
	}
	for line := range strings.Lines(fleeting) {
		full, stem, _ := strings.Cut(strings.TrimSpace(line), " ")
		if ending, ok := strings.CutPrefix(w, stem); w == full || ok && isEnding(ending) {
			f.add([]rune(full), "-")
			f.declined(full, []rune(stem))
			known = true
		}
	}
	return known
}

// declined adds the other cases of a masculine whose nominative is irregular.
func (f family) declined(full string, stem []rune) {
	if strings.HasSuffix(full, "ь") {
		f.soft(stem)
	} else {
		f.masculine(stem)
	}
}

func (f family) endsInConsonant(w []rune) {
	f.masculine(w)
	switch {
	case ends(w, "ок", "ек", "ец"):
		f.reduced(w)
	case ends(w, "анин", "янин"): // гражданин, граждане
		f.add(without(w, 2), "е - ам ами ах")
	}
	if ends(w, "енок") { // котенок, котята
		f.add(without(w, 4), "ята ят ятам ятами ятах")
	}
	if ends(w, "ов", "ев", "ин", "ын") { // surnames
		f.add(w, "ым ой ых ыми")
	}
	f.cased(w)
}

// isNominative knows the endings that look like a case and are none.
func isNominative(w []rune) bool {
	return ends(w, "телеком", "пром", "дром", "грам", "грамм", "атом", "страх", "монах", "казах", "аллах")
}

// cased adds the forms of a word that ends in a consonant because it stands in a case.
func (f family) cased(w []rune) {
	stem := without(w, 2)
	switch {
	case isNominative(w):
	case ends(w, "ом", "ам", "ах"):
		f.oblique(stem)
	case ends(w, "ем", "ям", "ях"):
		f.obliqueSoft(stem)
		if oneOf(stem[len(stem)-1], hushers+"ц") {
			f.oblique(stem)
		}
	case ends(w, "ых", "ым"):
		f.adjective(stem, false)
	case ends(w, "их", "им"):
		f.adjective(stem, true)
	}
}

// reduced adds the forms of a noun in -ок, -ек, -ец, whose last vowel goes or leaves a softness: "рынок", "огонек",
// "палец", "боец"; and those of the feminine whose genitive plural this may be: "ласточек".
func (f family) reduced(w []rune) {
	stem, vowel, last := slices.Clone(without(w, 2)), w[len(w)-2], w[len(w)-1]
	before := stem[len(stem)-1]
	switch {
	case !hasVowel(stem):
		return
	case vowel == 'о':
		if oneOf(before, vowels) {
			return
		}
	case oneOf(before, vowels):
		stem = append(stem, 'й')
	case before == 'л', last == 'к' && !oneOf(before, hushers):
		stem = append(stem, 'ь')
	}
	f.oblique(append(stem, last))
}

func (f family) endsInYot(w []rune) {
	stem := without(w, 2)
	switch {
	case ends(w, "ий"):
		f.withI(stem)
		f.adjective(stem, true)
	case ends(w, "ый"):
		f.adjective(stem, false)
	case ends(w, "ией"):
		f.withI(without(w, 3))
	case ends(w, "ой"):
		f.yot(without(w, 1))
		f.adjective(stem, false)
		if len(stem) > 3 && !oneOf(stem[len(stem)-1], hushers) { // "ласточкой"; not "покой" and "большой" ("пока", "больше")
			f.oblique(stem)
		}
	case ends(w, "ей"):
		f.endsInEy(w, stem)
	default:
		f.yot(without(w, 1))
	}
}

// endsInEy: музей, воробей, and cases: синей, рублей, врачей.
func (f family) endsInEy(w, stem []rune) {
	f.yot(without(w, 1))
	f.add(stem, "ья ью ьем ье ьи ьев ьям ьями ьях")
	f.adjective(stem, true)
	f.obliqueSoft(stem)
	if len(stem) > 0 && oneOf(stem[len(stem)-1], hushers) {
		f.oblique(stem)
	}
}

// long is a stem of so many letters that no other word is likely to share it. A long word in -а may then be a genitive
// as well ("сбербанка"), where a short one is what it looks like ("банка", "кора").
const long = 6

func (f family) endsInVowel(w []rune, last rune) {
	if f.longEnding(w) {
		return
	}
	stem := without(w, 1)
	switch before := stem[len(stem)-1]; {
	case before == 'и':
		f.withI(without(stem, 1))
	case before == 'ь':
		f.withSoft(without(stem, 1), last)
	case oneOf(before, vowels):
		f.afterVowel(stem, last)
	case last == 'а' && len(stem) < long:
		f.feminine(stem)
	case last == 'о':
		f.neuter(stem)
	case oneOf(last, "яю"), last == 'и' && !oneOf(before, velars), holds("море поле горе", string(w)):
		f.obliqueSoft(stem)
	case last == 'е':
		f.obliqueSoft(stem)
		f.oblique(stem)
	default:
		f.oblique(stem)
	}
}

// longEnding adds the forms of words whose ending tells all, and of adjectives, which may be nouns too.
func (f family) longEnding(w []rune) (done bool) {
	switch {
	case ends(w, "ого", "ому", "ыми"):
		f.adjective(without(w, 3), false)
	case ends(w, "его", "ему", "ими"):
		f.adjective(without(w, 3), true)
	case ends(w, "ами"):
		f.oblique(without(w, 3))
	case ends(w, "ями"):
		f.obliqueSoft(without(w, 3))
	case ends(w, "ая", "ое", "ые", "ую"):
		f.adjective(without(w, 2), false)
		return false
	case ends(w, "яя", "ее", "ие", "юю"):
		f.adjective(without(w, 2), true)
		return false
	default:
		return false
	}
	return true
}

func (f family) afterVowel(stem []rune, last rune) {
	switch {
	case last == 'а': // икеа
		f.add(stem, "и е ю ей")
	case oneOf(last, "яюеи"):
		f.yot(stem)
		f.add(stem, "ей ею")
	}
}
