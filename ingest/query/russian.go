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
	return len([]rune(word)) < 3 || contains(fixed, word)
}

// russian adds the forms of a noun or adjective. A word is taken for its dictionary form where it can be one and for
// its oblique cases where it cannot: "банка" is the jar and not the bank's, "ласточку" can only be a case. What may be
// either in a way that rules cannot see ("кестрелом" and "альбом") is taken for both.
func (f family) russian(w []rune) {
	if f.irregular(string(w)) {
		return
	}
	switch last := w[len(w)-1]; last {
	case 'й':
		f.endsInYot(w)
	case 'ь':
		f.soft(without(w, 1))
		if ends(w, "ень") || ends(w, "оть") {
			f.soft(append(without(w, 3), w[len(w)-2]))
		}
	case 'а', 'я', 'о', 'е', 'и', 'ы', 'у', 'ю':
		f.endsInVowel(w, last)
	case 'э', 'і', 'ї', 'є':
	default:
		f.endsInConsonant(w)
	}
}

// irregular looks the word up among the exceptions.
func (f family) irregular(w string) bool {
	known := false
	for line := range strings.Lines(irregular) {
		if contains(line, w) {
			f.add(nil, line)
			known = true
		}
	}
	for line := range strings.Lines(fleeting) {
		full, stem, _ := strings.Cut(strings.TrimSpace(line), " ")
		stem = strings.TrimSuffix(stem, "-")
		if w == full || strings.HasPrefix(w, stem) && isEnding(strings.TrimPrefix(w, stem)) {
			f.add([]rune(full), "-")
			if strings.HasSuffix(full, "ь") {
				f.soft([]rune(stem))
			} else {
				f.masculine([]rune(stem))
			}
			known = true
		}
	}
	return known
}

func (f family) endsInConsonant(w []rune) {
	f.masculine(w)
	switch {
	case ends(w, "ок"), ends(w, "ек"), ends(w, "ец"):
		f.reduced(w)
	case ends(w, "анин"), ends(w, "янин"): // гражданин, граждане
		f.add(without(w, 2), "е - ам ами ах")
	}
	if ends(w, "енок") { // котенок, котята; мышонок has its о
		f.add(without(w, 4), "ята ят ятам ятами ятах")
	}
	switch {
	case ends(w, "ов"), ends(w, "ев"), ends(w, "ин"), ends(w, "ын"): // surnames
		f.add(w, "ым ой ых ыми")
	case isNominative(w):
	case ends(w, "ом"), ends(w, "ам"), ends(w, "ах"):
		f.oblique(without(w, 2))
	case ends(w, "ем"), ends(w, "ям"), ends(w, "ях"):
		f.obliqueSoft(without(w, 2))
		if ends(w, "ем") && oneOf(w[len(w)-3], hushers+"ц") {
			f.oblique(without(w, 2))
		}
	}
	for _, ending := range []string{"ых", "их", "ым", "им"} {
		if ends(w, ending) {
			f.adjective(without(w, 2), ending[:2] == "и")
		}
	}
}

// isNominative knows the endings that look like a case and are none.
func isNominative(w []rune) bool {
	for _, ending := range []string{"телеком", "пром", "дром", "грам", "грамм", "атом", "страх", "монах", "казах", "аллах"} {
		if ends(w, ending) {
			return true
		}
	}
	return false
}

// reduced adds the forms of a noun in -ок, -ек, -ец, whose last vowel goes or leaves a softness: "рынок", "огонек",
// "палец", "боец"; and those of the feminine whose genitive plural this may be: "ласточек".
func (f family) reduced(w []rune) {
	last, stem := w[len(w)-1], slices.Clone(without(w, 2))
	if !hasVowel(stem) || w[len(w)-2] == 'о' && oneOf(stem[len(stem)-1], vowels) {
		return
	}
	switch before := stem[len(stem)-1]; {
	case w[len(w)-2] == 'о':
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
		if len(stem) > 3 {
			f.oblique(stem)
		}
	case ends(w, "ей"):
		f.yot(without(w, 1))
		f.add(stem, "ья ью ьем ье ьи ьев ьям ьями ьях")
		f.adjective(stem, true)
		f.obliqueSoft(stem)
		if len(stem) > 0 && oneOf(stem[len(stem)-1], hushers) {
			f.oblique(stem)
		}
	default:
		f.yot(without(w, 1))
	}
}

func (f family) endsInVowel(w []rune, last rune) {
	stem := without(w, 1)
	if ends(w, "ого") || ends(w, "ому") || ends(w, "ыми") {
		f.adjective(without(w, 3), false)
		return
	}
	if ends(w, "его") || ends(w, "ему") || ends(w, "ими") {
		f.adjective(without(w, 3), true)
		return
	}
	if ends(w, "ами") {
		f.oblique(without(w, 3))
		return
	}
	if ends(w, "ями") {
		f.obliqueSoft(without(w, 3))
		return
	}
	for _, ending := range []string{"ая", "ое", "ые", "ую", "яя", "ее", "ие", "юю"} {
		if ends(w, ending) {
			f.adjective(without(w, 2), strings.Contains("яя ее ие юю", ending))
		}
	}
	switch before := stem[len(stem)-1]; {
	case before == 'и':
		f.withI(without(stem, 1))
	case before == 'ь':
		f.add(without(stem, 1), "ья ье ьи ью ьей ьем ьев ьям ьями ьях ей ий")
		if last == 'ю' {
			f.soft(without(stem, 1))
		}
	case oneOf(before, vowels):
		f.afterVowel(stem, last)
	case last == 'а':
		f.feminine(stem)
	case last == 'о':
		f.neuter(stem)
	case last == 'я', last == 'ю':
		f.obliqueSoft(stem)
	case last == 'и' && !oneOf(before, velars):
		f.obliqueSoft(stem)
	case last == 'е' && contains("море поле горе", string(w)):
		f.obliqueSoft(stem)
	default:
		f.oblique(stem)
		if last == 'е' {
			f.obliqueSoft(stem)
		}
	}
}

func (f family) afterVowel(stem []rune, last rune) {
	switch {
	case last == 'а':
		f.add(stem, "и е ю ей")
	case oneOf(last, "яюеи"):
		f.yot(stem)
		f.add(stem, "ей ею")
	}
}
