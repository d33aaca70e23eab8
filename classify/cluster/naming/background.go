package naming

// Background is how often phrases are written in all texts of a kind. Nil knows nothing, which leaves coverage to decide.
// It is read-only and may be shared.
type Background struct {
	texts  int
	shares map[uint64]float32 // phrase → share of the texts, for those in more than one
	muted  map[string]bool    // stems
}

// maxSample bounds the texts that a background is counted from.
const maxSample = 8000

// NewBackground counts the phrases in texts of one kind, or in a sample spread evenly over them. Muted are the words that
// name topics, in any inflection: no phrase has one.
func NewBackground(texts []Text, muted []string) *Background {
	b := &Background{shares: make(map[uint64]float32), muted: stems(muted)}
	r := b.reader()
	counts := make(map[uint64]int)
	for i := 0; i < len(texts); i += (len(texts) + maxSample - 1) / maxSample {
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

// stems are those of all words in a list of phrases.
func stems(phrases []string) map[string]bool {
	r, out := newReader(nil), make(map[string]bool)
	for _, phrase := range phrases {
		for _, w := range r.cut(nil, phrase) {
			if w.telling() {
				out[w.stem] = true
			}
		}
	}
	return out
}

// share is the share of all texts that have the phrase. One that the sample lacks is taken to stand in one text.
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
