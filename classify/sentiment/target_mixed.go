package sentiment

import "molva/classify"

const (
	// strong is how sure both halves of a mixed text must be.
	strong = 0.6
	// torn is how probable both sides must be before a text without a "but" is looked at: few texts are, and each look
	// costs as much as the text.
	torn = 0.1
	// maxTurns bounds the places where a text is cut in two.
	maxTurns = 3
)

// mixed reports that the tokens from one place to another say something good and something bad: one before, one behind a
// "but" or, in a text that the model is torn about, any end of a clause.
func (m *Model) mixed(s *scratch, language string, from, to int, p classify.Probabilities) bool {
	isTorn := min(p.Negative, p.Positive) >= torn
	for i, turns := from+1, 0; i < to-1 && turns < maxTurns; i++ {
		x := &s.tokens.list[i]
		if x.role&contrast == 0 && !(isTorn && (x.kind == pause || x.kind == marks)) {
			continue
		}
		turns++
		before := opposite(m.probabilities(s, language, from, i))
		if max(before.Negative, before.Positive) >= strong && agree(before, m.probabilities(s, language, i+1, to)) {
			return true
		}
	}
	return false
}

// agree reports two strong feelings that are the same.
func agree(a, b classify.Probabilities) bool {
	return min(a.Negative, b.Negative) >= strong || min(a.Positive, b.Positive) >= strong
}
