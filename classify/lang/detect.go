package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What Detect answers.
const (
	Russian = "ru"
	English = "en"
	Other   = "other"   // a language, but neither of the two; Russian in Latin letters too, which the classifier cannot read
	Unknown = "unknown" // nothing to judge by: no letters, or a name alone
)

// Detect names the language of a text. Hint is what the network says (BCP 47, or ""): a guess of its own or the
// author's setting, often wrong, so it only settles what the text leaves open. A text in both languages counts as the
// one with the more letters, names of products aside.
func Detect(text, hint string) string {
	var t tally
	p := loaded()
	for word := range words(text) {
		t.add(p, word)
	}
	return t.decide(primary(hint))
}

// primary is the language part of a BCP 47 tag, "" for one that names none.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	tag = strings.ToLower(strings.TrimSpace(tag))
	if tag == "und" || tag == "zxx" || tag == "mul" {
		return ""
	}
	return tag
}

// tally is what a text's words said.
type tally struct {
	latin, cyrillic evidence
	others          int // letters of other scripts
}

// evidence is for our language of a script when positive, against it when negative. A score of 1 is one word that
// hardly any other language has.
type evidence struct {
	letters int
	known   int // words of our language
	score   float32
}

// How much each witness counts, found by trying on the training files and the test table.
const (
	commonWord    = 0.4
	foreignWord   = -2
	foreignLetter = -4
	ownLetter     = 0.7
	accent        = -1.2
	cyrillicPrior = 1.0 // Cyrillic posts that reach us are mostly Russian
	hintWeight    = 1.5
	enough        = 0.25 // below it in either direction, a Latin text stays unknown
)

func (t *tally) add(p *packs, word string) {
	first, _ := utf8.DecodeRuneInString(word)
	switch scriptOf(first) {
	case latinScript:
		t.latin.add(&p.latin, word, latinLetter)
	case cyrillicScript:
		t.cyrillic.add(&p.cyrillic, word, cyrillicLetter)
	case otherScript:
		t.others += utf8.RuneCountInString(word)
	case noScript:
	}
}

// add takes one word. Letter says what a single letter tells of the language, given the one after it.
func (e *evidence) add(p *pack, word string, letter func(r, next rune) float32) {
	h, last := hashStart, rune(0)
	for at := 0; at < len(word); e.letters++ {
		r, size := first(word[at:])
		at += size
		r = fold(r)
		h = hashRune(h, r)
		if !p.silent(last) {
			e.score += letter(last, r)
		}
		last = r
	}
	e.score += letter(last, 0)
	switch p.words.of(h) {
	case own:
		e.known++
		e.score++
	case common:
		e.score += commonWord
	case alien:
		e.score += foreignWord
	case unheard:
		if !isTitle(word) {
			e.score += p.trigrams.score(word)
		}
	case shared:
	}
}

// isTitle reports a capital followed by a small letter: perhaps a name, whose letters belong to no language.
func isTitle(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

func latinLetter(r, _ rune) float32 {
	if r >= 0x80 {
		return accent
	}
	return 0
}

// cyrillicLetter knows the letters that Russian alone has or lacks. Bulgarian has ъ between consonants, Russian only
// before я, ю, е.
func cyrillicLetter(r, next rune) float32 {
	switch {
	case r == 'ы', r == 'э':
		return ownLetter
	case r == 'ъ':
		if strings.ContainsRune("еюя", next) {
			return ownLetter
		}
		return foreignLetter
	case r >= 0x80 && (r < 'а' || r > 'я') && unicode.IsLetter(r):
		return foreignLetter
	}
	return 0
}

// decide weighs the scripts against each other first.
func (t *tally) decide(hint string) string {
	switch letters := t.latin.letters + t.cyrillic.letters; {
	case letters+t.others < 2:
		return Unknown
	case 2*t.others >= letters:
		return Other
	case 2*t.cyrillic.letters >= t.latin.letters, t.cyrillic.letters > 1 && t.latin.known == 0:
		return t.cyrillic.decide(hint, Russian, cyrillicPrior, 0)
	}
	return t.latin.decide(hint, English, 0, enough)
}

// decide says ours when the evidence is enough for it, Other when it is enough against it.
func (e *evidence) decide(hint, ours string, prior, enough float32) string {
	score := e.score + prior
	switch hint {
	case ours:
		score += hintWeight
	case "", English, Russian: // the script says otherwise
	default:
		score -= hintWeight
	}
	switch {
	case score >= enough:
		return ours
	case score <= -enough:
		return Other
	}
	return Unknown
}
