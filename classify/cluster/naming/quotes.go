package naming

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// How long a quote is that can be read alone, in words.
const (
	minQuote = 6
	maxQuote = 40
)

// Quotes picks up to n texts that show what a complaint is about: close to its centre, by different people, readable
// alone, holding the label's phrases, no two nearly the same. It takes worse ones where there are no better, never two of
// one person.
func Quotes(members []Text, label Label, n int) []Text {
	r := newReader(nil)
	list := r.judge(members, label)
	var picked []*quote
	for _, q := range list {
		if len(picked) < n && !slices.ContainsFunc(picked, q.like) {
			picked = append(picked, q)
		}
	}
	out := make([]Text, len(picked))
	for i, q := range picked {
		out[i] = q.Text
	}
	return out
}

// quote is a text that may be quoted.
type quote struct {
	Text
	worth float64
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
		q := &quote{Text: t, ids: ids(words)}
		q.worth = t.Similarity + r.readable(t, words) + holding(q.ids, said)
		if t.Lang == label.Lang {
			q.worth += 0.05
		}
		out = append(out, q)
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

// readable is what a text loses by what makes it hard to read alone.
func (r *reader) readable(t Text, words []word) float64 {
	loss := 0.0
	if len(words) < minQuote || len(words) > maxQuote {
		loss += 1
	}
	if !t.Counted {
		loss += 0.3
	}
	if len(words) > 0 && r.words.is("opener", words[0].form) || torn(t.Text) {
		loss += 0.2
	}
	loss += 0.05*float64(max(0, strings.Count(t.Text, "@")-1)) + 0.1*float64(strings.Count(t.Text, "http")) + 0.03*float64(strings.Count(t.Text, "#"))
	if shouts(t.Text) {
		loss += 0.1
	}
	return -loss
}

// torn reports a text that goes on from another or breaks off.
func torn(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, "…") || strings.HasPrefix(text, "…") || strings.HasPrefix(text, "..") || strings.HasPrefix(text, "+") || strings.HasPrefix(text, "RT ")
}

// shouts reports a text that is mostly in capital letters.
func shouts(text string) bool {
	upper, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return 2*upper > letters
}
