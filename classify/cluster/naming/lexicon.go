package naming

import (
	_ "embed"
	"strings"
	"sync"

	"molva/classify/cluster/concept"
)

// The words of both languages. A line is a class or a role, and words. A class holds for every form of a word, unless a
// line names that form; after "=" the word stands for that form alone.
var (
	//go:embed en.txt
	enList string
	//go:embed ru.txt
	ruList string
	//go:embed tags.txt
	tagList string // counted, see tags_test.go; the other two we wrote
)

// class is what a word can do for a label. Where lists disagree, the later one here wins.
type class uint8

const (
	content  class = iota // any other word: it tells something
	generic               // names nothing by itself: app, problem
	unit                  // says when or how much: hour, Monday
	fault                 // a word of trouble: crash, refund
	feeling               // glad or cross: awful, love
	stop                  // no phrase begins or ends with it
	negation              // opens a phrase and turns the word after it
	muted                 // names the topic
)

var classes = map[string]class{
	"generic": generic, "unit": unit, "fault": fault, "feeling": feeling, "stop": stop, "not": negation,
}

// role is what a word does beside its class, in the form in which it stands.
type role string

const (
	lead     role = "lead"     // a preposition that belongs to its word: "on hold"
	particle role = "particle" // closes a verb: "hung up"
	joint    role = "joint"    // parts clauses without a comma: "and"
	clumsy   role = "clumsy"   // marks a piece of a sentence: "that you"
	vow      role = "vow"      // with a generic word, says that somebody leaves: "never use"
	mere     role = "mere"     // a negation that makes no trouble of a noun: "without ads"
	opener   role = "opener"   // begins a quote that is torn out of something longer: "and"
	verb     role = "verb"     // English only
	adverb   role = "adverb"   // English only
)

// lexicon is the lists, read. It is read-only.
type lexicon struct {
	forms map[string]class
	stems map[string]class
	same  map[string]string // stems of irregular forms
	roles map[role]map[string]bool
	means *concept.Lexicon
}

var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{
		forms: make(map[string]class), stems: make(map[string]class),
		same: make(map[string]string), roles: make(map[role]map[string]bool),
	}
	stems := newStemmer()
	for _, list := range []string{enList, ruList, tagList} {
		for line := range strings.Lines(list) {
			if kind, rest, ok := strings.Cut(line, " "); ok && kind != "#" {
				l.take(kind, strings.Fields(rest), stems)
			}
		}
	}
	l.means = concept.New(func(form string) string { return l.telling(form, stems) })
	return l
})

func (l *lexicon) take(kind string, list []string, stems *stemmer) {
	c, ok := classes[kind]
	switch {
	case ok:
		l.classify(list, c, stems)
	case kind == "same":
		for _, form := range list[1:] {
			l.same[form] = stems.stem(list[0])
		}
	default:
		l.assign(list, role(kind))
	}
}

func (l *lexicon) classify(list []string, c class, stems *stemmer) {
	for _, word := range list {
		form, only := strings.CutPrefix(word, "=")
		l.forms[form] = max(l.forms[form], c)
		if !only && c < stop {
			stem := stems.stem(form)
			l.stems[stem] = max(l.stems[stem], c)
		}
	}
}

func (l *lexicon) assign(list []string, r role) {
	if l.roles[r] == nil {
		l.roles[r] = make(map[string]bool)
	}
	for _, word := range list {
		l.roles[r][word] = true
	}
}

// is reports whether a form has a role.
func (l *lexicon) is(r role, form string) bool { return l.roles[r][form] }

func (l *lexicon) stem(form string, stems *stemmer) string {
	if stem, ok := l.same[form]; ok {
		return stem
	}
	return stems.stem(form)
}

func (l *lexicon) class(form, stem string) class {
	if c, ok := l.forms[form]; ok {
		return c
	}
	return l.stems[stem]
}

// telling is the stem of a word that a phrase may end with, "" for others.
func (l *lexicon) telling(form string, stems *stemmer) string {
	stem := l.stem(form, stems)
	if l.class(form, stem) >= stop {
		return ""
	}
	return stem
}
