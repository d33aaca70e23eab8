package classify

import (
	"embed"
	"strings"
	"sync"
)

//go:embed lang/ru/recommend.tsv lang/en/recommend.tsv
var adviceFiles embed.FS

// kind is what a phrase does in a text that advises.
type kind uint8

const (
	noKind kind = iota
	forIt
	advise
	we
	urge
	take
	warn
	not
	but
	pass
	unless
)

var kindNames = map[string]kind{"for": forIt, "advise": advise, "we": we, "urge": urge, "take": take, "against": warn, "not": not,
	"but": but, "pass": pass, "unless": unless}

// word is a number for each word that stands in a phrase, and one for each sort of the others.
type word uint16

const (
	strange   word = iota
	deed           // a strange word that looks like what one may be advised to do
	skipped        // passed over
	beginning      // of a sentence
	firstWord
)

const maxPhrase = 4 // words

// table holds the phrases of all languages; no phrase stands in two of them.
type table struct {
	words   map[string]word
	phrases map[[maxPhrase]word]kind
	starts  []bool // by word: a phrase begins with it
	hints   hints
}

var advices = sync.OnceValue(func() *table {
	t := &table{words: map[string]word{"^": beginning}, phrases: map[[maxPhrase]word]kind{},
		hints: hints{grams: map[gram]bool{}}}
	for _, name := range []string{"lang/ru/recommend.tsv", "lang/en/recommend.tsv"} {
		text, err := adviceFiles.ReadFile(name)
		if err != nil {
			panic(err) // it is part of the program
		}
		t.read(string(text))
	}
	t.starts = make([]bool, firstWord+word(len(t.words)))
	for phrase := range t.phrases {
		t.starts[phrase[0]] = true
	}
	return t
})

func (t *table) read(text string) {
	for line := range strings.Lines(text) {
		name, phrases, ok := strings.Cut(strings.TrimSpace(line), "\t")
		for phrase := range strings.SplitSeq(phrases, ", ") {
			switch {
			case !ok || name[0] == '#':
			case name == "skip":
				t.words[phrase] = skipped
			case name == "hint":
				t.hints.add(phrase)
			default:
				t.add(kindNames[name], strings.Fields(phrase))
			}
		}
	}
}

func (t *table) add(k kind, phrase []string) {
	var key [maxPhrase]word
	for i, w := range phrase {
		if t.words[w] == 0 {
			t.words[w] = firstWord + word(len(t.words))
		}
		key[i] = t.words[w]
	}
	t.phrases[key] = k
}

// word is the number of a folded word.
func (t *table) word(folded []byte) word {
	if w := t.words[string(folded)]; w != 0 {
		return w
	}
	if doing(folded) {
		return deed
	}
	return strange
}

// doing reports a Russian infinitive or an English -ing form, by its ending. Some nouns look alike.
func doing(folded []byte) bool {
	s := string(folded)
	if len(s) > 5 && strings.HasSuffix(s, "ing") {
		return true
	}
	infinitive := strings.HasSuffix(s, "ть") || strings.HasSuffix(s, "ться") || strings.HasSuffix(s, "ти") || strings.HasSuffix(s, "чь")
	return infinitive && len(s) > len("сеть") && !strings.HasSuffix(s, "ость")
}

// phrase is the longest phrase that words begin with, and how many of them it takes: one where there is none.
func (t *table) phrase(words []spoken) (kind, int) {
	if !t.starts[words[0].id] {
		return noKind, 1
	}
	var key [maxPhrase]word
	best, size := noKind, 1
	for i := range min(maxPhrase, len(words)) {
		key[i] = words[i].id
		if k := t.phrases[key]; k != noKind {
			best, size = k, i+1
		}
	}
	return best, size
}
