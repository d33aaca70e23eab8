package likeness

import (
	"strings"
	"unicode"

	"molva/classify/cluster/concept"
	"molva/classify/cluster/terms"
)

// subject is a cluster made ready to be compared.
type subject struct {
	Summary
	terms    vector   // the centroid, the heaviest first until its company is known
	concepts vector   // what it says in either language, at length one
	coverage float64  // how long that was before: how much of the centroid it is, 0 to 1
	cyrillic float64  // the part of its words that is in Cyrillic letters, by squared weight; concepts have no letters
	company  vector   // the terms that its heaviest words are found with, at length one
	texts    []string // of all terms, by place
}

// survey prepares clusters, which teach what words keep which company.
func survey(list []Summary) []subject {
	var g gazetteer
	subjects := make([]subject, len(list))
	for i, s := range list {
		subjects[i].Summary = s
		for _, t := range s.Terms {
			subjects[i].terms = append(subjects[i].terms, entry{g.place(t.Text), t.Share})
		}
	}
	companies := newCompanies(subjects, g.texts)
	for i := range subjects {
		s := &subjects[i]
		s.texts = g.texts
		s.company = companies.of(s.terms)
		s.terms = s.terms.inOrder()
		s.readScript()
	}
	readConcepts(subjects, g.means)
	return subjects
}

// gazetteer gives terms their places in vectors, in the order in which they are met.
type gazetteer struct {
	places map[string]int32
	texts  []string // by place
	means  []int32  // the place of each one's concept, its own where the lexicon knows none
}

func (g *gazetteer) place(text string) int32 {
	if at, ok := g.places[text]; ok {
		return at
	}
	if g.places == nil {
		g.places = make(map[string]int32)
	}
	at := int32(len(g.texts))
	g.places[text] = at
	g.texts = append(g.texts, text)
	g.means = append(g.means, at)
	if id, ok := terms.Concept(text); ok {
		means := g.place(id)
		g.means[at] = means
	}
	return at
}

func isConcept(term string) bool { return strings.HasPrefix(term, concept.Mark) }

// isPair reports two words together, which are terms by themselves too.
func isPair(term string) bool { return strings.Contains(term, " ") }

func (s *subject) readScript() {
	var cyrillic, all float64
	for _, e := range s.terms {
		if text := s.texts[e.at]; !isConcept(text) {
			all += e.by * e.by
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
				cyrillic += e.by * e.by
			}
		}
	}
	if all > 0 {
		s.cyrillic = cyrillic / all
	}
}

// head is the heaviest term of a cluster.
func head(s Summary) string {
	if len(s.Terms) == 0 {
		return ""
	}
	return s.Terms[0].Text
}

// speaksRussian and speaksEnglish leave out the clusters that do both: they have found each other already.
func (s *subject) speaksRussian() bool { return s.cyrillic > 0.6 }
func (s *subject) speaksEnglish() bool { return s.cyrillic < 0.1 }
