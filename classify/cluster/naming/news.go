package naming

import (
	"cmp"
	"maps"
	"slices"
)

// news is a phrase under test.
type news struct {
	*candidate
	people   map[uint64]bool // who say it now
	texts    map[uint64]bool // what they write
	mentions []int64
	p        float64
	ratio    float64
}

// tested returns the phrases that enough people say in enough different texts, in the order of their keys. Days, measures
// and feelings are no news.
func (r *reader) tested(recent []Text) []*news {
	byKey := make(map[uint64]*news)
	phrases := r.candidates(recent, minTexts)
	for _, c := range append(phrases, r.apart(recent, phrases, minTexts)...) {
		if c.shape() > 0 && c.tally[unit] == 0 && c.tally[feeling] == 0 {
			byKey[c.key] = &news{candidate: c, people: make(map[uint64]bool), texts: make(map[uint64]bool)}
		}
	}
	for i, t := range recent {
		for _, key := range r.claims(t, nil) {
			if n, ok := byKey[key]; ok {
				n.people[person(t, i)] = true
				n.texts[hash(t.Title+"\n"+t.Text)] = true
				n.mentions = append(n.mentions, t.Mention)
			}
		}
	}
	maps.DeleteFunc(byKey, func(_ uint64, n *news) bool { return len(n.people) < minPeople || len(n.texts) < minTexts })
	return slices.SortedFunc(maps.Values(byKey), func(a, b *news) int { return cmp.Compare(a.key, b.key) })
}

// folded keeps one phrase of those that say the same fault, which share a word or most of their people: the best proven
// gives way to the most telling.
func folded(list []*news) []*news {
	var out []*news
	for len(list) > 0 && len(out) < maxNovel {
		first := list[0]
		out = append(out, first.told(list))
		list = slices.DeleteFunc(slices.Clone(list), func(n *news) bool {
			return n == first || n.repeats(first.form) || n.common(first)*2 >= len(n.people)
		})
	}
	return out
}

// told is the most telling phrase that three fifths of the people of n say; where n itself tells nothing, two fifths.
func (n *news) told(list []*news) *news {
	keep := 0.6
	if n.shape() < 0.5 {
		keep = 0.4
	}
	out := n
	for _, m := range list {
		more := cmp.Or(cmp.Compare(m.shape(), out.shape()), cmp.Compare(len(m.ids), len(out.ids)))
		if more > 0 && float64(m.common(n)) >= keep*float64(len(n.people)) {
			out = m
		}
	}
	return out
}

// common is how many people say both.
func (n *news) common(m *news) int {
	both := 0
	for person := range n.people {
		if m.people[person] {
			both++
		}
	}
	return both
}
