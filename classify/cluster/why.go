package cluster

import (
	"cmp"
	"slices"
)

// ThemeMark begins the share that a common theme has in a similarity; the theme's id follows.
const ThemeMark = "~"

// Share is a term and its part in something.
type Share struct {
	Text  string // as package terms writes it
	Share float64
}

// Why is the reason for a post's place.
type Why struct {
	ID         ID      // the cluster as it is known now
	Terms      []Share // what the post and the cluster have in common, the most telling first; they sum to the similarity
	Similarity float64 // cosine of the post with the present centroid
	Threshold  float64 // what a new post would need
}

// Why explains a post by the cluster that it stands in: exactly, since a cosine is a sum over terms. It compares with the
// centroid of now, the post still in it, so the similarity is not the one with which the post came. ok is false when the
// book does not know the cluster.
func (b *Book) Why(p Post, id ID) (why Why, ok bool) {
	slot, ok := b.slot(id)
	if !ok {
		return Why{}, false
	}
	c := &b.clusters.all[slot]
	why = Why{ID: c.id, Threshold: b.settings.Threshold}
	features, r := b.features(p), b.read(p)
	more, by := b.aimOf(features, r).sides(c)
	for _, f := range features {
		if at, had := c.find(f.id); had {
			why.add(f.term, f.unit*float64(c.terms[at].unit)/by)
		}
	}
	if len(why.Terms) > 0 && more > 0 {
		why.add(ThemeMark+b.themes.Themes()[r.guess.Theme], more/by)
	}
	slices.SortStableFunc(why.Terms, func(x, y Share) int { return cmp.Compare(y.Share, x.Share) })
	for _, t := range why.Terms {
		why.Similarity += t.Share
	}
	return why, true
}

// similarity of a post with a cluster.
func (b *Book) similarity(p Post, c *centroid) float64 {
	var words float64
	features := b.features(p)
	for _, f := range features {
		if at, had := c.find(f.id); had {
			words += f.unit * float64(c.terms[at].unit)
		}
	}
	if words == 0 {
		return 0
	}
	return b.aimOf(features, b.read(p)).similarity(words, c)
}

func (w *Why) add(text string, share float64) {
	if share > 0 {
		w.Terms = append(w.Terms, Share{Text: text, Share: share})
	}
}
