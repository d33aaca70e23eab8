package cluster

import (
	"cmp"
	"slices"
)

// vocabulary is the terms that were met, by a number that is used again when a term is forgotten.
type vocabulary struct {
	ids    map[string]int32
	texts  []string    // empty for a number that is free
	posts  []float64   // faded count of posts that had it
	weight []float32   // as of the last post that had it
	in     [][]posting // the clusters whose centroids have it, by slot
	free   []int32
	loose  int // terms that no centroid has
}

// posting says what a term weighs in the cluster in a slot.
type posting struct {
	slot int32
	unit float32
}

// placeOf is where a slot stands, or would.
func placeOf(in []posting, slot int32) int {
	low, high := 0, len(in)
	for low < high {
		if mid := int(uint(low+high) >> 1); in[mid].slot < slot {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func newVocabulary() vocabulary { return vocabulary{ids: make(map[string]int32)} }

// learn returns the number of a term, a new one for a new term.
func (v *vocabulary) learn(text string) int32 {
	if id, ok := v.ids[text]; ok {
		return id
	}
	id := int32(len(v.texts))
	if n := len(v.free); n > 0 {
		id, v.free = v.free[n-1], v.free[:n-1]
		v.texts[id] = text
	} else {
		v.texts, v.posts = append(v.texts, text), append(v.posts, 0)
		v.weight, v.in = append(v.weight, 0), append(v.in, nil)
	}
	v.ids[text] = id
	v.loose++
	return id
}

// link notes that the cluster in a slot has a term.
func (v *vocabulary) link(id, slot int32, unit float32) {
	in := v.in[id]
	if len(in) == 0 {
		v.loose--
	}
	v.in[id] = slices.Insert(in, placeOf(in, slot), posting{slot, unit})
}

// set notes what a term weighs in a cluster that has it.
func (v *vocabulary) set(id, slot int32, unit float32) {
	in := v.in[id]
	in[placeOf(in, slot)].unit = unit
}

// unlink notes that a cluster no longer has a term.
func (v *vocabulary) unlink(id, slot int32) {
	at := placeOf(v.in[id], slot)
	v.in[id] = slices.Delete(v.in[id], at, at+1)
	if len(v.in[id]) == 0 {
		v.in[id] = nil
		v.loose++
	}
}

// tidy forgets the rarer half of the terms that no centroid has, when there are more than most.
func (v *vocabulary) tidy(most int) {
	if v.loose <= most {
		return
	}
	loose := make([]int32, 0, v.loose)
	for id, text := range v.texts {
		if text != "" && len(v.in[id]) == 0 {
			loose = append(loose, int32(id))
		}
	}
	slices.SortFunc(loose, func(a, b int32) int { return cmp.Or(cmp.Compare(v.posts[a], v.posts[b]), cmp.Compare(a, b)) })
	for _, id := range loose[:len(loose)-most/2] {
		v.forget(id)
	}
}

// forget frees the number of a term that no centroid has.
func (v *vocabulary) forget(id int32) {
	delete(v.ids, v.texts[id])
	v.texts[id], v.posts[id], v.weight[id] = "", 0, 0
	v.free = append(v.free, id)
	v.loose--
}

func (v *vocabulary) fade(factor float64) {
	for id := range v.posts {
		v.posts[id] *= factor
	}
}
