package cluster

import "slices"

// Cluster is what a book knows of one of its own: a leaf, which may be linked to others in a family.
type Cluster struct {
	ID         ID
	Theme      string  // "" when nobody knows
	ThemeShare float64 // of the posts whose theme is known
	Posts      int     // in the centroid; echoes are not
	Weight     float64 // of posts and echoes: each counts half after a half-life
	Cohesion   float64 // mean similarity with which posts came to the others, 0 while there is one
	Terms      []Share // the centroid at length one, the heaviest first
	Kept       bool    // a person has a hand in it
}

// Cluster describes a cluster, by its id or by that of one that merged into it; ok is false when the book has none.
func (b *Book) Cluster(id ID) (c Cluster, ok bool) {
	slot, ok := b.slot(id)
	if !ok {
		return Cluster{}, false
	}
	from := &b.clusters.all[slot]
	c = Cluster{ID: from.id, Posts: from.posts, Weight: (from.mass + from.echoed) / b.clock.present(), Kept: b.people.keep(from.id)}
	c.Theme, c.ThemeShare = b.theme(from)
	if from.joined > 0 {
		c.Cohesion = from.similarity / from.joined
	}
	for _, w := range b.aimAt(from).words {
		c.Terms = append(c.Terms, Share{Text: b.words.texts[w.term], Share: w.weight})
	}
	return c, true
}

// Live returns the ids of all clusters in memory, the oldest first.
func (b *Book) Live() []ID {
	ids := make([]ID, 0, len(b.clusters.slots))
	for id := range b.clusters.slots {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
