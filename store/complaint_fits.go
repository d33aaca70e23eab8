package store

import (
	"slices"
	"strings"

	"molva/classify/cluster/naming"
	"molva/classify/cluster/terms"
)

// A complaint is called otherwise only when it grew by a quarter, or when its name no longer fits half as well: people
// learn the names.
const (
	outgrown = 1.25
	unfit    = 0.5
)

// misfits reports whether few of the latest texts say what the complaint is called by first.
func (s *subject) misfits() bool {
	if len(s.was.Phrases) == 0 {
		return true
	}
	first := s.was.Phrases[0]
	return said(s.texts, first.Text) < unfit*first.Share
}

// said is the share of the texts that have all words of a phrase, in whatever order and inflection.
func said(texts []naming.Text, phrase string) float64 {
	reader := terms.NewReader()
	wanted := slices.DeleteFunc(reader.Read(nil, "", phrase, ""), func(t terms.Term) bool { return strings.Contains(t.Text, " ") })
	var list []terms.Term
	n, all := 0, 0
	for _, t := range texts {
		if !t.Counted {
			continue
		}
		all++
		list = reader.Read(list[:0], t.Title, t.Text, t.Lang)
		if !slices.ContainsFunc(wanted, func(w terms.Term) bool {
			return !slices.ContainsFunc(list, func(t terms.Term) bool { return t.Text == w.Text })
		}) {
			n++
		}
	}
	return float64(n) / float64(max(all, 1))
}
