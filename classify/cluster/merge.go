package cluster

import (
	"math"
	"slices"
)

// startRound counts a post and reports whether a round of merging is due after it, with the clusters that changed since
// the last round, the oldest first.
func (b *Book) startRound() (changed []ID, due bool) {
	if b.puts++; b.puts < b.settings.Round {
		return nil, false
	}
	for id := range b.touched {
		changed = append(changed, id)
	}
	slices.Sort(changed)
	b.puts = 0
	clear(b.touched)
	return changed, true
}

// roundPostings is how many times more of the index than for a post may be visited for a cluster: it has more words, and is
// looked up seldom.
const roundPostings = 8

// round merges each cluster that changed and has two posts with the one nearest to it, when a round is due and they are
// near enough. The older id lives.
func (b *Book) round() []Merge {
	changed, _ := b.startRound()
	var done []Merge
	for _, id := range changed {
		if m, ok := b.match(id); ok {
			b.Absorb(m)
			done = append(done, m)
		}
	}
	return done
}

// match finds what a cluster merges with. Whatever a person named, merged or split is not absorbed, though it may absorb.
func (b *Book) match(id ID) (Merge, bool) {
	slot, ok := b.clusters.slots[id]
	if !ok || b.clusters.all[slot].posts < 2 {
		return Merge{}, false
	}
	l := lookup{least: b.settings.MergeAt, postings: roundPostings * b.settings.Postings, all: true, near: math.MaxInt}
	other, _ := b.search(b.aimAt(&b.clusters.all[slot]), l, func(o *centroid) bool {
		return o.id != id && !b.people.keep(max(o.id, id))
	})
	if other < 0 {
		return Merge{}, false
	}
	o := b.clusters.all[other].id
	return Merge{Into: min(o, id), From: max(o, id)}, true
}

// Absorb makes one cluster of two, as a merge that was recorded says: Put reports those that it did by itself, for which
// Absorb is not to be called. A merge of one with itself changes nothing; what is not known of either is lost already.
func (b *Book) Absorb(m Merge) {
	into, from := b.alias.resolve(m.Into), m.From
	if into <= 0 || from <= 0 || b.alias.resolve(from) != from || into == from {
		return
	}
	if slot, ok := b.clusters.slots[from]; ok {
		b.pour(slot, into)
	}
	b.alias.add(from, into)
	b.touched[into] = true
}

// pour sums the cluster in a slot into another one and frees the slot.
func (b *Book) pour(slot int32, id ID) {
	c := b.clusters.all[slot]
	b.close(slot)
	into := b.open(id)
	for _, e := range c.terms {
		b.raise(into, e.term, e.sum)
	}
	o := &b.clusters.all[into]
	o.posts += c.posts
	o.mass += c.mass
	o.echoed += c.echoed
	o.joined += c.joined
	o.similarity += c.similarity
	o.votes = sum(o.votes, c.votes)
	o.heard = append(o.heard, c.heard...)
	o.keepTemplates(b.settings.Templates)
	b.settle(into)
}

// sum adds numbers place by place; either may be the longer.
func sum(to, from []float64) []float64 {
	if short := len(from) - len(to); short > 0 {
		to = append(to, make([]float64, short)...)
	}
	for i, n := range from {
		to[i] += n
	}
	return to
}
