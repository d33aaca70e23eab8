package sentiment

import (
	"strings"
	"unicode"
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
	kind       kind
	role       role
	negated    bool // stands under a negation
}

// tokens is a text cut into pieces. It is reused from text to text.
type tokens struct {
	list    []token
	letters []rune
	roles   map[uint64]role
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
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case isLetter(r):
		t.letterRun(s, rest)
	case '0' <= r && r <= '9':
		t.take(s, number, numberLen(rest), numberHash(rest))
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

// letterRun reads a word or a link: letters with apostrophes between them, folded, runs of one letter cut to two.
func (t *tokens) letterRun(s *scanner, rest string) {
	if n := linkLen(rest); n > 0 {
		t.take(s, link, n, classHash(link, 0))
		return
	}
	from, hash, end := len(t.letters), hashStart, 0
	t.letters = append(t.letters, edge)
	var last, before rune
	for i, r := range rest {
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			end = i + utf8.RuneLen(r)
			continue
		}
		next := i + runeLen(rest[i:])
		r = fold(r)
		if !isLetter(r) && !(r == '\'' && startsWord(rest[next:])) {
			break
		}
		end = next
		if r == last && r == before || len(t.letters)-from > maxLetters {
			continue
		}
		before, last = last, r
		hash = hashRune(hash, r)
		t.letters = append(t.letters, r)
	}
	t.letters = append(t.letters, edge)
	t.take(s, word, end, hash)
	w := &t.list[len(t.list)-1]
	w.from, w.to, w.role = from, len(t.letters), t.roles[hash]
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r)
}

// isLetter is unicode.IsLetter with a short way for the two alphabets that matter.
func isLetter(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	case r >= 0x400 && r < 0x482:
		return true
	}
	return unicode.IsLetter(r)
}

// fold lowers a letter, writes ё as е, and curly apostrophes straight.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 'а' && r <= 'я':
		return r
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r == '’' || r == '‘':
		return '\''
	}
	return unicode.ToLower(r)
}

const hashStart = uint64(14695981039346656037)

// hashRune is FNV-1a, a rune at a time. The table of the model is addressed by it, so it never changes.
func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

// classHash is the hash of a token that stands for all of its class, or for one variant of it.
func classHash(k kind, variant rune) uint64 {
	return hashRune(hashRune(hashRune(hashStart, -1), rune(k)), variant)
}
