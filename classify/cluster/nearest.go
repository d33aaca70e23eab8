package cluster

import "math"

// scratch is what a look-up works with; nothing in it outlives one.
type scratch struct {
	features []feature
	aim      aim
	cosines  []float64 // by slot: of the words looked up
	found    []int32   // slots that have any of them
	near     []near
	weights  []float64 // the aim's, by term
}

// lookup is what a search may do.
type lookup struct {
	least    float64 // similarity that is asked for
	postings int     // entries of the index to visit
	near     int     // clusters to compare exactly
}

// leastWords are looked up however many clusters have them.
const leastWords = 3

// nearest returns the slot of the cluster most similar to a post that reaches the threshold, -1 when there is none.
func (b *Book) nearest(p Post) (slot int32, similarity float64) {
	l := lookup{least: b.settings.Threshold, postings: b.settings.Postings, near: b.settings.Near}
	a := b.aimOf(b.features(p), b.read(p))
	return b.search(a, l, func(*centroid) bool { return true })
}

// search finds the centroid most similar to an aim among those that may be found, of equal ones the oldest; -1 when none
// is similar enough. The index gives the cosines of the words looked up; what the rest could add has a bound, by Cauchy
// and Schwarz, so only those clusters are looked at that can still win.
func (b *Book) search(a *aim, l lookup, may func(*centroid) bool) (slot int32, similarity float64) {
	slot, similarity = -1, l.least
	unseen := b.collect(a, l)
	b.load(a)
	heap := b.candidates(a.enough(l.least, b.settings.Theme) - unseen)
	for range min(l.near, len(heap)) {
		var next near
		next, heap = heap.pop()
		if next.cosine+unseen < a.enough(similarity, b.settings.Theme) {
			break
		}
		c := &b.clusters.all[next.slot]
		if unseen > 0 {
			next.cosine = b.cosine(c)
		}
		got := a.similarity(next.cosine, c)
		if (got > similarity || got == similarity && (slot < 0 || c.id < b.clusters.all[slot].id)) && may(c) {
			slot, similarity = next.slot, got
		}
	}
	b.unload(a)
	if slot < 0 {
		return slot, 0
	}
	return slot, min(1, similarity)
}

// collect fills found and cosines from the index and returns the length of what was not looked up: words that could not
// bring a cluster near enough by themselves, and those beyond the allowed postings.
func (b *Book) collect(a *aim, l lookup) (unseen float64) {
	s := &b.scratch
	s.found = s.found[:0]
	if short := len(b.clusters.all) - len(s.cosines); short > 0 {
		s.cosines = append(s.cosines, make([]float64, short)...)
	}
	var square float64
	for _, w := range a.words {
		square += w.weight * w.weight
	}
	least := a.enough(l.least, b.settings.Theme)
	for i, w := range a.words {
		in := b.words.in[w.term]
		if square < least*least || i >= leastWords && l.postings < len(in) {
			return math.Sqrt(square)
		}
		l.postings -= len(in)
		square = max(0, square-w.weight*w.weight)
		for _, p := range in {
			if s.cosines[p.slot] == 0 {
				s.found = append(s.found, p.slot)
			}
			s.cosines[p.slot] += w.weight * float64(p.unit)
		}
	}
	return 0
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

// load spreads the words of an aim out by term; unload clears what a search left.
func (b *Book) load(a *aim) {
	if short := len(b.words.texts) - len(b.scratch.weights); short > 0 {
		b.scratch.weights = append(b.scratch.weights, make([]float64, short)...)
	}
	for _, w := range a.words {
		b.scratch.weights[w.term] = w.weight
	}
}

func (b *Book) unload(a *aim) {
	for _, w := range a.words {
		b.scratch.weights[w.term] = 0
	}
	for _, slot := range b.scratch.found {
		b.scratch.cosines[slot] = 0
	}
}

// cosine of the words of the loaded aim with a centroid.
func (b *Book) cosine(c *centroid) (sum float64) {
	for _, e := range c.terms {
		sum += float64(e.unit) * b.scratch.weights[e.term]
	}
	return sum
}
