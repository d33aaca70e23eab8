package naming

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// candidate is a phrase that may stand in a label.
type candidate struct {
	key   uint64
	ids   []uint64 // of its telling words
	texts int      // that have it
	forms map[string]int
	wider map[string]int // forms with a preposition before them or a particle behind
	tally [muted]int     // of its telling words, by class; negated ones are under negation
	long  int            // words of its form
	share float64        // of the texts
	score float64
}

// candidates returns the phrases that at least so many of the texts have.
func (r *reader) candidates(texts []Text, least int) []*candidate {
	counts := make(map[uint64]int)
	for _, t := range texts {
		for _, key := range r.phrases(t) {
			counts[key]++
		}
	}
	found := make(map[uint64]*candidate)
	for _, t := range texts {
		words := r.read(t)
		grams(words, func(g gram) {
			if counts[g.key] >= least {
				r.note(found, words, g, counts[g.key])
			}
		})
	}
	return slices.SortedFunc(maps.Values(found), func(a, b *candidate) int { return cmp.Compare(a.key, b.key) })
}

// note takes in one place where a phrase is written.
func (r *reader) note(found map[uint64]*candidate, words []word, g gram, texts int) {
	c, ok := found[g.key]
	if !ok {
		c = &candidate{key: g.key, texts: texts, forms: make(map[string]int), wider: make(map[string]int)}
		c.judge(words[g.from:g.to])
		found[g.key] = c
	}
	form := written(words[g.from:g.to])
	c.forms[form]++
	if g.from > 0 && !words[g.from].opens && r.words.leads[words[g.from-1].form] {
		c.wider[words[g.from-1].form+" "+form]++
	}
	if g.to < len(words) && !words[g.to].opens && r.words.particles[words[g.to].form] {
		c.wider[form+" "+words[g.to].form]++
	}
}

func (c *candidate) judge(words []word) {
	for _, w := range words {
		switch {
		case !w.telling():
		case w.not != 0 && w.class != feeling:
			c.ids = append(c.ids, w.id)
			c.tally[negation]++
		default:
			c.ids = append(c.ids, w.id)
			c.tally[w.class]++
		}
	}
}

// shape says how well the words of a phrase name a fault: 0 for those that never do.
func (c *candidate) shape() float64 {
	told := c.tally[content] + c.tally[fault]
	weight := 0.0
	switch named := told + c.tally[negation]; {
	case named == 0 && c.tally[generic] < 2, c.tally[feeling] > 0 && told == 0:
		return 0
	case named == 0:
		return 0.4
	case c.tally[negation]+c.tally[fault] > 0 && named+c.tally[generic] > 1:
		weight = 1.5
	case c.tally[negation]+c.tally[fault] > 0:
		weight = 1.1
	case named > 1:
		weight = 1.1
	default:
		weight = 0.8
	}
	if c.tally[feeling] > 0 {
		weight *= 0.5
	}
	return weight
}

// rate scores a phrase: coverage^.75 · ln(share here / share everywhere) · (.55 + .45·min(telling words, 3)), times how
// well it names a fault.
func (c *candidate) rate(texts int, all *Background) {
	c.share = float64(c.texts) / float64(texts)
	lift := 1.0
	if everywhere := all.share(c.key); everywhere > 0 {
		lift = max(0.1, math.Log(c.share/everywhere))
	}
	words := float64(len(c.ids) + min(1, c.tally[negation]))
	c.score = math.Pow(c.share, 0.75) * lift * (0.55 + 0.45*min(words, 3)) * c.shape()
}

// form is how the phrase is written most often.
func (c *candidate) form() string {
	form, n := most(c.forms)
	if wide, m := mostWith(c.wider, form); float64(m) >= 0.6*float64(n) {
		return wide
	}
	return form
}
