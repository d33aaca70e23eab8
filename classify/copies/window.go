package copies

import "slices"

// WindowSize is how many originals a window remembers when it is not told otherwise.
const WindowSize = 20_000

// A sketch is cut into four bands of sixteen bits: texts that differ in at most three bits agree in one band at least,
// so only texts that share a band need comparing.
const (
	bands    = Reach + 1
	bandBits = 64 / bands
)

// Window remembers the prints of the latest originals, by the id that its owner gave them: a higher id is a later
// text. It holds the highest ids that were added, whatever the order in which they came, so adding the same prints
// again after a restart gives the same answers. It is not safe for concurrent use.
type Window struct {
	size  int
	ids   []int64 // ascending
	slots []slot
	free  []int32         // slots that nobody uses
	slot  map[int64]int32 // by id
	near  [bands][]int32  // by a band's bits: the first slot of those who have them, plus one; 0: nobody
	exact map[uint64]int32
}

// slot is one original, in a chain for each band of its sketch, or in one chain for its exact print.
type slot struct {
	id    int64
	print Print
	next  [bands]int32 // plus one; 0: the last
}

// NewWindow returns an empty window for size prints, WindowSize when size is 0. Its tables take a megabyte.
func NewWindow(size int) *Window {
	if size == 0 {
		size = WindowSize
	}
	w := &Window{size: size, slot: make(map[int64]int32), exact: make(map[uint64]int32)}
	for band := range w.near {
		w.near[band] = make([]int32, 1<<bandBits)
	}
	return w
}

// Len is the number of prints that the window holds.
func (w *Window) Len() int { return len(w.ids) }

// Add remembers an original, replacing what id stood for before. Copies should not be added: a chain of copies, each a
// little different, would otherwise drift away from what was said first.
func (w *Window) Add(id int64, p Print) {
	w.Remove(id)
	at, _ := slices.BinarySearch(w.ids, id)
	w.ids = slices.Insert(w.ids, at, id)
	w.link(id, p)
	if len(w.ids) > w.size {
		w.Remove(w.ids[0])
	}
}

// Find returns the original that a text with print p repeats: the closest, and of equally close ones the oldest.
func (w *Window) Find(p Print) (id int64, ok bool) {
	if p.Sketch == 0 {
		return w.findExact(p.Exact)
	}
	best := Reach + 1
	for band := range bands {
		for at := w.near[band][p.band(band)]; at != 0; at = w.slots[at-1].next[band] {
			other := &w.slots[at-1]
			d := p.distance(other.print)
			if d < best || d == best && ok && other.id < id {
				best, id, ok = d, other.id, true
			}
		}
	}
	return id, ok
}

func (w *Window) findExact(print uint64) (id int64, ok bool) {
	if print == 0 {
		return 0, false
	}
	for at := w.exact[print]; at != 0; at = w.slots[at-1].next[0] {
		if other := w.slots[at-1].id; !ok || other < id {
			id, ok = other, true
		}
	}
	return id, ok
}

// Remove forgets an original; an unknown id changes nothing.
func (w *Window) Remove(id int64) {
	at, ok := w.slot[id]
	if !ok {
		return
	}
	w.unlink(at)
	if id == w.ids[0] { // the usual one: the window moves on
		w.ids = w.ids[1:]
		return
	}
	i, _ := slices.BinarySearch(w.ids, id)
	w.ids = slices.Delete(w.ids, i, i+1)
}

// Move hands the print of one original to another id: when an original is erased, its oldest copy takes its place. An
// unknown id changes nothing.
func (w *Window) Move(from, to int64) {
	at, ok := w.slot[from]
	if !ok {
		return
	}
	p := w.slots[at].print
	w.Remove(from)
	w.Add(to, p)
}

// link puts an original into a free slot and the slot at the front of its chains.
func (w *Window) link(id int64, p Print) {
	at := int32(len(w.slots))
	if n := len(w.free); n > 0 {
		at, w.free = w.free[n-1], w.free[:n-1]
	} else {
		w.slots = append(w.slots, slot{})
	}
	s := slot{id: id, print: p}
	if p.Sketch == 0 {
		s.next[0], w.exact[p.Exact] = w.exact[p.Exact], at+1
	} else {
		for band := range bands {
			head := &w.near[band][p.band(band)]
			s.next[band], *head = *head, at+1
		}
	}
	w.slots[at], w.slot[id] = s, at
}

func (w *Window) unlink(at int32) {
	s := w.slots[at]
	if s.print.Sketch == 0 {
		w.unlinkExact(at, s)
	} else {
		for band := range bands {
			w.cut(&w.near[band][s.print.band(band)], band, at)
		}
	}
	delete(w.slot, s.id)
	w.free = append(w.free, at)
}

func (w *Window) unlinkExact(at int32, s slot) {
	head := w.exact[s.print.Exact]
	w.cut(&head, 0, at)
	if head == 0 {
		delete(w.exact, s.print.Exact) // so that the map stays bounded
		return
	}
	w.exact[s.print.Exact] = head
}

// cut takes a slot out of the chain of a band.
func (w *Window) cut(link *int32, band int, at int32) {
	for *link != at+1 {
		link = &w.slots[*link-1].next[band]
	}
	*link = w.slots[at].next[band]
}

// band is the bits of one band.
func (p Print) band(n int) uint64 { return p.Sketch >> (n * bandBits) & (1<<bandBits - 1) }
