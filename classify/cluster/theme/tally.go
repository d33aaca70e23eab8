package theme

import (
	"cmp"
	"slices"
	"strings"
)

// maxTerms bounds the terms that a table has learned, some 200 bytes each. What it forgets is the rarest, by faded counts.
const maxTerms = 1 << 15

// tally counts terms by theme, in rows of one number for each theme.
type tally struct {
	width int
	slots map[string]int32
	texts []string
	rows  []float32
	info  []float32 // see Table.Info, as of the last time that the term was heard; unknown when not to be told
}

func newTally(width int) tally { return tally{width: width, slots: make(map[string]int32)} }

// row are a term's counts; nil when it was never met.
func (t *tally) row(slot int32) []float32 { return t.rows[int(slot)*t.width:][:t.width:t.width] }

// add returns the place of a term, which is new and has nothing counted when fresh.
func (t *tally) add(term string) (slot int32, fresh bool) {
	if slot, ok := t.slots[term]; ok {
		return slot, false
	}
	slot = int32(len(t.texts))
	t.slots[term] = slot
	t.texts = append(t.texts, term)
	t.info = append(t.info, unknown)
	for range t.width {
		t.rows = append(t.rows, 0)
	}
	return slot, true
}

func (t *tally) fade(factor float64) {
	for i := range t.rows {
		t.rows[i] *= float32(factor)
	}
}

// grow makes room for so many terms in a tally that has none yet.
func (t *tally) grow(n int) {
	t.slots = make(map[string]int32, n)
	t.texts, t.info, t.rows = slices.Grow(t.texts, n), slices.Grow(t.info, n), slices.Grow(t.rows, n*t.width)
}

// prune forgets the rarer half.
func (t *tally) prune() {
	order := make([]int32, len(t.texts))
	total := make([]float32, len(t.texts))
	for i := range order {
		order[i] = int32(i)
		for _, n := range t.row(int32(i)) {
			total[i] += n
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(total[b], total[a]), strings.Compare(t.texts[a], t.texts[b]))
	})
	kept := newTally(t.width)
	kept.grow(len(t.texts))
	for _, slot := range order[:len(order)/2] {
		to, _ := kept.add(t.texts[slot])
		copy(kept.row(to), t.row(slot))
		kept.info[to] = t.info[slot]
	}
	*t = kept
}
