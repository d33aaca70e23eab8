package naming

import (
	"slices"
	"strings"
)

// A phrase is one to three telling words of a clause in whatever order and inflection: "cancelled my flight", "flight was
// cancelled" and "flight cancellation" are one.
const (
	maxTelling = 3
	maxSpan    = 5 // words in all
)

// place is where a phrase is written.
type place struct {
	key      uint64 // the same for the same telling words
	from, to int    // its words are [from, to)
}

// places calls visit for every phrase of a text.
func (r *reader) places(words []word, visit func(place)) {
	for i, w := range words {
		if w.telling() {
			r.placesFrom(words, i, visit)
		}
	}
}

// placesFrom visits the phrases whose first telling word is the one at i. A word shows its negation.
func (r *reader) placesFrom(words []word, i int, visit func(place)) {
	p := place{from: i - max(0, words[i].not)}
	told := 0
	for at := i; at < len(words) && at-p.from < maxSpan && told < maxTelling; at++ {
		w := words[at]
		if w.class == muted || at > i && w.opens || w.telling() && holds(words[i:at], w.id) {
			return
		}
		if !w.telling() {
			continue
		}
		told++
		p.key += keyOf(w.id)
		p.to = max(p.to, at+1-min(0, w.not))
		if name, ok := r.pair(words[i], w); ok && told == 2 {
			visit(place{name, p.from, p.to})
			continue
		}
		visit(p)
	}
}

// pair is the key of two words that are a concept together which neither is alone: "double charge".
func (r *reader) pair(first, last word) (key uint64, ok bool) {
	name, ok := r.words.means.Of(first.stem + " " + last.stem)
	id := hash(name)
	return keyOf(id), ok && id != first.id && id != last.id
}

// keyOf is the key of a phrase of one word; that of more is their sum, since order does not matter.
func keyOf(id uint64) uint64 { return mix(id ^ 0x7068726173657300) }

func holds(words []word, id uint64) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.id == id })
}

// written is words as they stand there.
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
	r.places(r.read(t), func(p place) { r.keys = append(r.keys, p.key) })
	slices.Sort(r.keys)
	r.keys = slices.Compact(r.keys)
	return r.keys
}
