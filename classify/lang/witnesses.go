package lang

// witnesses is a map from the hash of a word, open addressing, quick to ask: each word of each text is looked up.
type witnesses struct {
	checks []uint32 // the upper half of a hash; the lower half led here
	says   []witness
}

func newWitnesses(words map[uint64]witness) witnesses {
	size := 64
	for size < 2*len(words) {
		size *= 2
	}
	w := witnesses{make([]uint32, size), make([]witness, size)}
	for hash, says := range words {
		at := w.at(hash)
		w.checks[at], w.says[at] = uint32(hash>>32), says
	}
	return w
}

// of returns what a word says.
func (w *witnesses) of(hash uint64) witness { return w.says[w.at(hash)] }

// at is the place of a hash, or the free one where it would be.
func (w *witnesses) at(hash uint64) int {
	mask := len(w.says) - 1
	at := int(hash) & mask
	for w.says[at] != unheard && w.checks[at] != uint32(hash>>32) {
		at = (at + 1) & mask
	}
	return at
}
