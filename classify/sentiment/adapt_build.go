package sentiment

import (
	"bytes"
	"math"
)

// origin is what the head of an adapted model says of where it comes from.
type origin struct {
	Base   string `json:"base"`
	Labels int    `json:"labels"`
	Method string `json:"method"`
}

// Adapted returns the name of the model that this one was adapted from and the number of labels that did it; "" and 0
// for a model that was trained.
func (m *Model) Adapted() (base string, labels int) {
	if m.head.Adapted == nil {
		return "", 0
	}
	return m.head.Adapted.Base, m.head.Adapted.Labels
}

// build fits a candidate to all labels and makes a model of its own of it. Everything else is the base's.
func (f *field) build(c *candidate, seed uint64) (*Model, error) {
	s := f.fit(c, f.without(-1), seed)
	m := *f.base
	m.table = f.graft(s)
	m.head.Calibration.English, m.head.Calibration.Russian = s.maps[0], s.maps[1]
	m.head.Adapted = &origin{Base: f.base.name, Labels: len(f.notes), Method: c.method.String()}
	return named(&m)
}

// graft is the base's table with the shift added. The scale stays, so that no other row changes by rounding; a weight
// beyond the largest that a byte holds is cut there.
func (f *field) graft(s *shift) []byte {
	table := bytes.Clone(f.base.table)
	for at, w := range s.weights {
		row := 2 * f.rows[at]
		nudge(&table[row], w[0]/f.base.head.Scale)
		nudge(&table[row+1], w[2]/f.base.head.Scale)
	}
	return table
}

func nudge(b *byte, steps float32) {
	*b = byte(int8(max(-127, min(127, float64(int8(*b))+math.Round(float64(steps))))))
}
