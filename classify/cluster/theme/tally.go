package theme

// tally counts terms by theme.
type tally struct {
	width int
	slots map[string]int32
	rows  []float32
}

func newTally(width int) tally { return tally{width: width, slots: make(map[string]int32)} }

func (t *tally) len() int { return len(t.slots) }

// row are a term's counts; nil when it was never met.
func (t *tally) row(term string) []float32 {
	slot, ok := t.slots[term]
	if !ok {
		return nil
	}
	return t.rows[int(slot)*t.width:][:t.width]
}

func (t *tally) add(term string, theme int, weight float32) {
	row := t.row(term)
	if row == nil {
		t.slots[term] = int32(len(t.slots))
		t.rows = append(t.rows, make([]float32, t.width)...)
		row = t.row(term)
	}
	row[theme] += weight
}
