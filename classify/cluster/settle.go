package cluster

import (
	"cmp"
	"math"
	"slices"
)

// settle brings what the index knows of a cluster up to its sums: each term as it weighs now in the centroid at length one,
// and how far the cluster leans to each theme.
func (b *Book) settle(slot int32) {
	b.trim(slot)
	c := &b.clusters.all[slot]
	var square float64
	for _, e := range c.terms {
		w := b.weight(e)
		square += w * w
	}
	scale := 0.0
	if square > 0 {
		scale = 1 / math.Sqrt(square)
	}
	for i, e := range c.terms {
		c.terms[i].unit = float32(b.weight(e) * scale)
		b.words.set(e.term, slot, c.terms[i].unit)
	}
	c.incline(b.settings.Theme)
	b.heaviest = max(b.heaviest, c.mass)
}

// incline sets the leans: to each theme as far as a post of it would, when all posts are surely of it.
func (c *centroid) incline(theme float64) {
	c.leans = c.leans[:0]
	var square float64
	for _, n := range c.votes {
		lean := 0.0
		if c.mass > 0 {
			lean = theme * n / c.mass
		}
		c.leans = append(c.leans, lean)
		square += lean * lean
	}
	c.lean = math.Sqrt(square)
}

// trim keeps the heaviest terms of a centroid that has grown too long.
func (b *Book) trim(slot int32) {
	c := &b.clusters.all[slot]
	if len(c.terms) <= 2*b.settings.Terms {
		return
	}
	order := slices.Clone(c.terms)
	slices.SortFunc(order, func(x, y entry) int {
		return cmp.Or(cmp.Compare(b.weight(y), b.weight(x)), cmp.Compare(x.term, y.term))
	})
	for _, e := range order[b.settings.Terms:] {
		b.drop(slot, e.term)
	}
}

// weight is what a term weighs in a centroid by now.
func (b *Book) weight(e entry) float64 { return e.sum * float64(b.words.weight[e.term]) }
