package likeness

import "math"

// companies tells the company that words keep: for each word the terms that stand in clusters with it, weighed by
// positive pointwise mutual information (Bullinaria and Levy 2007). "Bag" and "luggage" hardly ever stand in one text, but
// both stand with "lost", "claim" and "find". The clusters themselves are the texts, so nothing has to be trained or kept.
type companies struct {
	in    [][]member // the clusters that each term stands in
	from  []vector   // the singles of each cluster
	sums  []float64  // of each term with all others
	total float64
	known map[int32]vector
	room  adder
}

// member is a cluster and the weight of a term in it.
type member struct {
	cluster int32
	by      float64
}

const (
	heads  = 8  // words of a cluster, the heaviest, whose company counts
	around = 32 // terms of a cluster, the heaviest, that are company: all of them cost twice the time for the same pairs
	shown  = 2  // clusters in which a term stands at least, to tell any company
)

func newCompanies(subjects []subject, texts []string) *companies {
	c := &companies{
		in: make([][]member, len(texts)), from: make([]vector, len(subjects)),
		sums: make([]float64, len(texts)), known: make(map[int32]vector), room: adder{sums: make([]float64, len(texts))},
	}
	for i, s := range subjects {
		for _, e := range s.terms {
			if !isPair(texts[e.at]) {
				c.in[e.at] = append(c.in[e.at], member{int32(i), e.by})
			}
		}
	}
	for i, s := range subjects {
		c.count(int32(i), s.terms)
	}
	return c
}

func (c *companies) tells(term int32) bool { return len(c.in[term]) >= shown }

// count sums how often the terms of a cluster, given the heaviest first, stand with another.
func (c *companies) count(cluster int32, terms vector) {
	var all float64
	for _, e := range terms {
		if c.tells(e.at) && len(c.from[cluster]) < around {
			c.from[cluster] = append(c.from[cluster], e)
			all += e.by
		}
	}
	for _, e := range c.from[cluster] {
		together := e.by * (all - e.by)
		c.sums[e.at] += together
		c.total += together
	}
}

// of is the company of a cluster's heaviest words, given in that order.
func (c *companies) of(terms vector) vector {
	var words []entry
	for _, e := range terms {
		if c.tells(e.at) && len(words) < heads {
			words = append(words, entry{e.at, e.by})
		}
	}
	for _, w := range words {
		c.meet(w.at) // now, since it needs the room itself
	}
	for _, w := range words {
		for _, e := range c.known[w.at] {
			c.room.add(e.at, w.by*e.by)
		}
	}
	return c.room.take().inOrder().unit()
}

// meet finds the company of one word, its places in any order.
func (c *companies) meet(word int32) {
	if _, ok := c.known[word]; ok {
		return
	}
	for _, m := range c.in[word] {
		for _, e := range c.from[m.cluster] {
			if e.at != word {
				c.room.add(e.at, m.by*e.by)
			}
		}
	}
	var row vector
	for _, e := range c.room.take() {
		if more := math.Log(e.by * c.total / (c.sums[word] * c.sums[e.at])); more > 0 {
			row = append(row, entry{e.at, more})
		}
	}
	c.known[word] = row.unit()
}
