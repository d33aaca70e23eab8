package theme

import (
	"math"
	"time"

	"molva/classify/cluster/terms"
)

// What a mention counts for the theme that it was given, and what the parts of the sum weigh against each other. All are
// the recipe's.
const (
	seededWeight = 1
	guessWeight  = 0.2
	smoothing    = 0.1
	seedFactor   = 1.5
	priorFactor  = 0.5
	infoCounts   = 2   // pseudo-mentions of the overall distribution in Info
	infoScale    = 1.2 // the divergence, in nats, of a term that tells all
	infoLeast    = 3   // mentions that a term must have been in for Info to know it
)

// None is the theme of a text that says nothing known.
const None = -1

// Guess is what a text sounds like.
type Guess struct {
	Theme  int     // index into Themes, or None
	Seeded bool    // exactly one theme's phrases fit best; it teaches more than another guess
	P      float32 // that it is this theme and no other, as the table sees it: too sure of itself, as such tables are
}

// Table learns from the stream what belongs to each theme: a naive Bayes over terms, taught by the mentions whose phrases
// are clear and, less, by its own guesses (self-training; Nigam et al. 2000). Counts fade by half every HalfLife. It is not
// safe for concurrent use.
type Table struct {
	pack  *Pack
	ids   []string
	from  []int // the pack's theme at each index, -1 for one that the pack no longer has
	clock clock
	seen  []float64 // mentions taught, by theme
	mass  []float64 // terms taught, by theme
	terms tally
	score []float64 // scratch
	seeds []float32 // scratch
}

// NewTable returns a table that has heard nothing but its pack; nil stands for the neutral one.
func NewTable(p *Pack) *Table {
	if p == nil {
		p = Neutral()
	}
	t := &Table{pack: p}
	for i, id := range p.ids() {
		t.ids, t.from = append(t.ids, id), append(t.from, i)
	}
	t.grow()
	return t
}

// grow fits what is counted by theme to the number of themes.
func (t *Table) grow() {
	n := len(t.ids)
	t.seen, t.mass = make([]float64, n), make([]float64, n)
	t.score, t.seeds = make([]float64, n), make([]float32, n)
	t.terms = newTally(n)
}

// Themes are the ids that a Guess's index counts in: for the life of a state, an id keeps its place.
func (t *Table) Themes() []string { return append([]string(nil), t.ids...) }

// Read guesses the theme of a text by its terms. It changes nothing.
func (t *Table) Read(list []terms.Term) Guess {
	best, unique := t.readSeeds(list)
	t.startScores()
	known := best > 0
	for _, term := range list {
		if row := t.terms.row(term.Text); row != nil {
			t.addRow(row)
			known = true
		}
	}
	if !known {
		return Guess{Theme: None}
	}
	return t.choose(unique)
}

// readSeeds sums the seeds by theme; unique tells that only one theme has the highest sum.
func (t *Table) readSeeds(list []terms.Term) (best float32, unique bool) {
	clear(t.seeds)
	for _, term := range list {
		if s, ok := t.pack.seeds[term.Text]; ok {
			t.seeds[t.at(s.theme)] += s.weight
		}
	}
	for _, sum := range t.seeds {
		if sum > best {
			best, unique = sum, true
		} else if sum == best {
			unique = false
		}
	}
	return best, unique && best > 0
}

// at is the index of the pack's theme.
func (t *Table) at(theme int) int {
	for i, from := range t.from {
		if from == theme {
			return i
		}
	}
	return None
}

func (t *Table) startScores() {
	var all float64
	for _, n := range t.seen {
		all += n
	}
	for i, n := range t.seen {
		t.score[i] = priorFactor*math.Log((n+1)/(all+float64(len(t.seen)))) + seedFactor*float64(t.seeds[i])
	}
}

// addRow adds a term's evidence.
func (t *Table) addRow(row []float32) {
	vocabulary := smoothing * float64(t.terms.len())
	for i, n := range row {
		t.score[i] += math.Log((float64(n) + smoothing) / (t.mass[i] + vocabulary))
	}
}

func (t *Table) choose(unique bool) Guess {
	best := None
	for i, from := range t.from {
		if from >= 0 && (best == None || t.score[i] > t.score[best]) {
			best = i
		}
	}
	var all float64
	for i, from := range t.from {
		if from >= 0 {
			all += math.Exp(t.score[i] - t.score[best])
		}
	}
	return Guess{Theme: best, Seeded: unique, P: float32(1 / all)}
}

// Learn takes a text in with what Read guessed of it; at is when it was published.
func (t *Table) Learn(list []terms.Term, g Guess, at time.Time) {
	if g.Theme < 0 || g.Theme >= len(t.ids) {
		return
	}
	theme, weight := g.Theme, t.tick(at)*guessWeight
	if best, unique := t.readSeeds(list); unique {
		for i, sum := range t.seeds {
			if sum == best {
				theme, weight = i, weight/guessWeight*seededWeight
			}
		}
	}
	t.seen[theme] += weight
	t.mass[theme] += weight * float64(len(list))
	for _, term := range list {
		t.terms.add(term.Text, theme, float32(weight))
	}
}

// Info is how unevenly a term is spread over the themes: 0 as every text, 1 tells the theme. It is the divergence
// KL(P(theme|term) ‖ P(theme)) over 1.2 nats, cut at 1, with two pseudo-mentions. ok is false for a term that was met in
// too few mentions to tell.
func (t *Table) Info(term string) (info float64, ok bool) {
	row := t.terms.row(term)
	if row == nil {
		return 0, false
	}
	var n, all, kl float64
	for i, c := range row {
		n += float64(c)
		all += t.seen[i]
	}
	if n < infoLeast {
		return 0, false
	}
	for i, c := range row {
		q := (t.seen[i] + 1) / (all + float64(len(row)))
		p := (float64(c) + infoCounts*q) / (n + infoCounts)
		kl += p * math.Log(p/q)
	}
	return min(1, max(0, kl)/infoScale), true
}
