package naming

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// candidate is a phrase that may stand in a label: the form in which to show it, and how many texts say it in any form.
type candidate struct {
	*form
	key   uint64
	texts int
	words []uint64 // of a pair that stands apart, see together.go
	share float64  // of the texts
	lift  float64  // how many times its share everywhere; e where that is unknown
	score float64
}

// candidates returns the phrases that at least so many of the texts have, in the order of their keys.
func (r *reader) candidates(texts []Text, least int) []*candidate {
	counts := make(map[uint64]int)
	for _, t := range texts {
		for _, key := range r.phrases(t) {
			counts[key]++
		}
	}
	forms := make(map[uint64]map[string]*form)
	for _, t := range texts {
		words := r.read(t)
		r.places(words, func(p place) {
			if counts[p.key] >= least {
				r.meet(forms, words, p)
			}
		})
	}
	var out []*candidate
	for _, key := range slices.Sorted(maps.Keys(forms)) {
		out = append(out, &candidate{form: best(forms[key]), key: key, texts: counts[key]})
	}
	return out
}

// meet takes in one place where a phrase is written.
func (r *reader) meet(forms map[uint64]map[string]*form, words []word, p place) {
	if forms[p.key] == nil {
		forms[p.key] = make(map[string]*form)
	}
	text := written(words[p.from:p.to])
	f, ok := forms[p.key][text]
	if !ok {
		f = r.form(words[p.from:p.to])
		forms[p.key][text] = f
	}
	f.met(r, words, p)
}

// rated returns the phrases that say something, the best first.
func rated(texts []Text, all *Background, least int) []*candidate {
	list := all.reader().candidates(texts, least)
	for _, c := range list {
		c.rate(len(texts), all)
	}
	list = slices.DeleteFunc(list, func(c *candidate) bool { return c.score == 0 })
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	return list
}

// rate scores a phrase: coverage^.75 · ln(share here / share everywhere) · (.55 + .45·min(words, 3)), times how well it
// names a fault.
func (c *candidate) rate(texts int, all *Background) {
	c.share = float64(c.texts) / float64(texts)
	c.lift = math.E
	if everywhere := all.share(c.key); everywhere > 0 {
		c.lift = c.share / everywhere
	}
	words := float64(len(c.ids) + min(1, c.tally[negation]))
	c.score = math.Pow(c.share, 0.75) * max(0.1, math.Log(c.lift)) * (0.55 + 0.45*min(words, 3)) * c.shape()
}
