// Package reply tells replies that only agree or disagree with what they answer ("same here", «та же история», "not
// true") from those that say something of their own.
//
// It knows the phrases of phrases.tsv, and is careful: a text that asks, that is longer than a few words, or that turns
// what it says about ("same, but …") speaks for itself.
package reply

import (
	"slices"
	"strings"
)

// Stance is what a reply does with what it answers.
type Stance uint8

// The stances. Own is the zero value: the reply speaks for itself.
const (
	Own Stance = iota
	Agrees
	Denies
)

// Span is a stretch of a text in bytes.
type Span struct{ Start, End int }

// Reading is what a reply says, as far as phrases tell.
type Reading struct {
	Stance  Stance
	Phrases []Span // by which it does so; nil when it speaks for itself
	Bare    bool   // nothing stands beside them
}

// Limits of a reply that says nothing of its own: bytes, words, and words beside the phrases.
const (
	maxBytes = 200
	maxWords = 14
	maxRest  = 4
)

// Read reads a reply. Words beside the phrases may still say something: whether they do is the caller's to find out.
func Read(text string) Reading {
	if len(text) > maxBytes || strings.Contains(text, "?") {
		return Reading{}
	}
	list, whole := words(text, make([]word, 0, maxWords))
	if !whole {
		return Reading{}
	}
	r := reader{clear: true}
	for len(list) > 0 && r.clear && r.rest <= maxRest {
		known, n := at(list)
		r.hear(known, Span{list[0].start, list[n-1].end})
		list = list[n:]
	}
	return r.reading()
}

// Has reports whether a place of the text lies in one of the phrases.
func (r Reading) Has(start int) bool {
	return slices.ContainsFunc(r.Phrases, func(s Span) bool { return s.Start <= start && start < s.End })
}

// reader hears one phrase after the other.
type reader struct {
	said  Reading
	rest  int  // words beside the phrases
	alone bool // one of the phrases says so only where nothing else is said
	clear bool // nothing contradicts it so far
}

func (r *reader) hear(known kind, at Span) {
	switch known {
	case agree:
		r.take(Agrees, at)
	case sole:
		r.take(Agrees, at)
		r.alone = true
	case deny:
		r.take(Denies, at)
		r.alone = true
	case turn:
		r.clear = false
	case other:
		r.rest++
	case pass:
	}
}

func (r *reader) take(stance Stance, at Span) {
	r.clear = r.said.Stance == Own || r.said.Stance == stance
	r.said.Stance = stance
	r.said.Phrases = append(r.said.Phrases, at)
}

func (r *reader) reading() Reading {
	if !r.clear || r.said.Stance == Own || r.rest > maxRest || r.alone && r.rest > 0 {
		return Reading{}
	}
	r.said.Bare = r.rest == 0
	return r.said
}
