package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest/query"
)

// word is one word of a text.
type word struct {
	form  string // folded, with its apostrophes and hyphens: can't, wi-fi
	id    uint64 // of its stem, and of whether it is negated; 0 for a word that no phrase is made of
	class class
	opens bool // a clause begins here
	not   int  // how many words before it its negation stands, 0 for none
}

// telling reports whether a phrase may begin or end with the word.
func (w word) telling() bool { return w.class < stop }

// maxWords bounds the words of a text that are read, title included.
const maxWords = 120

// reader cuts texts into words. It is not safe for concurrent use.
type reader struct {
	words *lexicon
	stems *stemmer
	scan  query.Scanner
	muted map[uint64]bool // stems
	known map[string]word
	spare []word
	keys  []uint64
}

func newReader(muted map[uint64]bool) *reader {
	return &reader{words: words(), stems: newStemmer(), muted: muted, known: make(map[string]word)}
}

// read returns the words of a text, title first, valid until the next call. Links, names of accounts, numbers and
// punctuation are no words and end a clause, numbers alone do not: "on hold for 2 hours" reads "on hold for hours".
func (r *reader) read(t Text) []word {
	r.spare = r.cut(r.spare[:0], t.Title)
	r.spare = r.cut(r.spare, t.Text)
	negate(r.spare)
	return r.spare
}

func (r *reader) cut(out []word, text string) []word {
	end, opens := 0, true
	for r.scan.Reset(text); len(out) < maxWords && r.scan.Next(); {
		start, stop := r.scan.Span()
		if start < end {
			continue // inside a link or a name
		}
		gap := text[end:start]
		joined := gap == "-" && end > 0 && !opens && len(out) > 0
		opens = opens || parts(gap)
		end = stop
		switch skip := strange(text, gap, start); {
		case skip > 0:
			end, opens = start+skip, true
		case isNumber(r.scan.Word()):
		case joined:
			out[len(out)-1] = r.word(out[len(out)-1].form+"-"+string(r.scan.Word()), out[len(out)-1].opens)
		default:
			out = append(out, r.word(string(r.scan.Word()), opens))
			opens = r.words.joints[out[len(out)-1].form]
		}
	}
	return out
}

// word reads one form.
func (r *reader) word(form string, opens bool) word {
	w, ok := r.known[form]
	if !ok {
		w = r.look(form)
		r.known[form] = w
	}
	w.opens = opens
	return w
}

// maxWord is the longest word that is one, in bytes.
const maxWord = 64

func (r *reader) look(form string) word {
	w := word{form: form}
	plain := strings.ReplaceAll(form, "-", "")
	stem := r.stems.stem(plain)
	w.class = r.words.class(form, stem)
	if len(form) > maxWord || w.class == content && utf8.RuneCountInString(form) < 2 {
		w.class = stop
	}
	if w.telling() {
		w.id = hash(stem)
	}
	if r.muted[w.id] {
		w.class, w.id = muted, 0
	}
	return w
}

// negationReach is how many words may stand between a negation and the word that it turns: "не могу даже войти".
const negationReach = 2

// negate gives each word that a negation turns an identity of its own. A negation that closes its clause turns the word
// before it: "звука нет".
func negate(words []word) {
	for i, w := range words {
		if w.class != negation {
			continue
		}
		if at := turned(words, i); at >= 0 && words[at].not == 0 {
			words[at].id = mix(words[at].id)
			words[at].not = at - i
		}
	}
}

// turned is the word that the negation at i turns, -1 for none.
func turned(words []word, i int) int {
	for at := i + 1; at < len(words) && at <= i+1+negationReach && !words[at].opens; at++ {
		if words[at].telling() {
			return at
		}
	}
	closes := i+1 == len(words) || words[i+1].opens
	if closes && i > 0 && !words[i].opens && words[i-1].telling() {
		return i - 1
	}
	return -1
}

// parts reports whether what stands between two words ends a clause.
func parts(gap string) bool {
	return strings.IndexFunc(gap, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !strings.ContainsRune(`-‐‑_#"«»“”'’‘*~$£€₽%`, r) || r == '\n'
	}) >= 0
}

// strange is the length of what begins at start and is no word: a link, the name of an account, an HTML entity.
func strange(text, gap string, start int) int {
	rest := text[start:]
	switch {
	case strings.HasSuffix(gap, "@"):
		return strings.IndexFunc(rest+" ", func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	case strings.HasPrefix(rest, "http"), strings.HasPrefix(rest, "www."):
		return strings.IndexFunc(rest+" ", unicode.IsSpace)
	case strings.HasSuffix(gap, "&"):
		if end := strings.IndexByte(rest[:min(len(rest), 8)], ';'); end >= 0 {
			return end
		}
	}
	return 0
}

// isNumber takes what begins with a digit for one, but for names such as 4g, 4k and 3d.
func isNumber(word []byte) bool {
	return '0' <= word[0] && word[0] <= '9' && !(len(word) == 2 && strings.IndexByte("gkd", word[1]) >= 0)
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix is the finalizer of SplitMix64: every bit depends on every bit.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
