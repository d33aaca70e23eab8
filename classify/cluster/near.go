package cluster

// near is a cluster that shares words with what is looked for.
type near struct {
	cosine float64 // of the words looked up
	id     ID
	slot   int32
}

// before orders them: the most alike comes first, of equal ones the oldest.
func (n near) before(o near) bool { return n.cosine > o.cosine || n.cosine == o.cosine && n.id < o.id }

// nearHeap is a binary heap. Few of the many that are found are ever looked at, so it is cheaper than a sorted list; and
// container/heap would box each.
type nearHeap []near

func (h nearHeap) build() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

// pop returns the first and the rest; the heap must not be empty.
func (h nearHeap) pop() (near, nearHeap) {
	first, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	h.down(0)
	return first, h
}

// down moves what stands at i to its place.
func (h nearHeap) down(i int) {
	for {
		next := 2*i + 1
		if next >= len(h) {
			return
		}
		if other := next + 1; other < len(h) && h[other].before(h[next]) {
			next = other
		}
		if !h[next].before(h[i]) {
			return
		}
		h[i], h[next] = h[next], h[i]
		i = next
	}
}
