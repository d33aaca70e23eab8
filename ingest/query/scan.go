package query

import "unicode/utf8"

// scanner cuts a text into words and folds them on the way, into buffers that it keeps. A word is a run of letters and
// digits, with the marks, invisible characters and apostrophes inside it.
type scanner struct {
	src   string
	at    int  // where reading goes on
	stars bool // '*' counts as a letter: src is part of a query

	start, end int    // the word's bytes in src
	joined     bool   // only a hyphen or an underscore stands between the word and the one before it
	word       []byte // the word, folded
	base       []byte // the word without its ending, see split; empty when it has none
	spare      []byte
}

func (sc *scanner) reset(src string) {
	sc.src, sc.at, sc.start, sc.end = src, 0, 0, 0
}

// next moves on to the next word; false when there is none.
func (sc *scanner) next() bool {
	before := sc.end
	if !sc.seek() {
		return false
	}
	sc.joined = before > 0 && isJoiner(sc.src[before:sc.start])
	sc.read()
	return true
}

// seek finds where the next word begins.
func (sc *scanner) seek() bool {
	for sc.at < len(sc.src) {
		r, size := sc.rune()
		if sc.isLetter(r) {
			sc.start = sc.at
			return true
		}
		sc.at += size
	}
	return false
}

// read takes in the word that begins at start.
func (sc *scanner) read() {
	sc.word, sc.base = sc.word[:0], sc.base[:0]
	var seen traits
	apostrophe := -1
	for sc.at < len(sc.src) {
		r, size := sc.rune()
		switch {
		case sc.isLetter(r):
			r = lower(r)
			seen |= traitsOf(r)
			sc.word = utf8.AppendRune(sc.word, r)
			sc.end = sc.at + size
		case isApostrophe(r) && sc.between(size):
			apostrophe = len(sc.word)
			sc.word = append(sc.word, '\'')
		case isInvisible(r):
		case isMark(r):
			seen |= composes
			sc.word = utf8.AppendRune(sc.word, r)
			sc.end = sc.at + size
		default:
			sc.fold(seen, apostrophe)
			return
		}
		sc.at += size
	}
	sc.fold(seen, apostrophe)
}

func (sc *scanner) rune() (rune, int) {
	if c := sc.src[sc.at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(sc.src[sc.at:])
}

func (sc *scanner) isLetter(r rune) bool { return isWord(r) || r == '*' && sc.stars }

// between reports whether the apostrophe at this place, of that many bytes, stands inside a word.
func (sc *scanner) between(size int) bool {
	if sc.word[len(sc.word)-1] == '\'' {
		return false
	}
	for _, r := range sc.src[sc.at+size:] {
		if !isInvisible(r) {
			return isWord(r)
		}
	}
	return false
}
