package cluster

import (
	"cmp"
	"math"
	"slices"

	"molva/classify/cluster/terms"
	"molva/classify/cluster/theme"
)

// reading is what was read of the latest post, kept since most are found and put one after the other.
type reading struct {
	title, text, lang string
	terms             []terms.Term
	part              float64 // what each term's base is multiplied by, so that their squares sum to one
	sketch            sketch

	current  bool // what follows holds for the book as it is
	ids      []int32
	standing []standing // by term
	guess    theme.Guess
}

// unknown is the number of a term that the book does not know.
const unknown = -1

// read returns what a post says, valid until the next call or the next change of the book. A long post says no more than a
// short one.
func (b *Book) read(p Post) *reading {
	r := &b.last
	if r.title != p.Title || r.text != p.Text || r.lang != p.Lang || r.part == 0 {
		r.title, r.text, r.lang = p.Title, p.Text, p.Lang
		r.terms = b.reader.Read(r.terms[:0], p.Title, p.Text, p.Lang)
		r.part = part(r.terms)
		r.sketch = sketchOf(r.sketch[:0], r.terms)
		r.current = false
	}
	if !r.current {
		r.look(b)
	}
	return r
}

func part(list []terms.Term) float64 {
	var sum float64
	for _, t := range list {
		sum += float64(t.Base) * float64(t.Base)
	}
	if sum == 0 {
		return 1
	}
	return 1 / math.Sqrt(sum)
}

// look asks the book what it knows of the terms.
func (r *reading) look(b *Book) {
	r.ids, r.standing = r.ids[:0], r.standing[:0]
	for _, t := range r.terms {
		id, known := b.words.ids[t.Text]
		if !known {
			id = unknown
		}
		r.ids = append(r.ids, id)
		r.standing = append(r.standing, b.standing(t.Text))
	}
	r.guess = b.themes.Read(r.terms)
	r.current = true
}

// base is what a term counts in a centroid.
func (r *reading) base(i int) float64 { return r.part * float64(r.terms[i].Base) }

// feature is a term of a post with what it weighs in the post at length one.
type feature struct {
	term string
	id   int32
	unit float64
}

// features are the terms of a post as they would weigh with it in the book, the heaviest first. They are valid until the
// next call.
func (b *Book) features(p Post) []feature {
	r, c := b.read(p), b.clock
	weight, factor := c.put(p.At)
	present := c.present()
	n := (b.posts*factor + weight) / present
	list, square := b.scratch.features[:0], 0.0
	for i, t := range r.terms {
		df := weight
		if r.ids[i] != unknown {
			df += b.words.posts[r.ids[i]] * factor
		}
		w := r.base(i) * b.settings.weigh(n, df/present, r.standing[i])
		square += w * w
		list = append(list, feature{t.Text, r.ids[i], w})
	}
	if square > 0 {
		scale := 1 / math.Sqrt(square)
		for i := range list {
			list[i].unit *= scale
		}
	}
	slices.SortStableFunc(list, func(x, y feature) int { return cmp.Compare(y.unit, x.unit) })
	b.scratch.features = list
	return list
}
