package cluster

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

// empty is what happens to a cluster without posts.
func (b *Book) empty(slot int32) {
	c := &b.clusters.all[slot]
	id := c.id
	b.close(slot)
	if b.people.keep(id) {
		b.clusters.open(id)
	}
}
