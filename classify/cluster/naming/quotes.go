package naming

import (
	"cmp"
	"slices"
)

// Quotes picks up to n texts that show what a complaint is about: close to its centre, by different people, readable
// alone, holding the label's phrases, no two nearly the same. It takes worse ones where there are no better, never two of
// one person.
func Quotes(members []Text, label Label, n int) []Text {
	var picked []*quote
	var out []Text
	for _, q := range newReader(nil).judge(members, label) {
		if len(out) < n && !slices.ContainsFunc(picked, q.like) {
			picked = append(picked, q)
			out = append(out, q.Text)
		}
	}
	return out
}

// quote is a text that may be quoted.
type quote struct {
	Text
	worth float64  // similarity with the centroid and what the label holds, less what makes it hard to read
	ids   []uint64 // its telling words, each once
}

// judge returns the quotes, the best first; of equal ones the latest.
func (r *reader) judge(members []Text, label Label) []*quote {
	said := make([][]uint64, len(label.Phrases))
	for i, p := range label.Phrases {
		said[i] = ids(r.read(Text{Text: p.Text}))
	}
	out := make([]*quote, 0, len(members))
	for _, t := range members {
		words := r.read(t)
		have := ids(words)
		worth := t.Similarity + holding(have, said) - r.hardness(t, words)
		if t.Lang == label.Lang {
			worth += 0.05
		}
		out = append(out, &quote{t, worth, have})
	}
	slices.SortFunc(out, func(a, b *quote) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), b.At.Compare(a.At), cmp.Compare(a.Mention, b.Mention))
	})
	return out
}

// like reports whether two quotes are by one person or say nearly the same: Jaccard index of their telling words of a half.
func (q *quote) like(other *quote) bool {
	if q.Author == other.Author && q.Author != 0 {
		return true
	}
	both := 0
	for _, id := range q.ids {
		if slices.Contains(other.ids, id) {
			both++
		}
	}
	return 2*both >= len(q.ids)+len(other.ids)-both
}

// ids are the telling words of a text, each once.
func ids(words []word) []uint64 {
	var out []uint64
	for _, w := range words {
		if w.telling() && !slices.Contains(out, w.base) {
			out = append(out, w.base)
		}
	}
	return out
}

// holding is what a quote gains by the label's phrases, the first above all.
func holding(have []uint64, said [][]uint64) float64 {
	gain := 0.0
	for i, phrase := range said {
		missing := func(id uint64) bool { return !slices.Contains(have, id) }
		if !slices.ContainsFunc(phrase, missing) {
			gain += 0.2 / float64(i+1)
		}
	}
	return gain
}
