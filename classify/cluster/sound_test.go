package cluster

import (
	"math"
	"slices"
	"testing"
)

// sound checks what must hold between the parts of a book.
func sound(t *testing.T, b *Book) {
	t.Helper()
	kept := 0
	for id, slot := range b.clusters.slots {
		c := &b.clusters.all[slot]
		if c.id != id || b.alias.resolve(id) != id {
			t.Fatalf("slot of %s holds %s, known as %s", id, c.id, b.alias.resolve(id))
		}
		if b.people.keep(id) {
			kept++
		}
		soundCentroid(t, b, slot)
	}
	if live := len(b.clusters.slots) - kept; live > b.settings.Live+len(b.people.acts) {
		t.Fatalf("%d clusters live, %d of them kept", live+kept, kept)
	}
	soundWords(t, b)
}

func soundCentroid(t *testing.T, b *Book, slot int32) {
	t.Helper()
	c := &b.clusters.all[slot]
	var square float64
	for i, e := range c.terms {
		in := b.words.in[e.term]
		if at := placeOf(in, slot); at == len(in) || in[at] != (posting{slot, e.unit}) || i > 0 && c.terms[i-1].term >= e.term || !(e.sum >= 0) {
			t.Fatalf("%s: term %q is not indexed as it stands", c.id, b.words.texts[e.term])
		}
		square += float64(e.unit) * float64(e.unit)
	}
	if square > 0 && math.Abs(square-1) > 1e-5 {
		t.Fatalf("%s is %v long", c.id, math.Sqrt(square))
	}
	if len(c.terms) > 2*b.settings.Terms || len(c.heard) > b.settings.Templates {
		t.Fatalf("%s has %d terms and %d templates", c.id, len(c.terms), len(c.heard))
	}
	for _, sum := range append(slices.Clone(c.votes), c.mass, c.echoed, c.joined, c.similarity) {
		if !(sum >= 0) || math.IsInf(sum, 0) {
			t.Fatalf("%s has a sum of %v", c.id, sum)
		}
	}
}

func soundWords(t *testing.T, b *Book) {
	t.Helper()
	v, loose, entries := &b.words, 0, 0
	for id, text := range v.texts {
		if text != "" && v.ids[text] != int32(id) {
			t.Fatalf("%q has number %d and stands at %d", text, v.ids[text], id)
		}
		if text != "" && len(v.in[id]) == 0 {
			loose++
		}
		if !(v.posts[id] >= 0) || !slices.IsSortedFunc(v.in[id], func(x, y posting) int { return int(x.slot - y.slot) }) {
			t.Fatalf("%q: %v posts", text, v.posts[id])
		}
	}
	for i := range b.clusters.all {
		entries += len(b.clusters.all[i].terms)
	}
	if loose != v.loose || loose > b.settings.Loose+200 || v.postings() != entries {
		t.Fatalf("%d loose terms, counted %d; %d postings of %d entries", loose, v.loose, v.postings(), entries)
	}
}
