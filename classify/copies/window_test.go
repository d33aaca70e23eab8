package copies

import (
	"math/rand/v2"
	"testing"
)

func found(t *testing.T, w *Window, p Print, want int64) {
	t.Helper()
	if id, ok := w.Find(p); id != want || ok != (want != 0) {
		t.Errorf("Find(%#x) = %d, %v; want %d", p, id, ok, want)
	}
}

// flip changes n different bits.
func flip(r *rand.Rand, sketch uint64, n int) uint64 {
	for _, bit := range r.Perm(64)[:n] {
		sketch ^= 1 << bit
	}
	return sketch
}

func TestFindIsWhatLookingAtAllWouldFind(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w := NewWindow(0)
	all := make(map[int64]Print)
	for id := int64(1); id <= 500; id++ {
		p := Print{Sketch: r.Uint64()}
		if id > 100 && id%3 == 0 { // crowds around earlier ones
			p.Sketch = flip(r, all[id-100].Sketch, r.IntN(6))
		}
		all[id] = p
		w.Add(id, p)
	}
	for range 3000 {
		p := Print{Sketch: flip(r, all[1+r.Int64N(500)].Sketch, r.IntN(6))}
		var want int64
		best := Reach + 1
		for id := int64(1); id <= 500; id++ {
			if d := p.distance(all[id]); d < best {
				best, want = d, id
			}
		}
		found(t, w, p, want)
	}
}

func TestClosestThenOldest(t *testing.T) {
	w := NewWindow(0)
	w.Add(9, Print{Sketch: 0xff00})
	w.Add(5, Print{Sketch: 0xff03})
	w.Add(3, Print{Sketch: 0xff0c})
	found(t, w, Print{Sketch: 0xff00}, 9)
	found(t, w, Print{Sketch: 0xff0f}, 3) // two bits from 3 and from 5
	found(t, w, Print{Sketch: 0x00f0_0000_0000_0000}, 0)
	found(t, w, Print{}, 0)
}

func TestExactPrints(t *testing.T) {
	w := NewWindow(0)
	w.Add(4, Print{Exact: 77})
	w.Add(2, Print{Exact: 77})
	w.Add(1, Print{Sketch: 77})
	found(t, w, Print{Exact: 77}, 2)
	found(t, w, Print{Sketch: 77}, 1)
	w.Remove(2)
	found(t, w, Print{Exact: 77}, 4)
}

func TestWindowKeepsTheLatest(t *testing.T) {
	w := NewWindow(3)
	of := func(id uint64) Print { return Print{Sketch: pair(id, id)} }
	for _, id := range []uint64{30, 10, 40, 20, 50} {
		w.Add(int64(id), of(id))
	}
	w.Add(1, of(1)) // older than all that are kept
	for _, id := range []uint64{1, 10, 20} {
		found(t, w, of(id), 0)
	}
	for _, id := range []uint64{30, 40, 50} {
		found(t, w, of(id), int64(id))
	}
	if w.Len() != 3 {
		t.Errorf("Len = %d, want 3", w.Len())
	}
}

func TestMoveAndReplace(t *testing.T) {
	w := NewWindow(0)
	a, b := Print{Sketch: 0xabcdef}, Print{Sketch: ^uint64(0)}
	w.Add(1, a)
	w.Move(1, 8)
	found(t, w, a, 8)
	w.Add(8, b)
	found(t, w, a, 0)
	found(t, w, b, 8)
	w.Move(99, 100)
	w.Remove(99)
	if w.Len() != 1 {
		t.Errorf("Len = %d, want 1", w.Len())
	}
}

func TestOrderOfAddingDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	prints := make([]Print, 200)
	for i := range prints {
		prints[i] = Print{Sketch: flip(r, 0x0123456789abcdef, r.IntN(8))}
	}
	forward, mixed := NewWindow(50), NewWindow(50)
	for i, p := range prints {
		forward.Add(int64(i+1), p)
	}
	for _, i := range r.Perm(len(prints)) {
		mixed.Add(int64(i+1), prints[i])
	}
	for _, p := range prints {
		want, _ := forward.Find(p)
		found(t, mixed, p, want)
	}
}

func TestWindowForgetsWholly(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	w := NewWindow(100)
	for id := int64(1); id <= 1000; id++ {
		w.Add(id, Print{Sketch: r.Uint64() | 1})
		w.Add(1000+id, Print{Exact: r.Uint64() | 1})
	}
	for id := range int64(2001) {
		w.Remove(id)
	}
	if len(w.ids)+len(w.slot)+len(w.exact) != 0 || len(w.free) != len(w.slots) || len(w.slots) > 101 {
		t.Errorf("an emptied window still holds %d ids, %d prints, %d exact ones; of %d slots %d are free",
			len(w.ids), len(w.slot), len(w.exact), len(w.slots), len(w.free))
	}
	for band := range w.near {
		for bits, at := range w.near[band] {
			if at != 0 {
				t.Fatalf("an emptied window still has a chain for %#x in band %d", bits, band)
			}
		}
	}
}

func BenchmarkWindow(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	w := NewWindow(0)
	for id := range int64(WindowSize) {
		w.Add(id, Print{Sketch: r.Uint64()})
	}
	b.ReportAllocs()
	for id := int64(WindowSize); b.Loop(); id++ {
		p := Print{Sketch: r.Uint64()}
		w.Find(p)
		w.Add(id, p)
	}
}
