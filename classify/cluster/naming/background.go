package naming

// Background is how often phrases are written in all texts of a kind. Nil is one that knows nothing. It is read-only and
// may be shared.
type Background struct {
	texts  int
	shares map[uint64]float32 // phrase → share of the texts, for those in more than one
	muted  map[uint64]bool
}

// Bounds of a background: that many texts are read, spread evenly over what is given, and a text that repeats words for
// ever adds no more than maxWords allows. Measured: 8,000 airline posts make TODO.
const maxSample = 8000

// NewBackground counts the phrases in texts of one kind. Muted are the words that name topics, in any inflection: no
// phrase has one.
func NewBackground(texts []Text, muted []string) *Background {
	b := &Background{shares: make(map[uint64]float32), muted: stems(muted)}
	r := newReader(b.muted)
	step := max(1, (len(texts)+maxSample-1)/maxSample)
	counts := make(map[uint64]int)
	for i := 0; i < len(texts); i += step {
		b.texts++
		for _, key := range r.phrases(texts[i]) {
			counts[key]++
		}
	}
	for key, n := range counts {
		if n > 1 {
			b.shares[key] = float32(n) / float32(b.texts)
		}
	}
	return b
}

// share is the share of all texts that have the phrase. A phrase that the sample lacks is taken to stand in one text.
func (b *Background) share(key uint64) float64 {
	if b == nil || b.texts == 0 {
		return 0
	}
	return max(float64(b.shares[key]), 1/float64(b.texts))
}

func (b *Background) reader() *reader {
	if b == nil {
		return newReader(nil)
	}
	return newReader(b.muted)
}

// stems are the identities of words in any inflection.
func stems(list []string) map[uint64]bool {
	r, out := newReader(nil), make(map[uint64]bool)
	for _, s := range list {
		for _, w := range r.cut(nil, s) {
			if w.id != 0 {
				out[w.id] = true
			}
		}
	}
	return out
}
