package sentiment

import (
	"math"

	"molva/classify"
	"molva/classify/lang"
	"molva/ingest"
)

// opinions says how a text feels towards each subject: as the whole text does, unless it names several in different
// clauses, or compares.
func (m *Model) opinions(s *scratch, mention *ingest.Mention, about []classify.Subject, v *classify.Verdict) []classify.Opinion {
	list := alike(about, v)
	t := &s.targets
	if !t.worth(s.tokens.list, about) {
		return list
	}
	t.locate(s.tokens.list, mention, about)
	t.compare()
	t.divide()
	for i := range list {
		if t.named.has(i) {
			m.opinion(s, v, i, &list[i])
		}
	}
	return list
}

// alike feels towards each subject as the whole text does.
func alike(about []classify.Subject, v *classify.Verdict) []classify.Opinion {
	list := make([]classify.Opinion, len(about))
	for i := range about {
		list[i] = classify.Opinion{Topic: about[i].Topic, Sentiment: v.Sentiment, P: v.P, Unsure: v.Unsure, Mixed: v.Mixed}
	}
	return list
}

// worth reports whether the subjects may be felt about in different ways: there are several, or there is a comparison.
func (t *targets) worth(list []token, about []classify.Subject) bool {
	switch {
	case len(about) == 0 || len(about) > maxSubjects || len(list) > maxTokens:
		return false
	case len(about) > 1:
		return true
	}
	return len(about[0].In) > 0 && t.relations.any(list)
}

const (
	// clauseWeight is what the clauses of a subject count beside the whole text, in logarithms. A regression on texts
	// joined from two, of two brands, found 0.75 to 0.8 beside 0.15, and nothing in the words right before and after
	// the name.
	clauseWeight = 0.85
	roleWeight   = 0.7  // of a role beside what is said
	regret       = 0.75 // how bad what is said of the one taken instead must be to turn the roles about
)

// byRole are the probabilities of a subject that comes off well, for all that the words may say.
var byRole = classify.Probabilities{Negative: 0.1, Neutral: 0.2, Positive: 0.7}

// opinion judges one subject by the tokens about it, which are appended for as long as that takes.
func (m *Model) opinion(s *scratch, v *classify.Verdict, subject int, o *classify.Opinion) {
	from := len(s.tokens.list)
	whole, words := s.gather(subject)
	to := len(s.tokens.list)
	role := s.targets.roles[subject]
	if whole && role == 0 {
		return
	}
	p := v.P
	if !whole {
		p = blend(m.probabilities(s, v.Lang, from, to), v.P, clauseWeight)
		o.Mixed = m.mixed(s, v.Lang, from, to, p)
		s.tokens.list = s.tokens.list[:from]
	}
	o.P = rounded(s.targets.play(subject, p))
	o.Sentiment = top(o.P)
	o.Unsure = m.unsure(o.P, v.Lang) || words == 0 && role == 0
}

// unsure reports probabilities that tell little, or of a language that the model never read.
func (m *Model) unsure(p classify.Probabilities, language string) bool {
	return p.Of(top(p)) < m.head.Unsure || language == lang.Other
}

// gather appends the tokens that are about a subject, to be scored as a text of their own, and counts the words that say
// something. Whole is true, and nothing appended, when that is every token, or none.
func (s *scratch) gather(subject int) (whole bool, words int) {
	t := &s.targets
	from := len(s.tokens.list)
	for _, c := range t.clauses {
		if !c.about.has(subject) && !t.passed.has(subject) {
			continue
		}
		words += c.words
		for i := c.from; i < c.to; i++ {
			if !t.spots[i].spent {
				s.tokens.list = append(s.tokens.list, s.tokens.list[i])
			}
		}
	}
	if n := len(s.tokens.list) - from; n == from || n == 0 {
		s.tokens.list = s.tokens.list[:from]
		return true, words
	}
	return false, words
}

// play lets a subject's role speak beside what is said of it.
func (t *targets) play(subject int, said classify.Probabilities) classify.Probabilities {
	role := t.roles[subject]
	if (t.chosen | t.passed).has(subject) && said.Negative >= regret {
		role = 0
	}
	if t.passed.has(subject) {
		said = opposite(said)
	}
	switch {
	case role > 0:
		return mean(byRole, said, roleWeight)
	case role < 0:
		return mean(opposite(byRole), said, roleWeight)
	}
	return said
}

func opposite(p classify.Probabilities) classify.Probabilities {
	p.Negative, p.Positive = p.Positive, p.Negative
	return p
}

// mean is the weighted mean of two.
func mean(a, b classify.Probabilities, weight float64) classify.Probabilities {
	of := func(a, b float64) float64 { return weight*a + (1-weight)*b }
	return classify.Probabilities{Negative: of(a.Negative, b.Negative), Neutral: of(a.Neutral, b.Neutral), Positive: of(a.Positive, b.Positive)}
}

// blend is the weighted geometric mean of two, made to sum to one.
func blend(a, b classify.Probabilities, weight float64) classify.Probabilities {
	of := func(a, b float64) float64 { return weight*math.Log(max(a, 1e-6)) + (1-weight)*math.Log(max(b, 1e-6)) }
	z := [3]float64{of(a.Negative, b.Negative), of(a.Neutral, b.Neutral), of(a.Positive, b.Positive)}
	softmax(&z)
	return classify.Probabilities{Negative: z[0], Neutral: z[1], Positive: z[2]}
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
