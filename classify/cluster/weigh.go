package cluster

import "math"

// weigh is what a term says beside its base weight: min(ln((N+1)/(df+½)), ln r) · df/(df+s) · spread. The first factor is
// its rarity, which has an end: as a book grows the rarest words would otherwise drown all others. The second damps what
// was met too seldom to be anything recurring. n and df are faded counts of posts. Those of the warm start are added as so
// many posts more: without them the order of the first hundred posts decides which words look rare, and the same posts in a
// slightly other order make other clusters.
func (s *Settings) weigh(n, df float64, t standing) float64 {
	n, df = n+s.Before, df+s.Before*t.common
	rarity := min(max(0, math.Log((n+1)/(df+0.5))), math.Log(s.Rare))
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
