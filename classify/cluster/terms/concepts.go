package terms

import (
	"sync"

	"molva/classify/cluster/concept"
)

// Concepts is the bilingual lexicon by the terms that a Reader yields.
var Concepts = sync.OnceValue(func() *concept.Lexicon {
	s := newStemmer()
	return concept.New(func(word string) string {
		stem, _ := s.read([]byte(word))
		return stem
	})
})
