package quantify

import (
	"math/rand/v2"

	"molva/classify"
)

// world makes texts whose truth is known: a classifier that means what it says, but for a lean towards one side.
type world struct {
	random *rand.Rand
	shares [3]float64
	lean   float64 // added to the log odds of negative
}

func newWorld(seed uint64, neg, neu, pos float64) *world {
	return &world{random: rand.New(rand.NewPCG(seed, 5)), shares: [3]float64{neg, neu, pos}}
}

// text draws a truth, and log odds around what is usual for it.
func (w *world) text(topic string) Labelled {
	truth := 2
	if u := w.random.Float64(); u < w.shares[0] {
		truth = 0
	} else if u < w.shares[0]+w.shares[1] {
		truth = 1
	}
	centre := [3][2]float64{{1.2, -1}, {-0.6, -0.7}, {-1, 1.3}}[truth]
	neg := centre[0] + 1.2*w.random.NormFloat64() + w.lean
	pos := centre[1] + 1.2*w.random.NormFloat64()
	tone := Tone(nearest(neg)*side + nearest(pos))
	return Labelled{topic, tone, classify.Sentiments[truth]}
}

func (w *world) labels(topic string, n int) []Labelled {
	list := make([]Labelled, n)
	for i := range list {
		list[i] = w.text(topic)
	}
	return list
}

// cell draws mentions, and what people would find if they labelled them all.
func (w *world) cell(n int) (c Cell, truth [3]float64) {
	for range n {
		x := w.text("")
		c.Tones[x.Tone]++
		truth[index(x.Truth)] += 1 / float64(n)
	}
	return c, truth
}
