package cluster

import "slices"

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

// find is a binary search, written out since it is much of the work.
func (c *centroid) find(term int32) (at int, ok bool) {
	low, high := 0, len(c.terms)
	for low < high {
		if mid := int(uint(low+high) >> 1); c.terms[mid].term < term {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(c.terms) && c.terms[low].term == term
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

// add sums a post, whose terms the book has learned, into a cluster. A similarity of 0 is one that nobody looked at.
func (b *Book) add(slot int32, p Post, weight, similarity float64) {
	c := &b.clusters.all[slot]
	if c.posts > 0 && similarity == 0 {
		similarity = b.similarity(p, c)
	}
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
		b.drop(slot, term)
	}
}

// drop takes a term out of a cluster that has it.
func (b *Book) drop(slot, term int32) {
	c := &b.clusters.all[slot]
	at, _ := c.find(term)
	c.terms = slices.Delete(c.terms, at, at+1)
	b.words.unlink(term, slot)
}
