package query

import "strings"

// The paradigms add the endings of one sort of word. A stem that cannot be spoken is no stem.

// masculine: банк, рубеж. The nominative is the stem.
func (f family) masculine(stem []rune) {
	f.spell(stem, "а у ом е ы ов ам ами ах")
	if oneOf(stem[len(stem)-1], hushers) {
		f.add(stem, "ей")
	}
}

// feminine: ласточка, улица.
func (f family) feminine(stem []rune) {
	if isStem(stem) {
		f.spell(stem, "а ы е у ой ою ам ами ах")
		f.bare(stem)
	}
}

// neuter: окно, облако.
func (f family) neuter(stem []rune) {
	if isStem(stem) {
		f.spell(stem, "о а у ом е ам ами ах")
		f.bare(stem)
	}
}

// oblique takes a stem of unknown gender, as in "городе", "ласточку", "окнами".
func (f family) oblique(stem []rune) {
	if len(stem) > 2 && isStem(stem) {
		f.masculine(stem)
		f.feminine(stem)
		f.neuter(stem)
		f.add(stem, "-")
	}
}

// soft: рубль, сеть, ночь.
func (f family) soft(stem []rune) {
	f.spell(stem, "ь я ю ем е и ей ею ью ям ями ях")
}

// obliqueSoft takes a stem of unknown gender, as in "рублю", "недели", "морями".
func (f family) obliqueSoft(stem []rune) {
	if len(stem) < 2 || !isStem(stem) {
		return
	}
	if oneOf(stem[len(stem)-1], vowels) {
		f.yot(stem)
		return
	}
	f.soft(stem)
	for _, form := range bareForms(stem) {
		f[form+"ь"] = struct{}{}
	}
}

// yot: музей, трамвай, герой, идея; the stem ends in a vowel.
func (f family) yot(stem []rune) {
	f.add(stem, "й я ю ем е и ев ям ями ях")
}

// withI: компания, приложение, сценарий; the stem is without its "и".
func (f family) withI(stem []rune) {
	if len(stem) > 1 {
		f.add(stem, "ия ие ий ии ию ией ием иев иям иями иях")
	}
}

// withSoft: статья, платье, and, in -ью, новость; the stem is without its "ь".
func (f family) withSoft(stem []rune, last rune) {
	f.add(stem, "ья ье ьи ью ьей ьем ьев ьям ьями ьях ей ий")
	if last == 'ю' {
		f.soft(stem)
	}
}

// adjective: зеленый, синий, русский, больший. Soft is asked for by the ending seen; velars and hushers have their own.
func (f family) adjective(stem []rune, soft bool) {
	if !isStem(stem) {
		return
	}
	switch last := stem[len(stem)-1]; {
	case oneOf(last, vowels):
	case oneOf(last, velars):
		f.add(stem, "ий ой ого ому им ом ая ую ою ое ие их ими")
	case oneOf(last, hushers):
		f.add(stem, "ий ой его ого ему ому им ем ом ая ей ую ею ое ее ие их ими")
	case soft:
		f.add(stem, "ий его ему им ем яя ей юю ею ее ие их ими")
	default:
		f.add(stem, "ый ой ого ому ым ом ая ую ою ое ые ых ыми")
	}
}

// spell adds endings given as they follow a plain consonant, spelled as the letter before them asks for.
func (f family) spell(stem []rune, endings string) {
	last := stem[len(stem)-1]
	hushed := oneOf(last, hushers+"ц")
	for ending := range strings.FieldsSeq(endings) {
		if hushed || oneOf(last, velars) {
			ending = spelled(last, ending)
		}
		f.add(stem, ending)
		if rest, ok := strings.CutPrefix(ending, "о"); ok && hushed { // "врачом" but "товарищем": the stress decides
			f.add(stem, "е"+rest)
		}
	}
}

// spelled changes the first letter of an ending behind a velar, a husher or ц.
func spelled(last rune, ending string) string {
	for _, swap := range [...]struct{ from, to string }{{"ы", "и"}, {"я", "а"}, {"ю", "у"}} {
		if rest, ok := strings.CutPrefix(ending, swap.from); ok && !(last == 'ц' && swap.from == "ы") {
			return swap.to + rest
		}
	}
	return ending
}

// bare adds the forms without an ending.
func (f family) bare(stem []rune) {
	for _, form := range bareForms(stem) {
		f[form] = struct{}{}
	}
}

// bareForms returns a stem as it stands without an ending, with a vowel between its last consonants where one comes
// in: ласточек, марок, копеек, сосен.
func bareForms(stem []rune) []string {
	n := len(stem)
	plain := string(stem)
	if n < 2 {
		return []string{plain}
	}
	head, before, last := string(stem[:n-2]), stem[n-2], string(stem[n-1])
	switch {
	case oneOf(before, vowels) || before == stem[n-1]:
		return []string{plain}
	case before == 'ь' || before == 'й':
		return []string{plain, head + "е" + last}
	case last == "к" && oneOf(before, hushers):
		return []string{head + string(before) + "ек"}
	case last == "к":
		return []string{head + string(before) + "ок"}
	case oneOf(stem[n-1], "лн") && oneOf(before, velars):
		return []string{plain, head + string(before) + "о" + last}
	case oneOf(stem[n-1], "лнрц"):
		return []string{plain, head + string(before) + "е" + last}
	}
	return []string{plain}
}

// isStem refuses what cannot be spoken, unless it is long enough for a word with a fleeting vowel.
func isStem(stem []rune) bool {
	return len(stem) > 1 && (hasVowel(stem) || len(stem) > 2)
}
