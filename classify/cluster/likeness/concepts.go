package likeness

import "math"

// readConcepts gives the weights of words to their concepts. The concepts among the terms would not do: where everybody
// complains of one thing in two languages, its concept is twice as common as its words, and weighs next to nothing. Then a
// concept counts by how rare it is among the clusters: they may all be about headphones. Means has the place of the concept
// of each term.
func readConcepts(subjects []subject, means []int32) {
	totals := make([]float64, len(means))
	sum := adder{sums: make([]float64, len(means))}
	for i := range subjects {
		s := &subjects[i]
		for _, e := range s.terms {
			if at := means[e.at]; at != e.at {
				sum.add(at, e.by)
				totals[at] += e.by
			}
		}
		s.concepts = sum.take().inOrder()
	}
	for i := range subjects {
		s := &subjects[i]
		for j, e := range s.concepts {
			s.concepts[j].by *= rarity(totals[e.at], len(subjects))
		}
		s.coverage = min(1, s.concepts.length())
		s.concepts = s.concepts.unit()
	}
}

// rarity is 1 for what weighs as much in all clusters together as a whole cluster does, and little for what is everywhere.
func rarity(total float64, clusters int) float64 {
	n := float64(clusters)
	return min(1, math.Log(1+n/total)/math.Log(1+n))
}
