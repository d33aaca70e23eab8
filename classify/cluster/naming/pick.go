package naming

import (
	"cmp"
	"slices"
)

// What a phrase needs to stand in a label, as a share of the texts.
const (
	maxPhrases = 3
	minShare   = 0.15 // beside the head
	partShare  = 0.03 // what is wrong with a subject, or what people would do with it
	kindShare  = 0.08 // which kind of a subject
)

// heads is what the first phrase needs: the first row that any phrase meets. A generic word alone never does, nor what a
// few of the texts say, unless it is more than a word.
var heads = []struct{ share, shape float64 }{{0.12, 0.4}, {0.06, 0.9}}

// pick chooses up to three of the phrases, given the best first: the head; where that is a bare subject, what people say of
// it; and others that do not repeat its words.
func pick(list []*candidate) []*candidate {
	head := head(list)
	if head == nil {
		return nil
	}
	picked := []*candidate{head}
	if head.bare() {
		picked = append(picked, head.parts(list)...)
	}
	for _, c := range list {
		if len(picked) < maxPhrases && c.adds(head) && !slices.ContainsFunc(picked, func(p *candidate) bool { return c.repeats(p.form) }) {
			picked = append(picked, c)
		}
	}
	return picked
}

// head is the best phrase, nil for none.
func head(list []*candidate) *candidate {
	for _, need := range heads {
		at := slices.IndexFunc(list, func(c *candidate) bool { return c.share >= need.share && c.shape() >= need.shape })
		if at >= 0 {
			return list[at].grown(list).wide(list)
		}
	}
	return nil
}

// grown gives way to the best longer phrase around it that keeps enough of its coverage: half, or a fifth where a single
// word meets what it is about ("delayed", "flight delayed").
func (c *candidate) grown(list []*candidate) *candidate {
	for _, longer := range list {
		keep := 0.5
		if len(c.ids) == 1 && longer.names() {
			keep = 0.2
		}
		around := len(longer.ids) > len(c.ids) && c.within(longer.form) && longer.shape() >= c.shape()
		if around && longer.share >= max(minShare, keep*c.share) {
			return longer
		}
	}
	return c
}

// wide gives way to the subject within it that twice as many texts have: what they say of that is told beside it.
func (c *candidate) wide(list []*candidate) *candidate {
	for _, shorter := range list {
		if c.bare() && len(shorter.ids) < len(c.ids) && shorter.within(c.form) && shorter.share >= 2*c.share {
			return shorter
		}
	}
	return c
}

// adds reports whether a phrase is worth a place beside the head. A subject wants a trouble.
func (c *candidate) adds(head *candidate) bool {
	if head.bare() && c.names() {
		return c.share >= kindShare && c.lift >= 2
	}
	return c.share >= minShare && c.score >= 0.3*head.score && c.shape() >= 0.8
}

// parts is what people say of a subject, at most two things, troubles before others.
func (c *candidate) parts(list []*candidate) []*candidate {
	list = slices.DeleteFunc(slices.Clone(list), func(p *candidate) bool { return !p.says(c) })
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.asPart(), a.asPart()) })
	var out []*candidate
	for _, p := range list {
		if len(out) < 2 && !slices.ContainsFunc(out, func(o *candidate) bool { return p.repeatsBeside(c, o) }) {
			out = append(out, p)
		}
	}
	return out
}

// says reports whether a phrase tells something of a subject: what is wrong with it, what people would do with it, or which
// kind of it they mean.
func (c *candidate) says(subject *candidate) bool {
	if c.texts < 3 || c.share < partShare || c.tally[feeling] > 0 || !subject.within(c.form) {
		return false
	}
	if len(c.ids) == len(subject.ids) {
		return c.lacks
	}
	return c.names() || c.acts || c.share >= kindShare
}

func (c *candidate) asPart() float64 {
	if c.names() {
		return 2 * c.score
	}
	return c.score
}

// repeatsBeside reports whether two phrases say that the subject is lacking or share a word that is not the subject's.
func (c *candidate) repeatsBeside(subject, other *candidate) bool {
	return c.lacks && other.lacks || slices.ContainsFunc(c.ids, func(id uint64) bool {
		return !slices.Contains(subject.ids, id) && slices.Contains(other.ids, id)
	})
}
