package concept

import (
	_ "embed"
	"iter"
	"strings"
)

//go:embed concepts.tsv
var file string

// Mark begins every id, which no word does.
const Mark = "="

// Lexicon tells the concept of a term. It is read only and safe for concurrent use.
type Lexicon struct{ terms map[string]string }

// New reads the lexicon. Stem is how the caller's terms are made of words: in lower case, without ё; it returns "" for a
// word that is never part of a term, and what holds such a word is left out.
func New(stem func(word string) string) *Lexicon {
	l := &Lexicon{terms: make(map[string]string, 1<<12)}
	for id, entry := range entries() {
		term, ok := termOf(entry, stem)
		if _, taken := l.terms[term]; ok && !taken {
			l.terms[term] = id
		}
	}
	return l
}

// Of returns the concept of a stem ("возврат"), a pair ("monei back") or a denied stem ("not_answer"), written as a term
// of its own: "=refund".
func (l *Lexicon) Of(term string) (id string, ok bool) {
	id, ok = l.terms[term]
	return id, ok
}

// entries yields the file's entries with the id of their concept, in the order of the file.
func entries() iter.Seq2[string, string] {
	return func(yield func(id, entry string) bool) {
		for line := range strings.Lines(file) {
			fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") || len(fields) != 3 {
				continue
			}
			for entry := range strings.SplitSeq(fields[1]+", "+fields[2], ", ") {
				if !yield(Mark+fields[0], entry) {
					return
				}
			}
		}
	}
}

const denied = "not_"

// termOf is an entry as a term; not ok when a word of it is none.
func termOf(entry string, stem func(string) string) (term string, ok bool) {
	entry, isDenied := strings.CutPrefix(entry, denied)
	words := strings.Fields(entry)
	for i, word := range words {
		if words[i] = stem(word); words[i] == "" {
			return "", false
		}
	}
	if isDenied {
		words[0] = denied + words[0]
	}
	return strings.Join(words, " "), true
}
