package theme

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// A state is: the version; the ids of the themes; the clock's base and present; by tongue and theme the mentions and terms
// taught; the terms in the order of their bytes, each with what it tells and its counts above zero as index and number.
// Whole numbers are varints, the others the bits of floats, little end first; texts follow their lengths.
const stateVersion = 1

// AppendBinary appends all that the table has learned, from which ReadTable makes the same table. Tables with the same
// history have the same bytes. The pack is not part of it. The error is always nil.
func (t *Table) AppendBinary(dst []byte) ([]byte, error) {
	w := writer{dst}
	w.uint(stateVersion)
	w.uint(uint64(len(t.ids)))
	for _, id := range t.ids {
		w.text(id)
	}
	w.uint(uint64(t.clock.base))
	w.uint(uint64(t.clock.now))
	for g := range tongues {
		w.doubles(t.heard.seen[g])
		w.doubles(t.heard.mass[g])
	}
	w.uint(uint64(len(t.terms.texts)))
	for _, term := range slices.Sorted(maps.Keys(t.terms.slots)) {
		slot := t.terms.slots[term]
		w.text(term)
		w.single(t.terms.info[slot])
		w.counts(t.terms.row(slot))
	}
	return w.out, nil
}

type writer struct{ out []byte }

func (w *writer) uint(n uint64) { w.out = binary.AppendUvarint(w.out, n) }

func (w *writer) single(f float32) {
	w.out = binary.LittleEndian.AppendUint32(w.out, math.Float32bits(f))
}

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.out = append(w.out, s...)
}

func (w *writer) doubles(list []float64) {
	for _, f := range list {
		w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(f))
	}
}

func (w *writer) counts(row []float32) {
	var filled uint64
	for _, n := range row {
		if n > 0 {
			filled++
		}
	}
	w.uint(filled)
	for i, n := range row {
		if n > 0 {
			w.uint(uint64(i))
			w.single(n)
		}
	}
}
