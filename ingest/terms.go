package ingest

import "slices"

// Terms are the words and phrases that a network's own search is asked for when its options name none: those of all
// topics, in order, each once.
func Terms(topics []Topic) []string {
	var all []string
	for _, t := range topics {
		for _, term := range t.Terms {
			if !slices.Contains(all, term) {
				all = append(all, term)
			}
		}
	}
	return all
}
