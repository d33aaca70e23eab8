package naming

import (
	"cmp"
	"maps"
	"slices"
)

// What it takes to call a phrase new inside a complaint.
const (
	maxNovel   = 3
	minPeople  = 4    // who say it now
	minTexts   = 4    // in different words
	minRatio   = 4.0  // of its share now to its share before
	falseShare = 0.01 // of the phrases that are called new
	prior      = 2.0  // people: what the share in the whole kind weighs beside what was said here before
	minBefore  = 8    // people who wrote before: in a younger complaint nothing is old yet
	drift      = 0.5  // what one who wrote before is worth: talk wanders without anything new
)

// news is a phrase under test.
type news struct {
	*candidate
	people   map[uint64]bool // who say it now
	texts    map[uint64]bool // prints of what they write
	mentions []int64         // in the order of the texts
	p        float64
	ratio    float64
}

// News is a phrase that is new, with the recent mentions that say it.
type News struct {
	Phrase
	Mentions []int64
}

// Novel returns up to three phrases that are new inside a complaint: said by more of the recent people than the texts
// before, and those of the whole kind, lead to expect. Share is that of the recent people. A fault often arrives inside
// an old complaint ("crashes since the update" in "app"), where no new complaint tells of it. With nothing before, a
// complaint is compared with its kind.
func Novel(recent, before []Text, all *Background) []News {
	r := all.reader()
	tested := r.tested(recent)
	now, then := crowd(recent), crowd(before)
	if then < minBefore {
		return nil
	}
	r.compare(tested, before, now, then, all)
	slices.SortFunc(tested, func(a, b *news) int { return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.key, b.key)) })
	tested = tested[:found(tested)]
	tested = slices.DeleteFunc(tested, func(n *news) bool { return n.ratio < minRatio })
	var out []News
	for _, n := range folded(tested) {
		out = append(out, News{Phrase{n.text, float64(len(n.people)) / float64(now)}, n.mentions})
	}
	return out
}

func found(sorted []*news) int {
	p := make([]float64, len(sorted))
	for i, n := range sorted {
		p[i] = n.p
	}
	return discoveries(p, falseShare)
}

// tested returns the phrases that enough people say in enough different texts. Days and measures are no news.
func (r *reader) tested(recent []Text) []*news {
	byKey := make(map[uint64]*news)
	for _, c := range r.candidates(recent, minTexts) {
		if c.shape() > 0 && c.tally[unit] == 0 && c.tally[feeling] == 0 {
			byKey[c.key] = &news{candidate: c, people: make(map[uint64]bool), texts: make(map[uint64]bool)}
		}
	}
	for i, t := range recent {
		print := hash(t.Title + "\n" + t.Text)
		for _, key := range r.phrases(t) {
			if n, ok := byKey[key]; ok {
				n.people[person(t, i)] = true
				n.texts[print] = true
				n.mentions = append(n.mentions, t.Mention)
			}
		}
	}
	few := func(_ uint64, n *news) bool { return len(n.people) < minPeople || len(n.texts) < minTexts }
	maps.DeleteFunc(byKey, few)
	return slices.SortedFunc(maps.Values(byKey), func(a, b *news) int { return cmp.Compare(a.key, b.key) })
}

// compare gives each phrase its p value and ratio.
func (r *reader) compare(tested []*news, before []Text, now, then int, all *Background) {
	said := make(map[uint64]map[uint64]bool, len(tested))
	for _, n := range tested {
		said[n.key] = make(map[uint64]bool)
	}
	for i, t := range before {
		for _, key := range r.phrases(t) {
			if people, ok := said[key]; ok {
				people[person(t, i)] = true
			}
		}
	}
	for _, n := range tested {
		everywhere := max(all.share(n.key), 1e-4)
		yes := drift*float64(len(said[n.key])) + prior*everywhere
		no := drift*float64(then) + prior - yes
		n.p = tail(len(n.people), now, yes, no)
		n.ratio = float64(len(n.people)) / float64(now) / (yes / (yes + no))
	}
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

// folded keeps one phrase of those that say the same fault: phrases that share a word or most of their people. The best
// proven stands first and gives way to the longest telling one that keeps most of its people.
func folded(list []*news) []*news {
	var out []*news
	for len(list) > 0 && len(out) < maxNovel {
		head := list[0]
		same := func(n *news) bool { return n == head || n.repeats(head.form) || n.common(head)*2 >= len(n.people) }
		out = append(out, head.longest(list))
		list = slices.DeleteFunc(slices.Clone(list), same)
	}
	return out
}

func (n *news) longest(list []*news) *news {
	best := n
	for _, m := range list {
		if len(m.ids) > len(best.ids) && m.shape() >= best.shape() && 5*m.common(n) >= 3*len(n.people) {
			best = m
		}
	}
	return best
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
