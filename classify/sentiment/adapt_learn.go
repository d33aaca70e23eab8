package sentiment

import (
	"math"
	"math/rand/v2"
)

// shift is what labels add to the base.
type shift struct {
	weights [][3]float32 // of the field's rows; nil where only the maps moved
	squares []float32    // AdaGrad's, as in row
	maps    sides
}

const (
	rounds   = 4    // how often each label is seen
	nearness = 3e-4 // L2, towards the base
	slowBias = 0.1  // every text moves the biases
)

// learn takes the steps of AdaGrad that train.go takes, but from the base's scores and towards it: a row that no label
// touches stays as it is, and a few rounds do not carry far.
func (f *field) learn(list []*note, maps sides, rate float64, seed uint64) *shift {
	s := &shift{weights: make([][3]float32, len(f.rows)), squares: make([]float32, len(f.rows)), maps: maps}
	random := rand.New(rand.NewPCG(seed, 0))
	for round := range rounds {
		for i, at := range random.Perm(len(list)) {
			done := float64(round) + float64(i)/float64(len(list))
			s.step(list[at], float32(rate*(1-0.8*done/rounds)), slowBias/f.odds)
		}
	}
	return s
}

func (s *shift) step(n *note, rate float32, biasRate float64) {
	m := &s.maps[n.side]
	z := m.of(s.score(n), n.pull)
	z[n.class]--
	var gradient [3]float32
	for i := range gradient {
		gradient[i] = float32(n.weight * z[i] / m.Temperature)
		m.Bias[i] -= biasRate * float64(rate*gradient[i])
	}
	for _, t := range n.terms {
		s.move(t, gradient, rate)
	}
}

func (s *shift) move(t term, gradient [3]float32, rate float32) {
	g := [3]float32{gradient[0] * t.value, gradient[1] * t.value, gradient[2] * t.value}
	s.squares[t.at] += float32(g[0]*g[0]) + float32(g[1]*g[1]) + float32(g[2]*g[2])
	step := rate / float32(math.Sqrt(float64(s.squares[t.at])+1e-8))
	w := &s.weights[t.at]
	for i := range w {
		w[i] -= step * (g[i] + float32(nearness*w[i]))
	}
}

// score is what the base's rows and the shift add up to.
func (s *shift) score(n *note) [3]float64 {
	z := n.score
	if s.weights == nil {
		return z
	}
	for _, t := range n.terms {
		w := &s.weights[t.at]
		z[0] += float64(w[0] * t.value)
		z[1] += float64(w[1] * t.value)
		z[2] += float64(w[2] * t.value)
	}
	return z
}
