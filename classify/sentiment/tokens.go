package sentiment

import (
	"strings"
	"unicode/utf8"
)

// kind is what a token is. Only words have letters; the others are one symbol of a small alphabet.
type kind uint8

const (
	word kind = iota
	hashtag
	account
	link
	number
	face
	emoji
	marks // a run of ! and ?, or dots
	pause // the end of a clause; no feature of its own
)

// token is one piece of a text.
type token struct {
	hash       uint64 // of the folded word, or of the class
	start, end int    // its bytes in the text
	from, to   int    // its letters in tokens.letters, with an edge mark on both sides; equal for what is no word
	known      int    // its place in the vocabulary, 0 when the lexicon has no piece for it
	kind       kind
	role       role
	says       int8 // what the lexicon says of it, or of the phrase that it begins, in eighths of a point
	covers     int8 // how many tokens of the lexicon that is
	negated    bool // stands under a negation
}

// tokens is a text cut into pieces. It is reused from text to text.
type tokens struct {
	list    []token
	letters []rune
	words   *vocabulary // nil: nothing is known of any word
}

func (t *tokens) reset() { t.list, t.letters = t.list[:0], t.letters[:0] }

// edge stands before the first letter of a word and after the last one.
const edge = rune(0)

// maxLetters bounds the letters of one word that are looked at.
const maxLetters = 40

// read appends the tokens of one text, a clause of its own.
func (t *tokens) read(text string) {
	if len(t.list) > 0 {
		t.add(pause, 0, 0, 0)
	}
	s := scanner{text: text, lastClose: strings.LastIndexByte(text, ')')}
	for s.at < len(text) {
		t.next(&s)
	}
}

// scanner is the place in the text.
type scanner struct {
	text      string
	at        int
	open      int // brackets opened and not yet closed
	lastClose int // place of the last ")"; a "(" behind it is a sad face
}

// next reads one token, or passes over one rune that means nothing.
func (t *tokens) next(s *scanner) {
	rest := s.text[s.at:]
	if rest[0] == ' ' {
		s.at++
		return
	}
	if r, _ := letter(rest); r >= 'a' {
		t.letterRun(s, rest)
		return
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case '0' <= r && r <= '9':
		t.take(s, number, numberLen(rest), numberHash(rest))
		t.recognise(&t.list[len(t.list)-1])
	case r == '@' && nameLen(rest[1:]) > 0:
		t.take(s, account, 1+nameLen(rest[1:]), classHash(account, 0))
	case r == '#' && startsWord(rest[1:]):
		s.at++
		t.letterRun(s, rest[1:])
		if tag := &t.list[len(t.list)-1]; tag.kind == word {
			tag.kind = hashtag
		}
	case r == '(' || r == ')':
		t.brackets(s, rest)
	case r == '!' || r == '?':
		n, hash := bangs(rest)
		t.take(s, marks, n, hash)
	case r == '&' && entityLen(rest) > 0:
		s.at += entityLen(rest)
	case isEmoji(r):
		t.emojiRun(s, r, rest)
	default:
		t.punctuation(s, r, size, rest)
	}
}

// take appends a token of n bytes and moves on.
func (t *tokens) take(s *scanner, k kind, n int, hash uint64) {
	t.add(k, s.at, s.at+n, hash)
	s.at += n
}

func (t *tokens) add(k kind, start, end int, hash uint64) {
	t.list = append(t.list, token{hash: hash, start: start, end: end, kind: k})
}

// recognise looks up a token that has no letters.
func (t *tokens) recognise(x *token) {
	if t.words != nil {
		x.known = t.words.find(x.hash)
	}
}

// letterRun reads a word or a link: letters with apostrophes between them, folded, runs of one letter cut to two.
func (t *tokens) letterRun(s *scanner, rest string) {
	if n := linkLen(rest); n > 0 {
		t.take(s, link, n, classHash(link, 0))
		return
	}
	x, end := spelling{hash: hashStart, from: len(t.letters)}, 0
	t.letters = append(t.letters, edge)
	for end < len(rest) {
		r, size := letter(rest[end:])
		if r == 0 || r == '\'' && !startsWord(rest[end+size:]) {
			break
		}
		end += size
		if r != accent {
			t.spell(&x, r)
		}
	}
	t.letters = append(t.letters, edge)
	t.take(s, word, end, x.hash)
	t.spelled(&x)
}

// spelling is a word while its letters are read.
type spelling struct {
	hash         uint64
	from         int // of its letters in tokens.letters
	last, before rune
	stems        stems
}

// spell takes one more letter, unless it is the third of its kind in a row or one too many.
func (t *tokens) spell(x *spelling, r rune) {
	n := len(t.letters) - x.from
	if r == x.last && r == x.before || n > maxLetters {
		return
	}
	x.before, x.last = x.last, r
	x.hash = hashRune(x.hash, r)
	t.letters = append(t.letters, r)
	if t.words != nil {
		x.stems.pass(t.words, x.hash, n)
	}
}

// spelled gives the last token its letters and what is known of it.
func (t *tokens) spelled(x *spelling) {
	w := &t.list[len(t.list)-1]
	w.from, w.to = x.from, len(t.letters)
	if t.words != nil {
		w.role, w.known = t.words.word(x.hash, x.stems.longest(w.to-w.from-2))
	}
}

const hashStart = uint64(14695981039346656037)

// hashRune is FNV-1a, a rune at a time. The table of the model is addressed by it, so it never changes.
func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

// classHash is the hash of a token that stands for all of its class, or for one variant of it.
func classHash(k kind, variant rune) uint64 {
	return hashRune(hashRune(hashRune(hashStart, -1), rune(k)), variant)
}
