package theme

import "math"

// How Info is told.
const (
	told     = 1.2 // nats: the divergence of a term that tells all
	pseudo   = 2   // mentions of the overall distribution that every term begins with
	leastMet = 3   // mentions, for anything to be told
)

// unknown is what a term tells that was met too seldom.
const unknown float32 = -1

// Info is how unevenly a term is spread over the themes: 0 like all texts, 1 tells the theme. It is as of the last time that
// the term was heard. ok is false for a term that was met in too few mentions to tell.
func (t *Table) Info(term string) (info float64, ok bool) {
	said := unknown
	if slot, heard := t.terms.slots[term]; heard {
		said = t.terms.info[slot]
	} else if p, ok := t.pack.priors[hash(term)]; ok {
		said = p.info
	}
	return float64(said), said >= 0
}

// Common is the share of texts that have a term, as the warm start knows it from complaints about others; 0 for a term that
// it never met.
func (t *Table) Common(term string) float64 { return float64(t.pack.priors[hash(term)].common) }

// weigh is what a term tells by now.
func (t *Table) weigh(term string, g tongue) float32 {
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
