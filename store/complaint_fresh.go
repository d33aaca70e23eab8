package store

import (
	"cmp"
	"slices"

	"molva/classify/cluster"
	"molva/classify/cluster/naming"
)

// mostFresh is how many complaints that nobody has tended yet are described while they are read: those of most people.
const mostFresh = 100

// introduce describes complaints that were found since they were last tended, as well as can be done without the books.
func (l *look) introduce(shown []*heap) error {
	fresh := slices.DeleteFunc(slices.Clone(shown), func(h *heap) bool { return h.tended > 0 || h.mentions < 2 })
	slices.SortStableFunc(fresh, func(a, b *heap) int { return cmp.Compare(b.people, a.people) })
	known := map[cluster.Kind]*naming.Background{}
	for _, h := range fresh[:min(len(fresh), mostFresh)] {
		if known[h.Kind] == nil {
			muted, err := mutedWords(l.rows)
			if err != nil {
				return err
			}
			if known[h.Kind], err = l.background(h.Kind, muted); err != nil {
				return err
			}
		}
		s, err := readSubject(l.rows, h.ID, l.now)
		if err != nil {
			return err
		}
		s.describe(known[h.Kind])
		h.introduce(s)
	}
	return nil
}

func (h *heap) introduce(s *subject) {
	h.Terms, h.Topics, h.New = s.label.Phrases, s.topics, nil
	if !h.Named {
		h.Label = s.label.Text
	}
	for _, n := range s.news {
		h.New = append(h.New, n.Phrase)
	}
	for _, q := range s.quotes {
		h.quotes = append(h.quotes, q.Mention)
	}
}
