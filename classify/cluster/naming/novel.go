package naming

import (
	"cmp"
	"slices"
)

// What it takes to call a phrase new.
const (
	maxNovel   = 3
	minPeople  = 4    // who say it now
	minTexts   = 4    // in different words
	minRatio   = 4.0  // of its share now to its share before
	falseShare = 0.01 // of the phrases that are called new
	minBefore  = 8    // people who wrote before: in a younger complaint nothing is old yet
	prior      = 2.0  // people: what the share in the whole kind weighs beside what was said here before
	unheard    = 1e-4 // the share of a phrase of which nothing is known
)

// News is a phrase that is new, with the recent mentions that say it.
type News struct {
	Phrase
	Mentions []int64
}

// Novel returns up to three phrases that are new inside a complaint, the surest first: said by more of the recent people
// than what was said before, there and in the whole kind, leads to expect. Share is that of the recent people. All
// complaints of a kind, taken as one, show the fault that scatters over several.
func Novel(recent, before []Text, all *Background) []News {
	now, then := crowd(recent), crowd(before)
	if then < minBefore {
		return nil
	}
	r := all.reader()
	tested := r.tested(recent)
	r.compare(tested, before, now, then, all)
	slices.SortStableFunc(tested, func(a, b *news) int { return cmp.Compare(a.p, b.p) })
	tested = slices.DeleteFunc(found(tested), func(n *news) bool { return n.ratio < minRatio })
	var out []News
	for _, n := range folded(tested) {
		out = append(out, News{Phrase{n.text, float64(len(n.people)) / float64(now)}, n.mentions})
	}
	return out
}

// found keeps the discoveries among phrases in the order of their p values.
func found(tested []*news) []*news {
	p := make([]float64, len(tested))
	for i, n := range tested {
		p[i] = n.p
	}
	return tested[:discoveries(p, falseShare)]
}

// compare gives each phrase its p value and ratio. So many people wrote now, and so many before.
func (r *reader) compare(tested []*news, before []Text, now, then int, all *Background) {
	said := r.said(tested, before)
	for _, n := range tested {
		yes := float64(len(said[n.key])) + prior*max(all.share(n.key), unheard)
		no := float64(then) + prior - yes
		n.p = tail(len(n.people), now, yes, no)
		n.ratio = float64(len(n.people)) / float64(now) / (yes / (yes + no))
	}
}

// said is who said each of the phrases before.
func (r *reader) said(tested []*news, before []Text) map[uint64]map[uint64]bool {
	out := make(map[uint64]map[uint64]bool, len(tested))
	apart := make(map[uint64]bool) // words of pairs
	for _, n := range tested {
		out[n.key] = make(map[uint64]bool)
		for _, id := range n.words {
			apart[id] = true
		}
	}
	for i, t := range before {
		for _, key := range r.claims(t, apart) {
			if people, ok := out[key]; ok {
				people[person(t, i)] = true
			}
		}
	}
	return out
}

// crowd is how many people wrote the texts.
func crowd(texts []Text) int {
	people := make(map[uint64]bool)
	for i, t := range texts {
		people[person(t, i)] = true
	}
	return len(people)
}

// person tells the author of the text at i from others; an unknown one is a person alone.
func person(t Text, i int) uint64 {
	if t.Author == 0 {
		return mix(uint64(i) + 1)
	}
	return t.Author
}
