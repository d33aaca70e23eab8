package naming

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// stemmer is Snowball's (Porter 2001): Russian for words that begin with a Cyrillic letter, English for the others. It is
// not safe for concurrent use.
type stemmer struct{ env *snowballstem.Env }

func newStemmer() *stemmer { return &stemmer{snowballstem.NewEnv("")} }

func (s *stemmer) stem(word string) string {
	s.env.SetCurrent(word)
	if r, _ := utf8.DecodeRuneInString(word); r >= 0x400 && r < 0x530 {
		russian.Stem(s.env)
	} else {
		english.Stem(s.env)
	}
	return s.env.Current()
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
