package cluster

import "math"

// score says how well clusters agree with labels that a person gave.
type score struct {
	posts    int
	clusters int     // of any size
	listed   int     // of two posts and more
	fat      int     // of five and more
	rest     float64 // share of the posts outside the fat ones
	nmi      float64 // V-measure: the harmonic mean of homogeneity and completeness (Rosenberg, Hirschberg 2007)
	pure     float64 // homogeneity
	ari      float64 // adjusted Rand index (Hubert, Arabie 1985)
	purity   float64 // share of the posts in fat clusters that have their cluster's commonest label
	all      float64 // the same of all posts
	precise  float64 // B³ precision (Bagga, Baldwin 1998)
	recall   float64
}

// table counts posts by cluster and label.
type table struct {
	cells    map[cell]float64
	clusters map[ID]float64
	labels   map[string]float64
	posts    float64
}

type cell struct {
	id    ID
	label string
}

func count(ids []ID, labels []string) *table {
	t := &table{cells: map[cell]float64{}, clusters: map[ID]float64{}, labels: map[string]float64{}, posts: float64(len(ids))}
	for i, id := range ids {
		t.cells[cell{id, labels[i]}]++
		t.clusters[id]++
		t.labels[labels[i]]++
	}
	return t
}

// judge compares clusters with labels, place by place.
func judge(ids []ID, labels []string) score {
	t := count(ids, labels)
	s := score{posts: len(ids), clusters: len(t.clusters)}
	t.information(&s)
	t.pairs(&s)
	t.majorities(&s)
	return s
}

func (t *table) information(s *score) {
	hc, hl := entropy(t.clusters, t.posts), entropy(t.labels, t.posts)
	shared := hc + hl - entropy(t.cells, t.posts)
	s.nmi, s.pure = 2*shared/(hc+hl), shared/hl
	for c, n := range t.cells {
		s.precise += n * n / t.clusters[c.id] / t.posts
		s.recall += n * n / t.labels[c.label] / t.posts
	}
}

func (t *table) pairs(s *score) {
	both, clusters, labels := pairs(t.cells), pairs(t.clusters), pairs(t.labels)
	chance := clusters * labels / (t.posts * (t.posts - 1) / 2)
	s.ari = (both - chance) / ((clusters+labels)/2 - chance)
}

func (t *table) majorities(s *score) {
	most := map[ID]float64{}
	for c, n := range t.cells {
		most[c.id] = max(most[c.id], n)
	}
	var in, good float64
	for id, n := range t.clusters {
		s.all += most[id] / t.posts
		if n >= 2 {
			s.listed++
		}
		if n >= 5 {
			s.fat++
			in, good = in+n, good+most[id]
		}
	}
	s.rest, s.purity = 1-in/t.posts, good/in
}

func entropy[K comparable](counts map[K]float64, posts float64) (h float64) {
	for _, n := range counts {
		h -= n / posts * math.Log(n/posts)
	}
	return h
}

func pairs[K comparable](counts map[K]float64) (sum float64) {
	for _, n := range counts {
		sum += n * (n - 1) / 2
	}
	return sum
}

// survived is the share of the clusters of ten or more posts in one run that have a counterpart in another with which
// they share half of all that either has (Jaccard, Hennig 2007). Posts are the same at the same place in both.
func survived(before, after []ID) float64 {
	both, was, is := map[[2]ID]float64{}, map[ID]float64{}, map[ID]float64{}
	for i := range before {
		both[[2]ID{before[i], after[i]}]++
		was[before[i]]++
		is[after[i]]++
	}
	lives := map[ID]bool{}
	for pair, n := range both {
		if n >= 0.5*(was[pair[0]]+is[pair[1]]-n) {
			lives[pair[0]] = true
		}
	}
	var big, kept float64
	for id, n := range was {
		if n >= 10 {
			big++
			if lives[id] {
				kept++
			}
		}
	}
	return kept / big
}
