package naming

import (
	"slices"
	"strings"
)

// A phrase is one to three telling words of a clause in whatever order and inflection, negations included: "cancelled my
// flight", "flight was cancelled" and "flight cancellation" are one.
const (
	maxTelling = 3 // words that tell something
	maxSpan    = 5 // words in all
)

// gram is a phrase where it is written.
type gram struct {
	key      uint64 // the same for the same telling words
	from, to int    // its words are [from, to)
	telling  int
}

// grams calls visit for every phrase of a text.
func grams(words []word, visit func(gram)) {
	for i, w := range words {
		if w.telling() {
			from(words, i, visit)
		}
	}
}

// from visits the phrases whose first telling word is the one at i.
func from(words []word, i int, visit func(gram)) {
	g := gram{from: i - max(0, words[i].not)}
	for at := i; at < len(words) && at-g.from < maxSpan; at++ {
		w := words[at]
		if w.class == muted || at > i && w.opens || w.telling() && holds(words[i:at], w.id) {
			return
		}
		if !w.telling() {
			continue
		}
		g.key += mix(w.id ^ phraseSeed)
		g.telling++
		g.to = max(g.to, at+1-min(0, w.not))
		visit(g)
		if g.telling == maxTelling {
			return
		}
	}
}

// phraseSeed sets the hashes in a phrase apart from those of its words.
const phraseSeed = 0x7068726173657300

func holds(words []word, id uint64) bool {
	for _, w := range words {
		if w.id == id {
			return true
		}
	}
	return false
}

// written is the phrase as it stands there.
func written(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.form)
	}
	return b.String()
}

// phrases returns the keys of all phrases that a text has, each once, valid until the next call.
func (r *reader) phrases(t Text) []uint64 {
	r.keys = r.keys[:0]
	grams(r.read(t), func(g gram) { r.keys = append(r.keys, g.key) })
	slices.Sort(r.keys)
	r.keys = slices.Compact(r.keys)
	return r.keys
}
