package theme

import (
	"math"
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
	if fresh && !t.pack.counted(term) {
		t.heard.size[g]++
	}
	t.terms.row(slot)[theme] += float32(weight)
	t.terms.info[slot] = t.tell(term, g)
}

// sizes counts the terms that only the stream knows.
func (t *Table) sizes() (size [tongues]int) {
	for _, term := range t.terms.texts {
		if !t.pack.counted(term) {
			size[tongueOf(term)]++
		}
	}
	return size
}

// Info is how unevenly a term is spread over the themes: 0 like all texts, 1 tells the theme. It is as of the last time that
// the term was heard. ok is false for a term that was met in too few mentions to tell.
func (t *Table) Info(term string) (info float64, ok bool) {
	said := unknown
	if slot, heard := t.terms.slots[term]; heard {
		said = t.terms.info[slot]
	} else if k, ok := t.pack.known[term]; ok {
		said = k.info
	}
	return float64(said), said >= 0
}

// How Info is told.
const (
	unknown  float32 = -1
	told             = 1.2 // nats: the divergence of a term that tells all
	pseudo           = 2   // mentions of the overall distribution that every term begins with
	leastMet         = 3   // mentions, for anything to be told
)

// tell is what a term's counts by now tell.
func (t *Table) tell(term string, g tongue) float32 {
	t.count(term)
	present := t.clock.present
	for i := range t.room.scores {
		t.room.scores[i] = t.base.seen[g][i] + t.heard.seen[g][i]/present
	}
	return tell(t.room.counts, t.room.scores)
}

// tell is min(1, KL(P(theme|term) ‖ P(theme)) / 1.2), by a term's counts and those of all texts of its tongue.
func tell(counts, texts []float64) float32 {
	var n, all float64
	for i, c := range counts {
		n += c
		all += texts[i] + 1
	}
	if n < leastMet {
		return unknown
	}
	none := math.Log(pseudo / (n + pseudo)) // of p/q where nothing was counted, which is most often
	var kl float64
	for i, c := range counts {
		q := (texts[i] + 1) / all
		p := (c + pseudo*q) / (n + pseudo)
		if c == 0 {
			kl += p * none
		} else {
			kl += p * math.Log(p/q)
		}
	}
	return float32(min(1, max(0, kl/told)))
}
