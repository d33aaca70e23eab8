package naming

import (
	"strings"
	"unicode/utf8"

	"molva/ingest/query"
)

// word is one word of a text.
type word struct {
	form  string // folded, with its apostrophes and hyphens: can't, wi-fi
	stem  string
	base  uint64 // what it means; 0 for a word that no phrase is made of
	id    uint64 // what it means here, where a negation may turn it
	class class
	opens bool // a clause begins here
	not   int  // how many words before it its negation stands; 0 for none, less for one behind it
}

// telling reports whether a phrase may end with the word.
func (w word) telling() bool { return w.class < stop }

// maxWords bounds the words of a text that are read, title included: a complaint names its trouble early.
const maxWords = 120

// reader cuts texts into words. It is not safe for concurrent use.
type reader struct {
	words *lexicon
	stems *stemmer
	scan  query.Scanner
	muted map[string]bool // stems
	known map[string]word
	spare []word
	keys  []uint64
}

func newReader(muted map[string]bool) *reader {
	return &reader{words: words(), stems: newStemmer(), muted: muted, known: make(map[string]word)}
}

// read returns the words of a text, title first, valid until the next call.
func (r *reader) read(t Text) []word {
	r.spare = r.cut(r.spare[:0], t.Title)
	r.spare = r.cut(r.spare, t.Text)
	r.negate(r.spare)
	return r.spare
}

// cut appends the words of a text. Links, names of accounts and numbers are none. Like punctuation, they end a clause; but
// numbers do not: "on hold for 2 hours" reads "on hold for hours".
func (r *reader) cut(out []word, text string) []word {
	end, opens := 0, true
	for r.scan.Reset(text); len(out) < maxWords && r.scan.Next(); {
		start, next := r.scan.Span()
		if start < end {
			continue // inside a link or a name
		}
		gap := text[end:start]
		joined := gap == "-" && start > 1 && !opens
		opens = opens || parts(gap)
		end = next
		switch length := strange(text, gap, start); {
		case length > 0:
			end, opens = start+length, true
		case isNumber(r.scan.Word()):
		case joined:
			last := &out[len(out)-1]
			*last = r.word(last.form+"-"+string(r.scan.Word()), last.opens)
		default:
			w := r.word(string(r.scan.Word()), opens)
			out = append(out, w)
			opens = r.words.is(joint, w.form)
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
	w := word{form: form, stem: r.words.stem(strings.ReplaceAll(form, "-", ""), r.stems)}
	w.class = r.words.class(form, w.stem)
	switch {
	case r.muted[w.stem]:
		w.class = muted
	case len(form) > maxWord, w.class == content && utf8.RuneCountInString(form) < 2:
		w.class = stop
	}
	if w.telling() {
		w.base = r.meaning(w.stem)
		w.id = w.base
	}
	return w
}

// meaning is the identity of a stem, a pair of stems or a negated stem: that of its concept, where it has one. A missing
// bag and a lost bag are one.
func (r *reader) meaning(term string) uint64 {
	if name, ok := r.words.means.Of(term); ok {
		return hash(name)
	}
	return hash(term)
}
