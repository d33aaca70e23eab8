package terms

// Concept returns what a term means in either language, as the term that a Reader adds for it ("=refund"); ok is false for
// a term that the lexicon does not know.
func Concept(term string) (text string, ok bool) { return lexicon().Of(term) }
