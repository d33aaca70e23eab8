package cluster

import "math"

// weigh is what a term says beside its base weight: ln((N+1)/(df+½)) · df/(df+s) · spread. The first factor is its rarity;
// the second damps what was met too seldom to be anything recurring. n and df are faded counts of posts. Those of the warm
// start are added as so many posts more: otherwise the first hundred posts of a stream decide by their order which words
// look rare, and the same posts in a slightly other order make other clusters.
func (s *Settings) weigh(n, df float64, t standing) float64 {
	n, df = n+s.Before, df+s.Before*t.common
	rarity := max(0, math.Log((n+1)/(df+0.5)))
	return rarity * df / (df + s.Support) * t.spread
}

// standing is what is known of a term whoever writes it.
type standing struct {
	spread float64 // f + (1-f)·info: how unevenly it is spread over the themes, which silences what people say of everything
	common float64 // share of the texts of the warm start that have it
}

func (b *Book) standing(term string) standing {
	s := &b.settings
	t := standing{spread: s.Unknown, common: b.themes.Common(term)}
	if info, ok := b.themes.Info(term); ok {
		t.spread = s.Floor + (1-s.Floor)*info
	}
	return t
}
