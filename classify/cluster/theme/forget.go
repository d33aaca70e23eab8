package theme

// Forget drops what was learned of terms. What their texts taught of each theme stays, so far as it is numbers.
func (t *Table) Forget(list []string) {
	gone := make(map[string]bool, len(list))
	for _, term := range list {
		if _, known := t.terms.slots[term]; known {
			gone[term] = true
		}
	}
	if len(gone) == 0 {
		return
	}
	t.terms.without(gone)
	t.heard.size = t.sizes()
}

// without leaves terms out; the others keep their order.
func (t *tally) without(gone map[string]bool) {
	kept := newTally(t.width)
	kept.grow(len(t.texts))
	for slot, term := range t.texts {
		if gone[term] {
			continue
		}
		to, _ := kept.add(term)
		copy(kept.row(to), t.row(int32(slot)))
		kept.info[to] = t.info[slot]
	}
	*t = kept
}
