package cluster

import "math"

// scratch is what a look-up works with; nothing in it outlives one.
type scratch struct {
	features []feature
	aim      aim
	cosines  []float64 // by slot: of the words looked up
	found    []int32   // slots that have any of them
	skipped  []word    // words that were not looked up
	near     []near
}

// lookup is what a search may do.
type lookup struct {
	least    float64 // similarity that is asked for
	postings int     // entries of the index to visit
	all      bool    // visit more of them when a cluster could be missed otherwise
	near     int     // clusters to compare exactly
	size     float64 // see Settings
}

// leastWords are looked up however many clusters have them.
const leastWords = 3

// nearest returns the slot of the cluster for a post, -1 when none is similar enough.
func (b *Book) nearest(p Post) (slot int32, similarity float64) {
	s := &b.settings
	l := lookup{least: s.Threshold, postings: s.Postings, near: s.Near, size: s.Size}
	return b.search(b.aimOf(b.features(p), b.read(p)), l, func(*centroid) bool { return true })
}

// search finds a centroid among those that may be found: of those that are similar enough the most similar one, where a
// large one is given an advantage, since what falls between two clusters would go now to one and now to the other; of
// equal ones the oldest; -1 when there is none.
//
// The index gives the cosines of the words looked up; what the rest could add has a bound, by Cauchy and Schwarz, so only
// those clusters are looked at that can still win.
func (b *Book) search(a *aim, l lookup, may func(*centroid) bool) (slot int32, similarity float64) {
	unseen := b.collect(a, l)
	defer b.clear()
	slot, best, most := int32(-1), l.least, b.advantage(b.heaviest, l)
	heap := b.candidates(a.enough(l.least, b.settings.Theme) - unseen)
	for range min(l.near, len(heap)) {
		var next near
		next, heap = heap.pop()
		if next.cosine+unseen < a.enough(max(l.least, best-most), b.settings.Theme) {
			break
		}
		c := &b.clusters.all[next.slot]
		got := a.similarity(next.cosine+b.skipped(c), c)
		score := got + b.advantage(c.mass, l)
		if got < l.least || score < best || score == best && slot >= 0 && c.id > b.clusters.all[slot].id || !may(c) {
			continue
		}
		slot, best, similarity = next.slot, score, got
	}
	return slot, min(1, similarity)
}

// advantage is what the size of a cluster is worth.
func (b *Book) advantage(mass float64, l lookup) float64 {
	if l.size == 0 {
		return 0
	}
	return l.size * math.Log2(max(1, mass/b.clock.present()))
}

// collect looks the words of an aim up in the index and returns the length of those that it skips: words that many
// clusters have, when they are not needed to find any that could be similar enough, or not to be afforded.
func (b *Book) collect(a *aim, l lookup) (unseen float64) {
	s := &b.scratch
	s.found, s.skipped = s.found[:0], s.skipped[:0]
	if short := len(b.clusters.all) - len(s.cosines); short > 0 {
		s.cosines = append(s.cosines, make([]float64, short)...)
	}
	left, enough := 1.0, a.enough(l.least, b.settings.Theme)
	for i, w := range a.words {
		in := b.words.in[w.term]
		needed := i < leastWords || l.all && left >= enough*enough
		left -= w.weight * w.weight
		if !needed && l.postings < len(in) {
			s.skipped = append(s.skipped, w)
			unseen += w.weight * w.weight
			continue
		}
		l.postings -= len(in)
		s.find(w, in)
	}
	return math.Sqrt(unseen)
}

// find adds a word to the cosines of those who have it.
func (s *scratch) find(w word, in []posting) {
	for _, p := range in {
		if s.cosines[p.slot] == 0 {
			s.found = append(s.found, p.slot)
		}
		s.cosines[p.slot] += w.weight * float64(p.unit)
	}
}

// clear makes ready for the next look-up.
func (b *Book) clear() {
	for _, slot := range b.scratch.found {
		b.scratch.cosines[slot] = 0
	}
}

// candidates are the slots found that have the least cosine, as a heap with the highest on top.
func (b *Book) candidates(least float64) nearHeap {
	s := &b.scratch
	s.near = s.near[:0]
	for _, slot := range s.found {
		if cosine := s.cosines[slot]; cosine > 0 && cosine >= least {
			s.near = append(s.near, near{cosine, b.clusters.all[slot].id, slot})
		}
	}
	heap := nearHeap(s.near)
	heap.build()
	return heap
}

// skipped is what the words that were not looked up add to the cosine of a centroid.
func (b *Book) skipped(c *centroid) (sum float64) {
	for _, w := range b.scratch.skipped {
		if at, had := c.find(w.term); had {
			sum += w.weight * float64(c.terms[at].unit)
		}
	}
	return sum
}
