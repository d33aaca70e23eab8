package likeness

import (
	"cmp"
	"math"
	"slices"

	"molva/classify/cluster"
)

// likeness is how two clusters compare.
type likeness struct {
	a, b     *subject
	foreign  bool    // one is Russian, the other English
	same     bool    // of one known theme
	words    float64 // cosine of the centroids
	concepts float64 // cosine of the concepts in them, less where they are a small part of either
	company  float64 // cosine of the company that their words keep
}

// enoughCoverage is the length of the concepts in a centroid from which on they speak for the whole.
const enoughCoverage = 0.35

func match(a, b *subject) likeness {
	m := likeness{a: a, b: b, same: a.Theme == b.Theme && a.Theme != ""}
	m.foreign = a.speaksRussian() && b.speaksEnglish() || a.speaksEnglish() && b.speaksRussian()
	m.words = product(a.terms, b.terms, nil)
	m.company = product(a.company, b.company, nil)
	if m.foreign {
		covered := min(1, a.coverage/enoughCoverage) * min(1, b.coverage/enoughCoverage)
		m.concepts = covered * product(a.concepts, b.concepts, nil)
	}
	return m
}

// touching is the least cosine of two centroids in one language: below it, the company is all that speaks for them, and of
// rare words it is chance.
const touching = 0.05

// score is a logistic function of the cosines. In one language it was fitted by eye to how often two clusters of CLINC150
// and Bitext intents had the same intents; across languages, to 64 pairs of app and bank complaints that were read. On
// airline complaints, which it had not seen, three of the first four pairs had one reason each and the same.
func (m *likeness) score() float64 {
	theme := 0.0
	if m.same {
		theme = 1
	}
	switch {
	case m.foreign:
		return logistic(-3.3 + 5.5*m.concepts + 1.1*m.company + 1.1*theme)
	case m.words < touching:
		return 0
	}
	return logistic(-4 + 5*m.company + theme)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// alikeWords is the cosine from which on shared words are the better reason than their company.
const alikeWords = 0.2

func (m *likeness) way() Way {
	switch {
	case m.foreign:
		return Languages
	case m.words >= alikeWords:
		return Words
	}
	return Company
}

func (m *likeness) suggestion() Suggestion {
	reason := Reason{Way: m.way(), Heads: [2]string{head(m.a.Summary), head(m.b.Summary)}}
	if m.same {
		reason.Theme = m.a.Theme
	}
	switch reason.Way {
	case Languages:
		reason.Shared = m.shared(m.a.concepts, m.b.concepts)
	case Words:
		reason.Shared = m.shared(m.a.terms, m.b.terms)
	case Company:
		reason.Shared = m.shared(m.a.company, m.b.company)
	}
	return Suggestion{A: m.a.ID, B: m.b.ID, Score: m.score(), Reason: reason}
}

// told is how many shared terms a reason names.
const told = 5

// shared are the places of a product, the greatest first.
func (m *likeness) shared(a, b vector) []cluster.Share {
	var list []cluster.Share
	product(a, b, func(at int32, by float64) {
		list = append(list, cluster.Share{Text: m.a.texts[at], Share: by})
	})
	slices.SortFunc(list, func(x, y cluster.Share) int {
		return cmp.Or(cmp.Compare(y.Share, x.Share), cmp.Compare(x.Text, y.Text))
	})
	return list[:min(len(list), told)]
}
