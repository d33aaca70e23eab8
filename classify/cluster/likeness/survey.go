package likeness

import (
	"strings"
	"unicode"

	"molva/classify/cluster/concept"
)

// subject is a cluster made ready to be compared.
type subject struct {
	Summary
	terms    vector   // the centroid, the heaviest first until its company is known
	concepts vector   // the concepts in it, at length one
	coverage float64  // the length of the concepts in the centroid, 0 to 1
	cyrillic float64  // the part of its words that is in Cyrillic letters, by squared weight; concepts have no letters
	company  vector   // the terms that its heaviest words are found with, at length one
	texts    []string // of all terms, by place
}

// survey prepares clusters, which teach what words keep which company.
func survey(list []Summary) []subject {
	subjects, texts := place(list)
	companies := newCompanies(subjects, texts)
	for i := range subjects {
		s := &subjects[i]
		s.texts = texts
		s.company = companies.of(s.terms)
		s.terms = s.terms.inOrder()
		s.readConcepts()
		s.readScript()
	}
	return subjects
}

// place gives every term a place, in the order in which they are met.
func place(list []Summary) (subjects []subject, texts []string) {
	places := make(map[string]int32)
	subjects = make([]subject, len(list))
	for i, s := range list {
		subjects[i].Summary = s
		for _, t := range s.Terms {
			at, ok := places[t.Text]
			if !ok {
				at = int32(len(texts))
				places[t.Text] = at
				texts = append(texts, t.Text)
			}
			subjects[i].terms = append(subjects[i].terms, entry{at, t.Share})
		}
	}
	return subjects, texts
}

func isConcept(term string) bool { return strings.HasPrefix(term, concept.Mark) }

// isPair reports two words together, which are terms by themselves too.
func isPair(term string) bool { return strings.Contains(term, " ") }

func (s *subject) readConcepts() {
	for _, e := range s.terms {
		if isConcept(s.texts[e.at]) {
			s.concepts = append(s.concepts, e)
		}
	}
	s.coverage = s.concepts.length()
	s.concepts = s.concepts.unit()
}

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
