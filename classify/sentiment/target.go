package sentiment

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/classify"
	"molva/ingest"
)

const (
	// maxSubjects is how many subjects of one text are told apart; a text that is asked about more is a list.
	maxSubjects = 16
	// maxTokens is how long a text may be whose clauses are told apart: each subject costs about as much as the text.
	maxTokens = 4000
)

// subjects is a set of them: a bit for each, by its place in the question.
type subjects uint16

func (s subjects) has(i int) bool { return s&(1<<i) != 0 }
func (s subjects) one() bool      { return s != 0 && s&(s-1) == 0 }

// targets is where a text names its subjects, which clauses are about which, and who stands where in a comparison. It is
// reused from text to text.
type targets struct {
	relations *relations
	list      []token
	spots     []spot // by token
	named     subjects
	clauses   []clause
	roles     [maxSubjects]sign
	chosen    subjects // told to be unlike another, or taken instead of it
	passed    subjects // that other one: feels the opposite of what the rest says
}

// spot is what is known of one token.
type spot struct {
	names  subjects
	ends   bool // a sentence
	proper bool // looks like some name: a capital within a sentence
	spent  bool // belongs to "unlike Kestrel", which is not about the others
}

// sign is how a subject comes off by its role in a comparison: -1, 1, or 0 when it has none.
type sign int8

// locate marks the tokens that name a subject and the ends of sentences.
func (t *targets) locate(list []token, m *ingest.Mention, about []classify.Subject) {
	t.list, t.named, t.chosen, t.passed = list, 0, 0, 0
	t.clauses = t.clauses[:0]
	clear(t.roles[:])
	t.spots = t.spots[:0]
	border := titleEnd(list)
	for i := range list {
		text := m.Text
		if i < border {
			text = m.Title
		}
		inside := i > 0 && !t.spots[i-1].ends
		t.spots = append(t.spots, spot{ends: endsSentence(&list[i], text), proper: inside && isProper(&list[i], text)})
	}
	for i := range about {
		for _, p := range about[i].In {
			if p.Title {
				t.mark(0, border, p, i)
			} else {
				t.mark(border, len(list), p, i)
			}
		}
	}
}

// titleEnd is the place of the first token of the text; before it stands the title.
func titleEnd(list []token) int {
	for i := range list {
		if i > 0 && list[i].kind == pause && list[i].end == 0 {
			return i + 1
		}
	}
	return 0
}

func endsSentence(t *token, text string) bool {
	switch t.kind {
	case marks, face, emoji:
		return true
	case pause:
		return t.end == 0 || strings.IndexByte(".;\n", text[t.start]) >= 0
	case word, hashtag, account, link, number:
	}
	return false
}

// isProper reports a word with a capital, and no more than one unless it is short: a word of capitals alone is shouted.
func isProper(t *token, text string) bool {
	first, size := utf8.DecodeRuneInString(text[t.start:t.end])
	second, _ := utf8.DecodeRuneInString(text[t.start+size : t.end])
	return t.kind == word && unicode.IsUpper(first) && (!unicode.IsUpper(second) || t.to-t.from <= 6)
}

// mark notes a name among the tokens from one place to another.
func (t *targets) mark(from, to int, p classify.Place, subject int) {
	first, _ := slices.BinarySearchFunc(t.list[from:to], p.Start+1, func(x token, at int) int { return cmp.Compare(x.end, at) })
	for i := from + first; i < to && t.list[i].start < p.End; i++ {
		if t.list[i].kind != pause {
			t.spots[i].names |= 1 << subject
			t.named |= 1 << subject
		}
	}
}

// seek looks for a name from a place on (step 1) or back (-1), past that many words at most and never into another
// sentence, and returns where it stands; -1 for nowhere.
func (t *targets) seek(at, step, words int) int {
	for ; at >= 0 && at < len(t.list) && words >= 0; at += step {
		switch spot := &t.spots[at]; {
		case spot.names != 0 && !spot.spent:
			return at
		case spot.ends:
			return -1
		}
		if t.list[at].kind != pause {
			words--
		}
	}
	return -1
}

// past is the place behind a name.
func (t *targets) past(at int) int {
	names := t.spots[at].names
	for at < len(t.list) && t.spots[at].names == names {
		at++
	}
	return at
}
