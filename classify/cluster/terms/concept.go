package terms

import (
	"sync"

	"molva/classify/cluster/concept"
)

// lexicon knows concepts by the terms that we make.
var lexicon = sync.OnceValue(func() *concept.Lexicon {
	s := newStemmer()
	return concept.New(func(word string) string {
		stem, _ := s.read([]byte(word))
		return stem
	})
})

// Concept returns what a term means in either language, as the term that a Reader adds for it ("=refund"); ok is false for
// a term that the lexicon does not know.
func Concept(term string) (text string, ok bool) { return lexicon().Of(term) }
