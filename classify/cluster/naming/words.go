package naming

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// The words of both languages, written by us. A line is a class and words; every form of a word has its class, where no
// other line names that form. A word after "=" stands for this form alone.
var (
	//go:embed en.txt
	enList string
	//go:embed ru.txt
	ruList string
)

// class is what a word can do for a label. Where lists disagree, the larger wins.
type class uint8

const (
	content  class = iota // any other word: it tells something
	generic               // names nothing by itself: app, problem
	unit                  // says when or how much: hour, Monday
	fault                 // a word of trouble: crash, refund
	feeling               // glad or cross: awful, love
	stop                  // no phrase begins or ends with it
	negation              // opens a phrase and turns the next word
	muted                 // names the topic
)

var classes = map[string]class{
	"generic": generic, "unit": unit, "fault": fault, "feeling": feeling, "stop": stop, "not": negation,
}

// lexicon is the lists, read.
type lexicon struct {
	forms     map[string]class // surface words
	stems     map[string]class
	particles map[string]bool // "up" in "hung up"
	leads     map[string]bool // "on" in "on hold"
	joints    map[string]bool // part clauses without a comma: and, но
	openers   map[string]bool // first words of a quote that is torn out of something longer
}

var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{map[string]class{}, map[string]class{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	stems := newStemmer()
	for _, list := range []string{enList, ruList} {
		for line := range strings.Lines(list) {
			if kind, rest, ok := strings.Cut(line, " "); ok && kind != "#" {
				l.take(kind, strings.Fields(rest), stems)
			}
		}
	}
	return l
})

func (l *lexicon) take(kind string, list []string, stems *stemmer) {
	for _, word := range list {
		switch kind {
		case "particle":
			l.particles[word] = true
		case "lead":
			l.leads[word] = true
		case "joint":
			l.joints[word] = true
		case "opener":
			l.openers[word] = true
		default:
			l.classify(word, classes[kind], stems)
		}
	}
}

func (l *lexicon) classify(word string, c class, stems *stemmer) {
	form, only := strings.CutPrefix(word, "=")
	l.forms[form] = max(l.forms[form], c)
	if !only && c < stop {
		stem := stems.stem(form)
		l.stems[stem] = max(l.stems[stem], c)
	}
}

func (l *lexicon) class(word, stem string) class {
	if c, ok := l.forms[word]; ok {
		return c
	}
	return l.stems[stem]
}

// stemmer is Snowball's, Russian for words that begin with a Cyrillic letter and English for the others.
type stemmer struct{ env *snowballstem.Env }

func newStemmer() *stemmer { return &stemmer{snowballstem.NewEnv("")} }

func (s *stemmer) stem(word string) string {
	s.env.SetCurrent(word)
	if isRussian(word) {
		russian.Stem(s.env)
	} else {
		english.Stem(s.env)
	}
	return s.env.Current()
}

func isRussian(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return r >= 0x400 && r < 0x530
}
