package theme

import (
	"time"

	"molva/classify/cluster/terms"
)

// What a text counts that teaches the theme of its phrases, and one that teaches what was guessed.
const (
	seededWeight = 1
	guessWeight  = 0.2
)

// Learn takes in a text with what Read says of it; at is when it was published. A guess of None teaches nothing.
func (t *Table) Learn(list []terms.Term, g Guess, at time.Time) {
	weight := t.tick(at)
	switch {
	case g.Seeded:
		t.teach(list, g.teach, weight*seededWeight)
	case g.Theme >= 0 && g.Theme < len(t.ids):
		t.teach(list, g.Theme, weight*guessWeight)
	}
}

// teach counts a text for a theme.
func (t *Table) teach(list []terms.Term, theme int, weight float64) {
	t.heard.seen[tongueOfText(list)][theme] += weight
	t.heard.seen[shared][theme] += weight
	for _, term := range list {
		t.hear(term.Text, theme, weight)
	}
	if len(t.terms.texts) > t.most {
		t.terms.prune()
		t.heard.size = t.sizes()
	}
}

// tick moves the clock and returns what a text of that time weighs.
func (t *Table) tick(at time.Time) float64 {
	weight := t.clock.put(at)
	factor, due := t.clock.fade()
	if !due {
		return weight
	}
	t.terms.fade(factor)
	for g := range tongues {
		for i := range t.ids {
			t.heard.seen[g][i] *= factor
			t.heard.mass[g][i] *= factor
		}
	}
	return weight * factor
}

// hear counts a term.
func (t *Table) hear(term string, theme int, weight float64) {
	g := tongueOf(term)
	t.heard.mass[g][theme] += weight
	slot, fresh := t.terms.add(term)
	if fresh && !t.pack.met(term) {
		t.heard.size[g]++
	}
	t.terms.row(slot)[theme] += float32(weight)
	t.terms.info[slot] = t.weigh(term, g)
}

// sizes counts the terms that only the stream knows.
func (t *Table) sizes() (size [tongues]int) {
	for _, term := range t.terms.texts {
		if !t.pack.met(term) {
			size[tongueOf(term)]++
		}
	}
	return size
}
