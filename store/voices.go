package store

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"molva/classify/quantify"
)

// voices count opinions by how they were judged: in the order of the kinds, each with how many there are.
type voices []voice

type voice struct{ kind, n int64 }

// people is the kind of what a person called negative; neutral and positive come next. Below it a kind is a tone.
const people = 256

// add counts n more of a kind, or fewer.
func (v voices) add(kind, n int64) voices {
	i, ok := slices.BinarySearchFunc(v, kind, func(a voice, kind int64) int { return cmp.Compare(a.kind, kind) })
	if !ok {
		return slices.Insert(v, i, voice{kind, n})
	}
	if v[i].n += n; v[i].n == 0 {
		return slices.Delete(v, i, i+1)
	}
	return v
}

// with adds others.
func (v voices) with(others voices) voices {
	for _, o := range others {
		v = v.add(o.kind, o.n)
	}
	return v
}

// bytes is what is saved. It fails when fewer than none would be left of a kind.
func (v voices) bytes() ([]byte, error) {
	out := make([]byte, 0, 3*len(v))
	for _, one := range v {
		if one.n < 0 {
			return nil, fmt.Errorf("%d opinions of kind %d are left", one.n, one.kind)
		}
		out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(one.kind)), uint64(one.n))
	}
	return out, nil
}

// readVoices reads what was saved, as far as it can be read.
func readVoices(saved []byte) (v voices) {
	for len(saved) > 0 {
		kind, a := binary.Uvarint(saved)
		n, b := binary.Uvarint(saved[max(a, 0):])
		if a <= 0 || b <= 0 {
			break
		}
		v = append(v, voice{int64(kind), int64(n)})
		saved = saved[a+b:]
	}
	return v
}

// tell adds the voices to a cell.
func (v voices) tell(c *quantify.Cell) {
	for _, one := range v {
		switch {
		case one.kind < people:
			c.Tones[one.kind] += int(one.n)
		case one.kind < people+3:
			c.Known[one.kind-people] += int(one.n)
		}
	}
}
