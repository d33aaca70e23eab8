package theme

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// maxKept bounds the themes of a state, those of packs that are gone included.
const maxKept = 255

var errDamaged = errors.New("it is damaged")

// ReadTable reads what AppendBinary wrote and returns the bytes behind it. Themes that the pack (nil: the neutral one) does
// not have keep their places and counts but are not guessed; those that it has beside them come after. Damaged states and
// those of other versions are errors.
func ReadTable(data []byte, p *Pack) (t *Table, rest []byte, err error) {
	if p == nil {
		p = Neutral()
	}
	r := scanner{in: data}
	if version := r.uint(); r.err == nil && version != stateVersion {
		return nil, data, fmt.Errorf("read the themes: the state is of version %d, want %d", version, stateVersion)
	}
	t = r.table(p)
	if r.err != nil {
		return nil, data, fmt.Errorf("read the themes: %w", r.err)
	}
	return t, r.in, nil
}

// scanner reads a state; after the first mistake it yields zeros.
type scanner struct {
	in  []byte
	err error
}

func (r *scanner) check(ok bool) {
	if !ok && r.err == nil {
		r.in, r.err = nil, errDamaged
	}
}

func (r *scanner) take(n int) []byte {
	if r.check(n <= len(r.in)); r.err != nil {
		return make([]byte, min(n, 8))
	}
	b := r.in[:n]
	r.in = r.in[n:]
	return b
}

func (r *scanner) uint() uint64 {
	n, size := binary.Uvarint(r.in)
	if r.check(size > 0); r.err != nil {
		return 0
	}
	r.in = r.in[size:]
	return n
}

// size is a number of things that take at least a byte each.
func (r *scanner) size(most int) int {
	n := r.uint()
	if r.check(n <= uint64(min(most, len(r.in)))); r.err != nil {
		return 0
	}
	return int(n)
}

func (r *scanner) text() string { return string(r.take(r.size(math.MaxInt))) }

func (r *scanner) uint64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// single reads a number from least up to what is finite.
func (r *scanner) single(least float32) float32 {
	f := math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
	r.check(f >= least && f <= math.MaxFloat32)
	return f
}

func (r *scanner) doubles(list []float64) {
	for i := range list {
		list[i] = math.Float64frombits(r.uint64())
		r.check(list[i] >= 0 && list[i] <= math.MaxFloat64)
	}
}

func (r *scanner) ids() []string {
	ids := make([]string, r.size(maxKept))
	had := make(map[string]bool)
	for i := range ids {
		ids[i] = r.text()
		r.check(idForm.MatchString(ids[i]) && !had[ids[i]])
		had[ids[i]] = true
	}
	return ids
}

func (r *scanner) table(p *Pack) *Table {
	ids := r.ids()
	n := len(ids)
	t := newTable(p, ids)
	r.check(len(t.ids) <= maxKept)
	t.clock = r.clock()
	for g := range tongues {
		r.doubles(t.heard.seen[g][:n])
		r.doubles(t.heard.mass[g][:n])
	}
	r.terms(t, n)
	t.heard.size = t.sizes()
	return t
}

func (r *scanner) clock() clock {
	base, now := r.uint(), r.uint()
	r.check(base <= now && now < 1<<32 && (now == 0 || base > 0) && now-base < uint64(fadeAt*halfLife))
	if r.err != nil {
		return newClock(0, 0)
	}
	return newClock(int64(base), int64(now))
}

// terms reads the terms, whose rows have n themes.
func (r *scanner) terms(t *Table, n int) {
	last := ""
	for range r.size(maxTerms) {
		term := r.text()
		if r.check(last < term); r.err != nil {
			return
		}
		slot, _ := t.terms.add(term)
		t.terms.info[slot] = r.single(unknown)
		r.counts(t.terms.row(slot)[:n])
		last = term
	}
}

func (r *scanner) counts(row []float32) {
	next := 0
	for range r.size(len(row)) {
		i := int(min(r.uint(), maxKept))
		if r.check(i >= next && i < len(row)); r.err != nil {
			return
		}
		row[i] = r.single(math.SmallestNonzeroFloat32)
		next = i + 1
	}
}
