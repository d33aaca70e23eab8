package theme

// Table learns from the stream what belongs to each theme: a naive Bayes over terms, taught by the mentions whose phrases
// are clear and, less, by its own guesses (self-training; Nigam, McCallum, Thrun, Mitchell 2000). What was learned fades by
// half every HalfLife; what the pack knows beforehand stays. The same mentions in the same order give the same table. It is
// not safe for concurrent use.
type Table struct {
	pack  *Pack
	ids   []string
	from  []int // the pack's theme at each index, None for one that the pack no longer has
	at    []int // the index of each of the pack's themes
	clock clock
	base  sums // what the pack knows beforehand
	heard sums // what the stream taught, in the clock's weights
	terms tally
	most  int // terms, before the rarer half is forgotten
	room  room
}

// room is what the work on one text needs, so that it costs no memory.
type room struct {
	phrases []float32
	scores  []float64
	shares  []float64
	counts  []float64          // of one term
	rest    [tongues][]float64 // log of what each count is divided by
}

// sums are what was taught, by tongue and theme: mentions, the terms in them, and how many different terms there are.
type sums struct {
	seen, mass [tongues][]float64
	size       [tongues]int
}

func newSums(themes int) sums {
	var s sums
	for g := range tongues {
		s.seen[g], s.mass[g] = make([]float64, themes), make([]float64, themes)
	}
	return s
}

// move returns the sums with each theme at its new place among n, without those whose place is None.
func (s *sums) move(at []int, n int) sums {
	moved := newSums(n)
	moved.size = s.size
	for g := range tongues {
		for i, to := range at {
			if to != None {
				moved.seen[g][to], moved.mass[g][to] = s.seen[g][i], s.mass[g][i]
			}
		}
	}
	return moved
}

// NewTable returns a table that has heard nothing yet; nil stands for the neutral pack.
func NewTable(p *Pack) *Table {
	if p == nil {
		p = Neutral()
	}
	return newTable(p, nil)
}

// newTable returns a table in which the ids given come first.
func newTable(p *Pack, ids []string) *Table {
	t := &Table{pack: p, ids: ids, most: maxTerms, clock: newClock(0, 0), at: make([]int, len(p.themes))}
	for _, id := range ids {
		t.from = append(t.from, p.index(id))
	}
	for i, theme := range p.themes {
		t.at[i] = t.index(theme.ID)
		if t.at[i] < 0 {
			t.at[i] = len(t.ids)
			t.ids, t.from = append(t.ids, theme.ID), append(t.from, i)
		}
	}
	n := len(t.ids)
	t.base, t.heard, t.terms = p.sums.move(t.at, n), newSums(n), newTally(n)
	t.room = room{phrases: make([]float32, n), scores: make([]float64, n), shares: make([]float64, n), counts: make([]float64, n), rest: newSums(n).seen}
	return t
}

func (t *Table) index(id string) int {
	for i := range t.ids {
		if t.ids[i] == id {
			return i
		}
	}
	return None
}

// Themes are the ids that Guess.Theme counts in. An id keeps its place for the life of a state, also when the pack no longer
// has it; it is not guessed then.
func (t *Table) Themes() []string { return append([]string(nil), t.ids...) }
