package store

import (
	"cmp"
	"slices"

	"molva/classify/cluster"
)

// mostFresh is how many complaints that nobody has tended yet are described while they are read: those of most people.
const mostFresh = 100

// introduce describes complaints that were found since they were last tended, as well as can be done without the books;
// those of a single text only where they are asked for.
func (l *look) introduce(shown []*heap, singles bool) error {
	fresh := slices.DeleteFunc(slices.Clone(shown), func(h *heap) bool { return h.tended > 0 || h.mentions < 2 && !singles })
	slices.SortStableFunc(fresh, func(a, b *heap) int { return cmp.Compare(b.people, a.people) })
	climates := map[cluster.Kind]climate{}
	for _, h := range fresh[:min(len(fresh), mostFresh)] {
		c, ok := climates[h.Kind]
		if !ok {
			muted, err := mutedWords(l.rows)
			if err != nil {
				return err
			}
			if c, err = l.climate(h.Kind, muted, l.now); err != nil {
				return err
			}
			climates[h.Kind] = c
		}
		s, err := readSubject(l.rows, h.ID, l.now)
		if err != nil {
			return err
		}
		s.describe(c)
		h.introduce(s)
	}
	return nil
}

func (h *heap) introduce(s *subject) {
	h.Terms, h.Topics, h.New = s.label.Phrases, s.topics, s.news
	if !h.Named {
		h.Label = s.label.Text
	}
	for _, q := range s.quotes {
		h.quotes = append(h.quotes, q.Mention)
	}
}
