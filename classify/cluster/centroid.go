package cluster

import (
	"cmp"
	"math"
	"slices"
)

// centroid is the sum of a cluster's posts. All sums are faded.
type centroid struct {
	id         ID        // 0: the slot is free
	posts      int       // that are in the sums
	mass       float64   // weight of these
	echoed     float64   // weight of the echoes
	joined     float64   // weight of the posts that came to others
	similarity float64   // of these, times their weight
	votes      []float64 // weight of the posts of a theme, times how sure it is
	leans      []float64 // what follows from them, see settle
	lean       float64   // length of leans
	terms      []entry   // ascending
	heard      []sketch
}

// entry is a term of a centroid.
type entry struct {
	term int32
	unit float32 // what it weighs in the centroid at length one, as of the cluster's last change
	sum  float64 // of its bases, before the term's own weight
}

func (c *centroid) find(term int32) (at int, ok bool) {
	return slices.BinarySearchFunc(c.terms, term, func(e entry, term int32) int { return cmp.Compare(e.term, term) })
}

// fade multiplies the sums.
func (c *centroid) fade(factor float64) {
	c.mass *= factor
	c.echoed *= factor
	c.joined *= factor
	c.similarity *= factor
	for i := range c.votes {
		c.votes[i] *= factor
	}
	for i := range c.terms {
		c.terms[i].sum *= factor
	}
}

// shelf holds the centroids in slots that are used again.
type shelf struct {
	all   []centroid
	slots map[ID]int32
	free  []int32
}

func newShelf() shelf { return shelf{slots: make(map[ID]int32)} }

func (s *shelf) open(id ID) int32 {
	slot := int32(len(s.all))
	if n := len(s.free); n > 0 {
		slot, s.free = s.free[n-1], s.free[:n-1]
	} else {
		s.all = append(s.all, centroid{})
	}
	s.all[slot].id = id
	s.slots[id] = slot
	return slot
}

// close frees a slot; whatever refers to its terms must be gone.
func (s *shelf) close(slot int32) {
	delete(s.slots, s.all[slot].id)
	s.all[slot] = centroid{}
	s.free = append(s.free, slot)
}

// open returns the slot of a cluster, a new one when the book does not know it.
func (b *Book) open(id ID) int32 {
	if slot, ok := b.slot(id); ok {
		return slot
	}
	b.forget()
	return b.clusters.open(b.alias.resolve(id))
}

// close takes a cluster out of the index and frees its slot.
func (b *Book) close(slot int32) {
	c := &b.clusters.all[slot]
	for _, e := range c.terms {
		b.words.unlink(e.term, slot)
	}
	delete(b.touched, c.id)
	b.clusters.close(slot)
}

// add sums a post, whose terms the book has learned, into a cluster.
func (b *Book) add(slot int32, p Post, weight, similarity float64) {
	c := &b.clusters.all[slot]
	if c.posts > 0 {
		c.joined += weight
		c.similarity += weight * similarity
	}
	c.posts++
	c.mass += weight
	r := b.read(p)
	c.vote(r.guess, weight)
	for i := range r.terms {
		b.raise(slot, r.ids[i], weight*r.base(i))
	}
	b.settle(slot)
	b.hear(slot, p)
}

// raise adds to the sum of a term.
func (b *Book) raise(slot, term int32, sum float64) {
	c := &b.clusters.all[slot]
	at, had := c.find(term)
	if had {
		c.terms[at].sum += sum
		return
	}
	c.terms = slices.Insert(c.terms, at, entry{term: term, sum: sum})
	b.words.link(term, slot, 0)
}

// subtract takes a post out of a cluster, as far as it is still there.
func (b *Book) subtract(slot int32, p Post, weight float64) {
	c := &b.clusters.all[slot]
	if c.posts--; c.posts <= 0 {
		b.empty(slot)
		return
	}
	keep := 0.0
	if c.mass > weight {
		keep = 1 - weight/c.mass
	}
	c.mass, c.joined, c.similarity = c.mass*keep, c.joined*keep, c.similarity*keep
	for k := range c.votes {
		c.votes[k] *= keep
	}
	r := b.read(p)
	for i, id := range r.ids {
		if id != unknown {
			b.lower(slot, id, weight*r.base(i))
		}
	}
	b.settle(slot)
	b.touched[c.id] = true
}

// rest is the part of a sum below which it is an error of rounding.
const rest = 1e-9

// lower takes from the sum of a term, which goes with what is left of it.
func (b *Book) lower(slot, term int32, sum float64) {
	c := &b.clusters.all[slot]
	at, had := c.find(term)
	if !had {
		return
	}
	if c.terms[at].sum -= sum; c.terms[at].sum <= sum*rest {
		c.terms = slices.Delete(c.terms, at, at+1)
		b.words.unlink(term, slot)
	}
}

// empty is what happens to a cluster without posts.
func (b *Book) empty(slot int32) {
	c := &b.clusters.all[slot]
	id := c.id
	b.close(slot)
	if b.people.keep(id) {
		b.clusters.open(id)
	}
}

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
		at, _ := c.find(e.term)
		c.terms = slices.Delete(c.terms, at, at+1)
		b.words.unlink(e.term, slot)
	}
}

// weight is what a term weighs in a centroid by now.
func (b *Book) weight(e entry) float64 { return e.sum * float64(b.words.weight[e.term]) }
