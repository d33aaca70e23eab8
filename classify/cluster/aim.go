package cluster

import (
	"cmp"
	"math"
	"slices"
)

// aim is a post or a centroid as something to find the like of. It has two parts at right angles: the words, which are set
// to length one, and the theme, which leans it towards others of the same theme and says nothing by itself.
type aim struct {
	words []word    // those that the book knows, the heaviest first
	leans []float64 // by theme
	lean  float64   // length of leans
}

// word is one term of an aim.
type word struct {
	term   int32
	weight float64
}

// aimOf makes an aim of a post. It is valid until the next call of this or of aimAt.
func (b *Book) aimOf(features []feature, r *reading) *aim {
	a := &b.scratch.aim
	a.words, a.leans, a.lean = a.words[:0], a.leans[:0], 0
	for _, f := range features {
		if f.id != unknown && f.unit > 0 {
			a.words = append(a.words, word{f.id, f.unit})
		}
	}
	if k := r.guess.Theme; k >= 0 {
		a.leans = append(a.leans, make([]float64, k+1)...)
		a.leans[k] = b.settings.Theme * float64(r.guess.P)
		a.lean = a.leans[k]
	}
	return a
}

// aimAt makes an aim of a centroid. It is valid until the next call of this or of aimOf.
func (b *Book) aimAt(c *centroid) *aim {
	a := &b.scratch.aim
	a.words, a.leans, a.lean = a.words[:0], append(a.leans[:0], c.leans...), c.lean
	for _, e := range c.terms {
		if e.unit > 0 {
			a.words = append(a.words, word{e.term, float64(e.unit)})
		}
	}
	slices.SortFunc(a.words, func(x, y word) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.term, y.term))
	})
	return a
}

// similarity is the cosine of an aim with a centroid, given that of their words: what the themes have in common is added
// to it, and both are longer by their themes.
func (a *aim) similarity(words float64, c *centroid) float64 {
	more, by := a.sides(c)
	return (words + more) / by
}

func (a *aim) sides(c *centroid) (more, by float64) {
	for k := range min(len(a.leans), len(c.leans)) {
		more += a.leans[k] * c.leans[k]
	}
	return more, math.Sqrt((1 + a.lean*a.lean) * (1 + c.lean*c.lean))
}

// enough is a cosine of the words below which no theme brings the whole to a similarity, when a centroid leans by theme at
// most.
func (a *aim) enough(similarity, theme float64) float64 {
	return max(0, similarity*math.Sqrt(1+a.lean*a.lean)-a.lean*theme)
}
