package cluster

import (
	"slices"
	"strings"

	"molva/classify/cluster/terms"
)

// sketch is the words of a text as hashes, ascending: all of a short text, the smallest of a long one (bottom-k; Broder
// 1997).
type sketch []uint32

// sketchLen bounds a sketch.
const sketchLen = 24

func sketchOf(dst sketch, list []terms.Term) sketch {
	for _, t := range list {
		if isWord(t.Text) {
			dst = append(dst, hash(t.Text))
		}
	}
	slices.Sort(dst)
	return dst[:min(len(dst), sketchLen)]
}

// isWord tells a stem from a pair, a negation and a concept.
func isWord(term string) bool { return !strings.ContainsAny(term, " _=") }

// hash is FNV-1a with the finish of MurmurHash3, which spreads words that are alike.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// jaccard estimates how many of the words of two texts are in both: exactly for short ones.
func (s sketch) jaccard(o sketch) float64 {
	var i, j, both, all int
	for all < sketchLen && (i < len(s) || j < len(o)) {
		switch {
		case j == len(o) || i < len(s) && s[i] < o[j]:
			i++
		case i == len(s) || o[j] < s[i]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
		all++
	}
	return float64(both) / float64(all)
}

// echoes reports whether a cluster has heard the text of the post read last, or one nearly like it: an advert, a petition,
// a phrase that a form suggests. Few words that two people share are no template.
func (b *Book) echoes(c *centroid) bool { return b.heard(c) >= 0 }

// heard is the place of the template that the post read last repeats, -1 when it is none.
func (b *Book) heard(c *centroid) int {
	s := b.last.sketch
	if len(s) < b.settings.EchoTerms {
		return -1
	}
	return slices.IndexFunc(c.heard, func(t sketch) bool { return s.jaccard(t) >= b.settings.EchoAt })
}

// hear remembers a text long enough to be a template, the latest last. One that is said again stays as it was first said,
// so that a chain of texts, each a little different, cannot drift.
func (b *Book) hear(slot int32, p Post) {
	r, c := b.read(p), &b.clusters.all[slot]
	if at := b.heard(c); at >= 0 {
		c.heard = append(slices.Delete(slices.Clone(c.heard), at, at+1), c.heard[at])
		return
	}
	if len(r.sketch) < b.settings.EchoTerms {
		return
	}
	c.heard = append(c.heard, slices.Clone(r.sketch))
	c.keepTemplates(b.settings.Templates)
}

// keepTemplates forgets the templates that were not heard for longest.
func (c *centroid) keepTemplates(most int) {
	if over := len(c.heard) - most; over > 0 {
		c.heard = slices.Delete(c.heard, 0, over)
	}
}
