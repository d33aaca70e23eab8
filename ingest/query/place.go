package query

import (
	"cmp"
	"slices"
)

// find pushes the places of a positional rule on the stack, in order. It takes time in proportion to the places of its
// parts, sorting aside, so no text can make it slow.
func (r *run) find(rule *rule) {
	from := len(r.places)
	switch rule.op {
	case opPhrase:
		r.findPhrase(rule.kids)
		return
	case opNear:
		r.findNear(rule)
		return
	case opOr:
		for i := range rule.kids {
			r.find(&rule.kids[i])
		}
	default:
		for n := r.first[rule.term]; n != 0; n = r.hits[n-1].next {
			r.places = append(r.places, r.hits[n-1].place)
		}
	}
	slices.SortFunc(r.places[from:], place.compare)
	r.places = append(r.places[:from], slices.Compact(r.places[from:])...)
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.from, q.from), cmp.Compare(p.to, q.to))
}

// findPhrase joins places that follow each other.
func (r *run) findPhrase(kids []rule) {
	from := len(r.places)
	r.find(&kids[0])
	for i := range kids[1:] {
		next := len(r.places)
		if next == from {
			return
		}
		r.find(&kids[i+1])
		end := len(r.places)
		r.follow(r.places[from:next], r.places[next:end])
		r.places = append(r.places[:from], r.places[end:]...)
	}
}

// follow pushes left and right as one, wherever right begins just behind left.
func (r *run) follow(left, right []place) {
	for _, a := range left {
		i, _ := slices.BinarySearchFunc(right, a.to+1, func(p place, from int32) int { return cmp.Compare(p.from, from) })
		for ; i < len(right) && right[i].from == a.to+1; i++ {
			if r.together(a.from, right[i].to) {
				r.places = append(r.places, place{a.from, right[i].to})
			}
		}
	}
}

// together reports whether two words stand both in the title or both in the text.
func (r *run) together(a, b int32) bool {
	return (int(a) < r.text) == (int(b) < r.text)
}

// findNear pushes each place that has a partner near enough, with the partner next behind it.
func (r *run) findNear(near *rule) {
	from := len(r.places)
	r.find(&near.kids[0])
	middle := len(r.places)
	r.find(&near.kids[1])
	end := len(r.places)
	left, right := r.places[from:middle], r.places[middle:end]
	r.pair(left, right, near.within)
	r.pair(right, left, near.within)
	found := r.places[end:]
	slices.SortFunc(found, place.compare)
	r.places = append(r.places[:from], slices.Compact(found)...)
}

// pair pushes the places of left that have one of right at most within words behind them, and that one.
func (r *run) pair(left, right []place, within int32) {
	for _, a := range left {
		i, _ := slices.BinarySearchFunc(right, a.to+1, func(p place, from int32) int { return cmp.Compare(p.from, from) })
		if i < len(right) && right[i].from-a.to <= within && r.together(a.from, right[i].from) {
			r.places = append(r.places, a, right[i])
		}
	}
}
