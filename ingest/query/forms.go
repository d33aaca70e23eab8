package query

// forms returns every surface form that a folded word is matched in, itself among them, sorted.
func forms(word string) []string { return []string{word} }
