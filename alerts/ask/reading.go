package ask

import (
	"strings"
	"unicode"

	"molva/ingest"
	"molva/ingest/query"
	"molva/store"
)

// reading is a question while it is read.
type reading struct {
	text   string
	words  []word
	topics []ingest.Topic
	found  []ingest.Topic // in the order in which they are named
	period store.Period
	dated  bool // a period was named
}

// word is one word of a question, folded, with its place in it.
type word struct {
	text       string
	start, end int
	use        use
}

// use is what a word was taken for.
type use int

const (
	unknown use = iota
	aTopic
	aPeriod
	isHelp
	isComplaint
	isCompare
	isRivals
	isAsking
	isFiller
)

func split(text string) (words []word) {
	var s query.Scanner
	for s.Reset(text); s.Next(); {
		start, end := s.Span()
		words = append(words, word{text: string(s.Word()), start: start, end: end})
	}
	return words
}

func (r *reading) wants(u use) bool {
	for _, w := range r.words {
		if w.use == u {
			return true
		}
	}
	return false
}

// asked reports whether there is any sign of a question.
func (r *reading) asked() bool {
	return len(r.found) > 0 || r.dated || r.wants(isComplaint) || r.wants(isCompare) || r.wants(isAsking)
}

// findWant takes the words that are left for what they mean.
func (r *reading) findWant() {
	for i := range r.words {
		if w := &r.words[i]; w.use == unknown {
			w.use = meaning(w.text)
		}
	}
}

// unread are the words that were taken for nothing, as they were written.
func (r *reading) unread() string {
	var all []string
	for _, w := range r.words {
		if w.use == unknown {
			all = append(all, r.text[w.start:w.end])
		}
	}
	return strings.Join(all, " ")
}

// language is that of the words around the names. A question of names alone is answered in the language of what it names.
func (r *reading) language(root *ingest.Topic) string {
	latin := false
	for _, w := range r.words {
		if w.use == aTopic {
			continue
		}
		if strings.ContainsFunc(w.text, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }) {
			return "ru"
		}
		latin = latin || strings.ContainsFunc(w.text, unicode.IsLetter)
	}
	switch {
	case latin:
		return "en"
	case len(r.found) > 0:
		return spoken(r.found[0])
	case root != nil:
		return spoken(*root)
	}
	return "en"
}

func spoken(t ingest.Topic) string {
	if t.Language == "ru" {
		return "ru"
	}
	return "en"
}
