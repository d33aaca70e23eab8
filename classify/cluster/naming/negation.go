package naming

// negationReach is how many words may stand between a negation and the word that it turns: "не могу даже войти".
const negationReach = 2

// negate gives each word that a negation turns an identity of its own.
func (r *reader) negate(words []word) {
	for i, w := range words {
		if w.class != negation {
			continue
		}
		at := turned(words, i)
		if at < 0 || words[at].not != 0 {
			continue
		}
		words[at].id = r.meaning("not_" + words[at].stem)
		words[at].not = at - i
		if words[at].class == generic && r.words.is(vow, w.form) {
			words[at].class = feeling
		}
	}
}

// turned is the word that the negation at i turns: the next that tells something, or, where the negation closes its
// clause, the one before ("звука нет"). It is -1 for none.
func turned(words []word, i int) int {
	for at := i + 1; at < len(words) && at <= i+1+negationReach && !words[at].opens; at++ {
		if words[at].telling() {
			return at
		}
	}
	closes := i+1 == len(words) || words[i+1].opens
	if closes && i > 0 && !words[i].opens && words[i-1].telling() {
		return i - 1
	}
	return -1
}
