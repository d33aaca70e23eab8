package naming

import "slices"

// Share is the share of the texts that say a phrase, in whatever form, as [Name] counts it: it tells whether a label still
// fits. It is 0 for no texts and for a phrase without a telling word.
func Share(texts []Text, phrase string) float64 {
	r := newReader(nil)
	key, ok := r.whole(phrase)
	texts = counted(texts)
	said := 0
	for _, t := range texts {
		if _, found := slices.BinarySearch(r.phrases(t), key); found {
			said++
		}
	}
	if !ok || len(texts) == 0 {
		return 0
	}
	return float64(said) / float64(len(texts))
}

// whole is the key of a phrase that is all of a text.
func (r *reader) whole(phrase string) (key uint64, ok bool) {
	longest := 0
	r.places(r.read(Text{Text: phrase}), func(p place) {
		if length := p.to - p.from; length > longest {
			key, longest = p.key, length
		}
	})
	return key, longest > 0
}
