package classify

import (
	"strings"

	"molva/ingest/query"
)

// Recommends reports whether a text advises others to take what it is about, in Russian or English. Praise is no advice, a
// question is none, and neither is the advice to do something else; who advises for one thing and against another is
// not heard. The phrases stand in lang/*/recommend.tsv.
func Recommends(title, text string) bool {
	if hints := &advices().hints; !hints.in(text) && !hints.in(title) {
		return false
	}
	var a advice
	a.read(title)
	a.read(text)
	return a.given && !a.against
}

// advice is what the sentences of a text advise.
type advice struct {
	given, against bool
	scan           query.Scanner
	words          [maxAdvised]spoken // of the sentence
	n              int
}

// spoken is one word of a sentence.
type spoken struct {
	id    word
	fresh bool // it begins a clause
}

const (
	maxAdvised = 60 // words of a sentence that are read: advice is short
	reach      = 4  // words over which a negation, or what is advised, may stand away
)

// read goes through a text sentence by sentence.
func (a *advice) read(text string) {
	t := advices()
	a.scan.Reset(text)
	a.begin()
	end, opens := 0, true
	for a.scan.Next() {
		start, after := a.scan.Span()
		gap := text[end:start]
		end = after
		if strings.ContainsAny(gap, ".!?\n…;") {
			a.finish(t, asks(gap))
			opens = true
		}
		opens = opens || strings.ContainsAny(gap, ",:—–()")
		id := t.word(a.scan.Word())
		if id == skipped {
			continue
		}
		a.add(spoken{id, opens})
		opens = false
	}
	a.finish(t, asks(text[end:]))
}

func asks(gap string) bool { return strings.Contains(gap, "?") }

// begin puts the mark of a beginning before the next sentence.
func (a *advice) begin() { a.n = copy(a.words[:], []spoken{{id: beginning}}) }

func (a *advice) add(w spoken) {
	if a.n < len(a.words) {
		a.words[a.n] = w
		a.n++
	}
}

// finish judges a sentence. One that asks advises nothing.
func (a *advice) finish(t *table, question bool) {
	if !question {
		a.judge(t)
	}
	a.begin()
}

// judge goes from phrase to phrase; a negation holds for a few words, up to the next clause.
func (a *advice) judge(t *table) {
	var given, against bool
	negated := 0 // words over which it still holds
	for i := 0; i < a.n; {
		kind, n := t.phrase(a.words[i:a.n])
		if a.words[i].fresh || kind == but {
			negated = 0
		}
		switch kind {
		case unless:
			return
		case warn:
			against = true
		case not:
			negated = reach + 1
		case forIt, advise, we, urge:
			says := a.advised(t, kind, i+n)
			given = given || says > 0 && negated == 0
			against = against || says < 0 || says > 0 && negated > 0
		}
		i += n
		negated = max(negated-1, 0)
	}
	a.given, a.against = a.given || given && !against, a.against || against
}

// advised is 1 where what stands from a place on is advised, -1 where it is advised against, 0 where something else is.
func (a *advice) advised(t *table, by kind, from int) int {
	if by == forIt {
		return 1
	}
	for i := from; i < min(from+reach, a.n) && !a.words[i].fresh; {
		kind, n := t.phrase(a.words[i:a.n])
		switch {
		case kind == take && by != we:
			return 1
		case kind == not:
			return -1
		case kind == but:
			i = a.n
		case kind == take, a.words[i].id == deed:
			return 0
		}
		i += n
	}
	if by == urge {
		return 0
	}
	return 1
}
