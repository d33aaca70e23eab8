package store

import (
	"encoding/binary"
	"slices"
)

// Set is some people of one network, by their salted hashes. The zero value is nobody. Sets of two networks have nobody in
// common.
type Set struct{ people []uint64 } // rising

// Len is how many people are in the set.
func (s Set) Len() int { return len(s.people) }

// Intersect is how many people are in both sets.
func (s Set) Intersect(o Set) (n int) {
	s.meet(o, func(_ uint64, here, there bool) {
		if here && there {
			n++
		}
	})
	return n
}

// Union is the people of both sets.
func (s Set) Union(o Set) Set {
	all := make([]uint64, 0, max(s.Len(), o.Len()))
	s.meet(o, func(person uint64, _, _ bool) { all = append(all, person) })
	return Set{all}
}

// Minus is the people of this set who are not in the other.
func (s Set) Minus(o Set) Set {
	var rest []uint64
	s.meet(o, func(person uint64, _, there bool) {
		if !there {
			rest = append(rest, person)
		}
	})
	return Set{rest}
}

// meet calls do with everybody of both sets, once, and says which of the two they are in.
func (s Set) meet(o Set, do func(person uint64, here, there bool)) {
	a, b := s.people, o.people
	for len(a) > 0 || len(b) > 0 {
		here := len(b) == 0 || len(a) > 0 && a[0] <= b[0]
		there := len(a) == 0 || len(b) > 0 && b[0] <= a[0]
		if here {
			do(a[0], here, there)
			a = a[1:]
		} else {
			do(b[0], here, there)
		}
		if there {
			b = b[1:]
		}
	}
}

// setOf makes a set of people in whatever order, who may be named more than once.
func setOf(people []uint64) Set {
	slices.Sort(people)
	return Set{slices.Compact(people)}
}

// bytes is the set as it is saved.
func (s Set) bytes() []byte {
	out := make([]byte, 0, len(s.people)*entrySize)
	for _, person := range s.people {
		out = binary.BigEndian.AppendUint64(out, person)
	}
	return out
}

// add reads what was saved behind what is there already. It is a set again once all is read and in order.
func (s *Set) add(saved []byte) {
	for ; len(saved) >= entrySize; saved = saved[entrySize:] {
		s.people = append(s.people, binary.BigEndian.Uint64(saved))
	}
}
