package cluster

import "math"

// weigh is what a term says beside its base weight: ln((N+1)/(df+½)) · df/(df+s) · spread. The first factor is its rarity;
// the second damps what was met too seldom to be anything recurring. n and df are faded counts of posts.
func (s *Settings) weigh(n, df, spread float64) float64 {
	rarity := max(0, math.Log((n+1)/(df+0.5)))
	return rarity * df / (df + s.Support) * spread
}

// spread is f + (1-f)·info: how unevenly a term is spread over the themes, which silences what people say of everything.
func (b *Book) spread(term string) float64 {
	s := &b.settings
	if info, ok := b.themes.Info(term); ok {
		return s.Floor + (1-s.Floor)*info
	}
	return s.Unknown
}
