package cluster

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"
)

// The form of a snapshot: the mark, the version and the half-life, what the book knows in the order of its fields, what
// the themes know, and the CRC-32 of all that. Numbers are varints, sums are the bits of doubles.
const (
	mark    = "molva book\x00"
	version = 1
)

// AppendBinary appends all that the book knows, from which Read makes the same book. Books with the same history have the
// same bytes. Options are not part of it.
func (b *Book) AppendBinary(dst []byte) ([]byte, error) {
	start := len(dst)
	w := writer{append(dst, mark...)}
	w.uint(version)
	w.float(b.clock.half)
	w.int(b.clock.now)
	w.int(b.clock.base)
	w.int(b.clock.ahead)
	w.float(b.posts)
	w.uint(uint64(b.puts))
	w.vocabulary(&b.words)
	w.shelf(&b.clusters)
	w.ids(slices.Sorted(maps.Keys(b.touched)))
	w.people(&b.people)
	w.aliases(&b.alias)
	out, err := b.themes.AppendBinary(w.out)
	if err != nil {
		return dst, err
	}
	return binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:])), nil
}

type writer struct{ out []byte }

func (w *writer) uint(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
func (w *writer) int(n int64)   { w.out = binary.AppendVarint(w.out, n) }
func (w *writer) float(f float64) {
	w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(f))
}
func (w *writer) uint32(n uint32) { w.out = binary.LittleEndian.AppendUint32(w.out, n) }

func (w *writer) string(s string) {
	w.uint(uint64(len(s)))
	w.out = append(w.out, s...)
}

func (w *writer) ids(ids []ID) {
	w.uint(uint64(len(ids)))
	for _, id := range ids {
		w.int(int64(id))
	}
}

func (w *writer) numbers(list []int32) {
	w.uint(uint64(len(list)))
	for _, n := range list {
		w.uint(uint64(n))
	}
}

func (w *writer) vocabulary(v *vocabulary) {
	w.uint(uint64(len(v.texts)))
	for id, text := range v.texts {
		w.string(text)
		if text != "" {
			w.float(v.posts[id])
			w.uint32(math.Float32bits(v.weight[id]))
		}
	}
	w.numbers(v.free)
}

func (w *writer) shelf(s *shelf) {
	w.uint(uint64(len(s.all)))
	for i := range s.all {
		w.int(int64(s.all[i].id))
		if s.all[i].id != 0 {
			w.centroid(&s.all[i])
		}
	}
	w.numbers(s.free)
}

func (w *writer) centroid(c *centroid) {
	w.uint(uint64(c.posts))
	w.float(c.mass)
	w.float(c.echoed)
	w.float(c.joined)
	w.float(c.similarity)
	w.uint(uint64(len(c.votes)))
	for _, n := range c.votes {
		w.float(n)
	}
	w.uint(uint64(len(c.terms)))
	for _, e := range c.terms {
		w.uint(uint64(e.term))
		w.float(e.sum)
		w.uint32(math.Float32bits(e.unit))
	}
	w.uint(uint64(len(c.heard)))
	for _, s := range c.heard {
		w.uint(uint64(len(s)))
		for _, h := range s {
			w.uint32(h)
		}
	}
}

func (w *writer) people(p *people) {
	w.ids(slices.Sorted(maps.Keys(p.named)))
	w.uint(uint64(len(p.into)))
	for _, from := range slices.Sorted(maps.Keys(p.into)) {
		w.int(int64(from))
		w.int(int64(p.into[from]))
	}
	pairs := slices.SortedFunc(maps.Keys(p.apart), func(a, b [2]ID) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	w.uint(uint64(len(pairs)))
	for _, pair := range pairs {
		w.int(int64(pair[0]))
		w.int(int64(pair[1]))
	}
}

func (w *writer) aliases(a *aliases) {
	w.uint(uint64(len(a.order)))
	for _, from := range a.order {
		w.int(int64(from))
		w.int(int64(a.into[from]))
	}
}
