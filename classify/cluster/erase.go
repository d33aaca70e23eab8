package cluster

import "slices"

// forgettable is how much less than one post of today a term must count for nobody but those who were taken out to have said it.
const forgettable = 1e-6

// Forget drops the words of texts that nobody else said: those that no cluster has and that count for nothing. The posts
// themselves are to be taken out before. It is for texts that must not be there any more, not even word by word.
func (b *Book) Forget(texts ...Post) {
	least := forgettable * b.clock.present()
	for _, p := range texts {
		var gone []string
		for _, t := range slices.Clone(b.read(p).terms) {
			id, known := b.words.ids[t.Text]
			if known && (len(b.words.in[id]) > 0 || b.words.posts[id] > least) {
				continue
			}
			if known {
				b.words.forget(id)
			}
			gone = append(gone, t.Text)
		}
		b.themes.Forget(gone)
		b.last = reading{}
	}
}
