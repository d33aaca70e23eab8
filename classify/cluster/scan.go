package cluster

import (
	"encoding/binary"
	"math"
)

// scanner reads the parts; after the first mistake it reads zeros.
type scanner struct {
	in     []byte
	failed bool
}

func (r *scanner) check(ok bool) { r.failed = r.failed || !ok }

// fail ends the reading.
func (r *scanner) fail() { r.in, r.failed = nil, true }

// take returns the next n bytes, zeros when there are fewer.
func (r *scanner) take(n int) []byte {
	if r.failed || n > len(r.in) {
		r.fail()
		return make([]byte, min(n, 8))
	}
	out := r.in[:n]
	r.in = r.in[n:]
	return out
}

func (r *scanner) uint() uint64 {
	n, size := binary.Uvarint(r.in)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.in = r.in[size:]
	return n
}

func (r *scanner) int() int64 {
	n, size := binary.Varint(r.in)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.in = r.in[size:]
	return n
}

// count reads a number of at most so much; 0 when it is damaged.
func (r *scanner) count(most int) int {
	n := r.uint()
	if n > uint64(most) {
		r.fail()
		return 0
	}
	return int(n)
}

// float reads a sum: finite and not negative.
func (r *scanner) float() float64 {
	f := math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
	r.check(f >= 0 && f <= math.MaxFloat64)
	return f
}

func (r *scanner) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

func (r *scanner) float32() float32 {
	f := math.Float32frombits(r.uint32())
	r.check(f >= 0 && f <= math.MaxFloat32)
	return f
}

// string copies, so that a book does not hold on to the snapshot.
func (r *scanner) string() string { return string(r.take(r.count(len(r.in)))) }

func (r *scanner) ids() []ID {
	ids := make([]ID, r.count(len(r.in)))
	for i := range ids {
		ids[i] = ID(r.int())
		r.check(ids[i] > 0 && (i == 0 || ids[i] > ids[i-1]))
	}
	return ids
}

// free reads the list of free places, each of which is one and stands there once.
func (r *scanner) free(n int, isFree func(int32) bool) []int32 {
	list := make([]int32, r.count(n))
	seen := make([]bool, n)
	for i := range list {
		at := r.count(max(0, n-1))
		if r.failed || seen[at] || !isFree(int32(at)) {
			r.fail()
			return nil
		}
		list[i], seen[at] = int32(at), true
	}
	return list
}
