package sentiment

import "molva/classify"

func opinions(about []classify.Subject, v *classify.Verdict) []classify.Opinion {
	list := make([]classify.Opinion, len(about))
	for i := range about {
		list[i] = classify.Opinion{Topic: about[i].Topic, Sentiment: v.Sentiment, P: v.P, Unsure: v.Unsure, Mixed: v.Mixed}
	}
	return list
}

// top is the most probable sentiment; of equal ones neutral, then negative.
func top(p classify.Probabilities) classify.Sentiment {
	best := classify.Neutral
	for _, s := range [...]classify.Sentiment{classify.Negative, classify.Positive} {
		if p.Of(s) > p.Of(best) {
			best = s
		}
	}
	return best
}

// strong is how sure both halves of a mixed text must be.
const strong = 0.6

// maxTurns bounds the places where a text is cut in two: each costs as much as the text.
const maxTurns = 3

// mixed reports a text that says something good before a "but" and something bad after it, or the other way about.
func (m *Model) mixed(s *scratch, language string) bool {
	list := s.tokens.list
	turns := 0
	for i := range list {
		if list[i].role&contrast == 0 {
			continue
		}
		if turns++; turns > maxTurns {
			return false
		}
		before, after := m.probabilities(s, language, 0, i), m.probabilities(s, language, i+1, len(list))
		if before.Negative >= strong && after.Positive >= strong || before.Positive >= strong && after.Negative >= strong {
			return true
		}
	}
	return false
}
