package terms

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// stemmer tells what a word is: a stem, a negation or nothing. Stems are Snowball's (Porter 2001), Russian for words that
// begin with a Cyrillic letter and English for the others; of a few irregular words, our own.
type stemmer struct {
	words   *words
	env     *snowballstem.Env
	muted   map[string]bool
	foreign bool // words of other languages are their own stems
}

func newStemmer() stemmer {
	return stemmer{words: lists(), env: snowballstem.NewEnv("")}
}

// maxWord is the longest word that is one, in bytes; what is longer is a key, a slip or an attack.
const maxWord = 64

// read returns the stem of a word, empty when it is no term, and whether it negates what follows.
func (s *stemmer) read(word []byte) (stem string, turns bool) {
	turns = s.words.not[string(word)]
	if len(word) > maxWord || utf8.RuneCount(word) < 2 || s.words.stop[string(word)] {
		return "", turns
	}
	stem = s.stem(string(word))
	if s.muted[stem] {
		return "", turns
	}
	return stem, turns
}

// mute takes a word out, in all its forms where its language is one of ours and as it is written in others.
func (s *stemmer) mute(word []byte) {
	s.muted[s.stem(string(word))] = true
	s.muted[string(word)] = true
}

// unmute takes all words in again.
func (s *stemmer) unmute() { s.muted, s.foreign = make(map[string]bool), false }

func (s *stemmer) stem(word string) string {
	if s.foreign {
		return word
	}
	if same, ok := s.words.same[word]; ok {
		word = same
	}
	s.env.SetCurrent(word)
	if r, _ := utf8.DecodeRuneInString(word); r >= 0x400 && r < 0x530 {
		russian.Stem(s.env)
	} else {
		english.Stem(s.env)
	}
	return s.env.Current()
}
