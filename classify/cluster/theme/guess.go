package theme

import (
	"math"

	"molva/classify/cluster/terms"
)

// How the parts of a score weigh against each other, measured on airline complaints of brands that had taught nothing.
const (
	smoothing   = 0.3 // added to each count
	seedFactor  = 2   // what a phrase's weight is worth, in nats
	priorFactor = 0.5 // of the log share of a theme in the stream
	priorTexts  = 4   // texts of each theme that a stream begins with
	jointFactor = 0.5 // of a pair or a negated word beside the words in it
	leastSay    = 0.2 // of a term that is spread over the themes as all texts are
	unknownSay  = 0.5 // of a term that was met too seldom to tell
)

var logSmoothing = math.Log(smoothing)

// None is the theme of a text that says nothing known.
const None = -1

// Guess is what a text sounds like.
type Guess struct {
	Theme  int     // index into Themes, or None
	Seeded bool    // exactly one theme's phrases fit best, so that the text teaches more than another
	P      float32 // how sure, by the scores alone: such tables are too sure of themselves
	teach  int     // what a seeded text teaches
}

// Read guesses the theme of a text by its terms. It changes nothing.
func (t *Table) Read(list []terms.Term) Guess {
	g := Guess{Theme: None, teach: t.readSeeds(list)}
	g.Seeded = g.teach >= 0
	t.begin(tongueOfText(list))
	known := false
	for _, term := range list {
		known = t.score(term.Text) || known
	}
	if known {
		g.Theme, g.P = t.best()
	}
	return g
}

// readSeeds sums the phrases' weights by theme and returns the theme with the highest sum, None when there are several.
func (t *Table) readSeeds(list []terms.Term) int {
	seeds := t.room.seeds
	clear(seeds)
	for _, term := range list {
		if k, ok := t.pack.known[term.Text]; ok && k.weight > 0 {
			seeds[t.at[k.theme]] += k.weight
		}
	}
	theme, most := None, float32(0)
	for i, sum := range seeds {
		switch {
		case sum > most:
			theme, most = i, sum
		case sum == most:
			theme = None
		}
	}
	return theme
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
		r.scores[i] = priorFactor*math.Log(n/all) + seedFactor*float64(r.seeds[i])
	}
	for g := range tongues {
		more := smoothing * float64(t.base.size[g]+t.heard.size[g])
		for i := range r.scores {
			r.rest[g][i] = math.Log(t.base.mass[g][i] + t.heard.mass[g][i]/present + more)
		}
	}
}

// score adds what one term says; known is false when it says nothing.
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

// count fills in how often a term was met with each theme, and says what it tells; known is false for one that was never
// met and is no phrase.
func (t *Table) count(term string) (info float32, known bool) {
	clear(t.room.counts)
	k, known := t.pack.known[term]
	for i, n := range k.counts {
		t.room.counts[t.at[i]] = float64(n)
	}
	slot, heard := t.terms.slots[term]
	if !heard {
		return k.info, known
	}
	present := t.clock.present
	for i, n := range t.terms.row(slot) {
		t.room.counts[i] += float64(n) / present
	}
	return t.terms.info[slot], true
}

// best is the theme with the highest score that the pack has, and its share.
func (t *Table) best() (theme int, p float32) {
	theme = None
	for i, from := range t.from {
		if from >= 0 && (theme == None || t.room.scores[i] > t.room.scores[theme]) {
			theme = i
		}
	}
	var all float64
	for i, from := range t.from {
		if from >= 0 {
			all += math.Exp(t.room.scores[i] - t.room.scores[theme])
		}
	}
	return theme, float32(1 / all)
}
