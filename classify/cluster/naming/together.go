package naming

import (
	"slices"
	"strings"
	"unicode"
)

// What many people put in their own words is often two words that stand apart: "since I updated it yesterday, nothing but
// crashes". So news are sought among the pairs of words in a text too. (Of a fault of an update, in Russian, put into old
// reviews that had both words, the median order was seen with post 7; with phrases alone, with post 18.)

// maxTogether bounds the words of a text that are paired.
const maxTogether = 24

// pairs calls visit for every two words of a text that each tell something, in their order. The key is that of the phrase
// which the two make where they stand together. With only, just the words in it are paired.
func pairs(words []word, only map[uint64]bool, visit func(key, first, last uint64)) {
	var told []uint64
	for _, w := range words {
		tells := w.class == content || w.class == fault || w.class < feeling && w.not != 0
		if tells && (only == nil || only[w.id]) && len(told) < maxTogether && !slices.Contains(told, w.id) {
			told = append(told, w.id)
		}
	}
	for i, first := range told {
		for _, last := range told[i+1:] {
			visit(keyOf(first)+keyOf(last), first, last)
		}
	}
}

// claims returns the keys of all phrases and pairs of a text, each once, valid until the next call.
func (r *reader) claims(t Text, only map[uint64]bool) []uint64 {
	keys := r.phrases(t)
	pairs(r.spare, only, func(key, _, _ uint64) { keys = append(keys, key) })
	slices.Sort(keys)
	r.keys = slices.Compact(keys)
	return r.keys
}

// apart returns the pairs that at least so many of the texts have and that are none of the phrases. They are shown by the
// phrases that their words are.
func (r *reader) apart(texts []Text, phrases []*candidate, least int) []*candidate {
	known := make(map[uint64]*candidate, len(phrases))
	for _, c := range phrases {
		known[c.key] = c
	}
	var out []*candidate
	counts := make(map[uint64]int)
	for _, t := range texts {
		words := r.read(t)
		pairs(words, nil, func(key, first, last uint64) {
			counts[key]++
			a, b := known[keyOf(first)], known[keyOf(last)]
			if counts[key] == least && known[key] == nil && a != nil && b != nil {
				both := a.beside(b.form)
				if isCyrillic(a.text) != isCyrillic(b.text) { // each is written best in another language
					both.text = formOf(words, first) + " … " + formOf(words, last)
				}
				out = append(out, &candidate{form: both, key: key, words: []uint64{first, last}})
			}
		})
	}
	return out
}

// formOf is how a word is written in a text that has it.
func formOf(words []word, id uint64) string {
	return words[slices.IndexFunc(words, func(w word) bool { return w.id == id })].form
}

func isCyrillic(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// beside is two words that stand apart.
func (f *form) beside(other *form) *form {
	both := &form{text: f.text + " … " + other.text, ids: slices.Concat(f.ids, other.ids)}
	for c := range both.tally {
		both.tally[c] = f.tally[c] + other.tally[c]
	}
	return both
}
