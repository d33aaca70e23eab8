package likeness

import (
	"cmp"
	"math"
	"slices"

	"molva/classify/cluster"
)

// comparison is how two clusters compare.
type comparison struct {
	a, b     *subject
	foreign  bool    // one is Russian, the other English
	same     bool    // of one known theme
	words    float64 // cosine of the centroids
	concepts float64 // cosine of their concepts, less where those are a small part of either
	company  float64 // cosine of the company that their words keep
}

// enoughCoverage is the length of a cluster's concepts from which on they speak for the whole.
const enoughCoverage = 0.35

// What two clusters have in common at least, to be compared at all: below that, the company of rare words is chance, and
// hardly any pair is above, which saves the time.
const (
	touching = 0.05 // the cosine of two in one language
	echoing  = 0.2  // that of the concepts of two in different languages
)

// match compares two clusters; ok is false when they have next to nothing in common.
func match(a, b *subject) (m comparison, ok bool) {
	m = comparison{a: a, b: b, same: a.Theme == b.Theme && a.Theme != ""}
	m.foreign = a.speaksRussian() && b.speaksEnglish() || a.speaksEnglish() && b.speaksRussian()
	if m.foreign {
		covered := min(1, a.coverage/enoughCoverage) * min(1, b.coverage/enoughCoverage)
		m.concepts = covered * product(a.concepts, b.concepts, nil)
	}
	m.words = product(a.terms, b.terms, nil)
	if m.foreign && m.concepts < echoing || !m.foreign && m.words < touching {
		return m, false
	}
	m.company = product(a.company, b.company, nil)
	return m, true
}

// score is a logistic function of the cosines. In one language, it follows how often two clusters of CLINC150 and of Bitext
// requests had the same intents; the first 20 pairs of airline complaints, which it was not fitted to, each had the same
// chief reason (TestSuggestionsOnPublicTexts). Across languages no set has labels: of 92 pairs of app and bank complaints
// that we read, some 80 were good.
func (m *comparison) score() float64 {
	theme := 0.0
	if m.same {
		theme = 1
	}
	if m.foreign {
		return logistic(-3.3 + 5.5*m.concepts + 1.1*m.company + 1.1*theme)
	}
	return logistic(-4 + 5*m.company + theme)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// alikeWords is the cosine from which on shared words are the better reason than their company.
const alikeWords = 0.2

func (m *comparison) way() Way {
	switch {
	case m.foreign:
		return Languages
	case m.words >= alikeWords:
		return Words
	}
	return Company
}

func (m *comparison) suggestion() Suggestion {
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

// A reason names a few terms, none that says next to nothing beside the first.
const (
	told   = 5
	saying = 0.1
)

// shared are the places of a product, the greatest first.
func (m *comparison) shared(a, b vector) []cluster.Share {
	var list []cluster.Share
	product(a, b, func(at int32, by float64) {
		list = append(list, cluster.Share{Text: m.a.texts[at], Share: by})
	})
	slices.SortFunc(list, func(x, y cluster.Share) int {
		return cmp.Or(cmp.Compare(y.Share, x.Share), cmp.Compare(x.Text, y.Text))
	})
	list = list[:min(len(list), told)]
	return slices.DeleteFunc(list, func(s cluster.Share) bool { return s.Share < saying*list[0].Share })
}
