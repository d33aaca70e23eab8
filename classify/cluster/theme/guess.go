package theme

import (
	"math"

	"molva/classify/cluster/terms"
)

// How the parts of a score weigh against each other, measured on airline complaints of brands that had taught nothing.
const (
	smoothing    = 0.3 // added to each count
	phraseFactor = 2   // what a phrase's weight is worth, in nats
	priorFactor  = 0.5 // of the log share of a theme in the stream
	priorTexts   = 4   // texts of each theme that a stream begins with
	jointFactor  = 0.5 // of a pair or a negated word beside the words in it
	leastSay     = 0.2 // of a term that is spread over the themes as all texts are
	unknownSay   = 0.5 // of a term that was met too seldom to tell
	calibration  = 0.3 // of the scores, before they become shares: words repeat each other, and naive Bayes believes them all
)

var logSmoothing = math.Log(smoothing)

// None is the theme of a text that says nothing known.
const None = -1

// Guess is what a text sounds like.
type Guess struct {
	Theme  int       // index into Themes, or None
	Seeded bool      // exactly one theme's phrases fit best, so that the text teaches more than another
	P      float32   // how sure: of strangers' complaints with a P of .7 some .7 are right
	Shares []float64 // how sure of each theme, by index; they sum to 1. The next Read overwrites them; nil for None
	teach  int       // what a seeded text teaches
}

// Read guesses the theme of a text by its terms. It changes nothing.
func (t *Table) Read(list []terms.Term) Guess {
	teach, known := t.readPhrases(list)
	t.begin(tongueOfText(list))
	for _, term := range list {
		known = t.score(term.Text) || known
	}
	g := Guess{Theme: None, Seeded: teach != None, teach: teach}
	if known {
		g.Theme = t.best()
		g.Shares = t.shares(g.Theme)
		g.P = float32(g.Shares[g.Theme])
	}
	return g
}

// readPhrases sums the phrases' weights by theme and returns the theme with the highest sum, None when there are several;
// some tells that there was a phrase at all.
func (t *Table) readPhrases(list []terms.Term) (theme int, some bool) {
	sums := t.room.phrases
	clear(sums)
	for _, term := range list {
		if p, ok := t.pack.phrases[term.Text]; ok {
			sums[t.at[p.theme]] += p.weight
		}
	}
	theme, most := None, float32(0)
	for i, sum := range sums {
		switch {
		case sum > most:
			theme, most = i, sum
		case sum == most:
			theme = None
		}
	}
	return theme, most > 0
}

// begin fills in what does not depend on the terms. A theme's share is the stream's alone: the warm start knows what words
// mean, not what this company's customers suffer from.
func (t *Table) begin(g tongue) {
	present, r := t.clock.present, &t.room
	var all float64
	for i := range r.scores {
		r.scores[i] = t.heard.seen[g][i]/present + priorTexts
		all += r.scores[i]
	}
	for i, n := range r.scores {
		r.scores[i] = priorFactor*math.Log(n/all) + phraseFactor*float64(r.phrases[i])
	}
	for g := range tongues {
		more := smoothing * float64(t.base.size[g]+t.heard.size[g])
		for i := range r.scores {
			r.rest[g][i] = math.Log(t.base.mass[g][i] + t.heard.mass[g][i]/present + more)
		}
	}
}

// score adds what one term says; known is false when it was never met.
func (t *Table) score(term string) (known bool) {
	info, known := t.count(term)
	if !known {
		return false
	}
	say := unknownSay
	if info >= 0 {
		say = leastSay + (1-leastSay)*float64(info)
	}
	if isJoint(term) {
		say *= jointFactor
	}
	rest := t.room.rest[tongueOf(term)]
	for i, n := range t.room.counts {
		log := logSmoothing
		if n > 0 {
			log = math.Log(n + smoothing)
		}
		t.room.scores[i] += say * (log - rest[i])
	}
	return true
}

// count fills in how often a term was met with each theme, and says what it tells; known is false when it was never met.
func (t *Table) count(term string) (info float32, known bool) {
	clear(t.room.counts)
	p, known := t.pack.priors[hash(term)]
	for i, n := range p.counts {
		t.room.counts[t.at[i]] = n
	}
	slot, heard := t.terms.slots[term]
	if !heard {
		return p.info, known
	}
	for i, n := range t.terms.row(slot) {
		t.room.counts[i] += float64(n) / t.clock.present
	}
	return t.terms.info[slot], true
}

// best is the theme with the highest score, of those that the pack has.
func (t *Table) best() int {
	best := None
	for i, from := range t.from {
		if from != None && (best == None || t.room.scores[i] > t.room.scores[best]) {
			best = i
		}
	}
	return best
}

// shares are the scores as shares of the themes that the pack has.
func (t *Table) shares(best int) []float64 {
	shares, all := t.room.shares, 0.0
	clear(shares)
	for i, from := range t.from {
		if from != None {
			shares[i] = math.Exp(calibration * (t.room.scores[i] - t.room.scores[best]))
			all += shares[i]
		}
	}
	for i := range shares {
		shares[i] /= all
	}
	return shares
}
