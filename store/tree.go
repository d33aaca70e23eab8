package store

import (
	"maps"
	"slices"
	"time"
)

// tree is the topics as Save needs them, by the config's id.
type tree map[string]*node

type node struct {
	id           int64
	slug, parent string
	zone         *time.Location
	above        []*node // nearest first
}

// link fills in what is above each topic. A circle, which the config refuses, ends where it began.
func (t tree) link() {
	for _, n := range t {
		n.above = nil
		for up := t[n.parent]; up != nil && up != n && !slices.Contains(n.above, up); up = t[up.parent] {
			n.above = append(n.above, up)
		}
	}
}

// byRow is the topics by their rows.
func (t tree) byRow() map[int64]*node {
	nodes := make(map[int64]*node, len(t))
	for _, n := range t {
		nodes[n.id] = n
	}
	return nodes
}

// rows are those of the topics, in their order, after 0 for any topic.
func (t tree) rows() []int64 {
	return append([]int64{0}, slices.Sorted(maps.Keys(t.byRow()))...)
}
