package cluster

import "molva/classify/cluster/theme"

// vote counts what a post's theme says of its cluster, as surely as it is known.
func (c *centroid) vote(g theme.Guess, weight float64) {
	if g.Theme < 0 {
		return
	}
	if short := g.Theme + 1 - len(c.votes); short > 0 {
		c.votes = append(c.votes, make([]float64, short)...)
	}
	c.votes[g.Theme] += weight * float64(g.P)
}

// theme is what most of a cluster's posts are about, and their share of those that are about anything; "" when nobody
// knows.
func (b *Book) theme(c *centroid) (id string, share float64) {
	var all float64
	best := 0
	for i, n := range c.votes {
		all += n
		if n > c.votes[best] {
			best = i
		}
	}
	if all == 0 {
		return "", 0
	}
	return b.themes.Themes()[best], c.votes[best] / all
}
