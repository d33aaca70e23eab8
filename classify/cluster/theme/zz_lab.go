package theme

// SeedOf names the theme that a term is a phrase of.
func (p *Pack) SeedOf(term string) (id string, ok bool) {
	s, ok := p.seeds[term]
	if !ok {
		return "", false
	}
	return p.themes[s.theme].ID, true
}

// SeedWeight is the weight of a phrase.
func (p *Pack) SeedWeight(term string) (theme int, w float32, ok bool) {
	s, ok := p.seeds[term]
	return s.theme, s.weight, ok
}
