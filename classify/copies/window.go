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
	size   int
	ids    []int64 // ascending
	prints map[int64]Print
	near   map[uint32][]int64 // a band's number and bits → who has them
	exact  map[uint64][]int64
}

// NewWindow returns an empty window for size prints, WindowSize when size is 0.
func NewWindow(size int) *Window {
	if size == 0 {
		size = WindowSize
	}
	return &Window{
		size:   size,
		prints: make(map[int64]Print),
		near:   make(map[uint32][]int64),
		exact:  make(map[uint64][]int64),
	}
}

// Len is the number of prints that the window holds.
func (w *Window) Len() int { return len(w.ids) }

// Add remembers an original, replacing what id stood for before. Copies should not be added: a chain of copies, each a
// little different, would otherwise drift away from what was said first.
func (w *Window) Add(id int64, p Print) {
	w.Remove(id)
	at, _ := slices.BinarySearch(w.ids, id)
	w.ids = slices.Insert(w.ids, at, id)
	w.prints[id] = p
	w.index(id, p)
	if len(w.ids) > w.size {
		w.Remove(w.ids[0])
	}
}

// Find returns the original that a text with print p repeats: the closest, and of equally close ones the oldest.
func (w *Window) Find(p Print) (id int64, ok bool) {
	if p.Sketch == 0 {
		same := w.exact[p.Exact]
		if p.Exact == 0 || len(same) == 0 {
			return 0, false
		}
		return slices.Min(same), true
	}
	best := Reach + 1
	for band := range bands {
		for _, other := range w.near[p.band(band)] {
			d := p.distance(w.prints[other])
			if d < best || d == best && ok && other < id {
				best, id, ok = d, other, true
			}
		}
	}
	return id, ok
}

// Remove forgets an original; an unknown id changes nothing.
func (w *Window) Remove(id int64) {
	p, ok := w.prints[id]
	if !ok {
		return
	}
	delete(w.prints, id)
	at, _ := slices.BinarySearch(w.ids, id)
	w.ids = slices.Delete(w.ids, at, at+1)
	w.forget(id, p)
}

// Move hands the print of one original to another id: when an original is erased, its oldest copy takes its place. An
// unknown id changes nothing.
func (w *Window) Move(from, to int64) {
	p, ok := w.prints[from]
	if !ok {
		return
	}
	w.Remove(from)
	w.Add(to, p)
}

func (w *Window) index(id int64, p Print) {
	if p.Sketch == 0 {
		w.exact[p.Exact] = append(w.exact[p.Exact], id)
		return
	}
	for band := range bands {
		key := p.band(band)
		w.near[key] = append(w.near[key], id)
	}
}

func (w *Window) forget(id int64, p Print) {
	if p.Sketch == 0 {
		drop(w.exact, p.Exact, id)
		return
	}
	for band := range bands {
		drop(w.near, p.band(band), id)
	}
}

// drop takes id out of a list, and the list out of the map when it was the last one, so that the map stays bounded.
func drop[K comparable](lists map[K][]int64, key K, id int64) {
	left := slices.DeleteFunc(lists[key], func(other int64) bool { return other == id })
	if len(left) == 0 {
		delete(lists, key)
		return
	}
	lists[key] = left
}

// band is the key of one band: its number above its bits.
func (p Print) band(n int) uint32 {
	return uint32(n)<<bandBits | uint32(p.Sketch>>(n*bandBits)&(1<<bandBits-1))
}
