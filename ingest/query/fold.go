package query

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a text the way that queries compare it; two texts that read alike fold alike. Folding twice changes
// nothing more.
//
//   - NFC, lower case, ё as е (й stays й), typographic apostrophes as '
//   - soft hyphens, zero-width characters, direction controls and marks that no letter composes with go
//   - a word that mixes Latin and Cyrillic letters is read in one script: that of most of its letters without a
//     look-alike in the other script, or, when those tie, of most of its letters, or else of its first letter. Its
//     look-alikes from the other script are replaced; a word wholly in one script is left alone.
func Fold(s string) string {
	var sc scanner
	sc.reset(s)
	folded, _ := sc.foldAll(make([]byte, 0, len(s)))
	return string(folded)
}

// foldAll appends the whole text, folded, and counts its words.
func (sc *scanner) foldAll(out []byte) (folded []byte, words int) {
	at := 0
	for ; sc.next(); words++ {
		out = appendGap(out, sc.src[at:sc.start])
		out = append(out, sc.word...)
		at = sc.end
	}
	return appendGap(out, sc.src[at:]), words
}

// appendGap folds what stands between words.
func appendGap(out []byte, gap string) []byte {
	if strings.IndexFunc(gap, func(r rune) bool { return r >= utf8.RuneSelf || isApostrophe(r) }) < 0 {
		return append(out, gap...)
	}
	gap = strings.Map(func(r rune) rune {
		switch {
		case isInvisible(r):
			return -1
		case isApostrophe(r):
			return '\''
		}
		return unicode.ToLower(r)
	}, gap)
	return norm.NFC.AppendString(out, gap)
}

// Words yields the folded words of a text. A word is a run of letters and digits with the apostrophes inside it; at
// everything else, hyphens and underscores too, words part.
func Words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var scan Scanner
		for scan.Reset(s); scan.Next(); {
			if !yield(string(scan.Word())) {
				return
			}
		}
	}
}

// Scanner reads the words of one text after another as [Words] does, into buffers that it keeps. The zero value is ready.
type Scanner struct{ scan scanner }

// Reset begins a text.
func (s *Scanner) Reset(text string) { s.scan.reset(text) }

// Next moves on to the next word; false when there is none.
func (s *Scanner) Next() bool { return s.scan.next() }

// Word is the present word, folded, valid until Next is called again.
func (s *Scanner) Word() []byte { return s.scan.word }

// Span is where the present word stands in the text, in bytes.
func (s *Scanner) Span() (start, end int) { return s.scan.start, s.scan.end }

// fold ends the folding of a word whose letters are in lower case already.
func (sc *scanner) fold(seen traits, apostrophe int) {
	if seen&composes != 0 {
		sc.compose()
		apostrophe = bytes.LastIndexByte(sc.word, '\'')
	}
	if apostrophe >= 0 {
		sc.splitAt(apostrophe)
		return
	}
	if seen&(latin|cyrillic) == latin|cyrillic {
		sc.base = append(sc.base, latinBefore(sc.word)...)
		sc.spare = unify(sc.spare[:0], sc.word)
		sc.word, sc.spare = sc.spare, sc.word
	}
}

// splitAt folds the parts on both sides of an apostrophe apart, so that "iPhone'ом" keeps its two scripts.
func (sc *scanner) splitAt(apostrophe int) {
	tail := sc.word[apostrophe+1:]
	out := unify(sc.spare[:0], sc.word[:apostrophe])
	if string(tail) == "s" || isEnding(string(tail)) {
		sc.base = append(sc.base, out...)
	}
	out = append(out, '\'')
	sc.word, sc.spare = unify(out, tail), sc.word
}

// compose brings the word into NFC and drops the marks that are left over: stress, strike-through and their like.
func (sc *scanner) compose() {
	sc.spare = norm.NFC.Append(sc.spare[:0], sc.word...)
	sc.word = sc.word[:0]
	for rest := sc.spare; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case r == 'ё':
			sc.word = append(sc.word, "е"...)
		case r < 0x300 || r >= 0x370:
			sc.word = utf8.AppendRune(sc.word, r)
		}
	}
}
