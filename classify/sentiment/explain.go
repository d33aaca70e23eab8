package sentiment

import (
	"cmp"
	"math"
	"slices"

	"molva/ingest"
)

// Weight is how far one piece of a text moved its score from negative (below zero) to positive (above).
type Weight struct {
	Text   string  `json:"text"` // as it stands in the mention; "" for where the model starts without having read anything
	Weight float64 `json:"weight"`
}

// Explain tells the words behind a verdict, the heaviest first. It is exact: the weights add up to the logarithm of
// P.Positive / P.Negative, taken before P is rounded to six places. What a pair or a triple of words says is divided evenly among them.
func (m *Model) Explain(mention ingest.Mention) []Weight {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.read(mention.Title, "")
	titles := len(s.tokens.list)
	s.read(mention.Title, mention.Text)
	s.look(0, len(s.tokens.list))

	c := m.head.Calibration.of(detect(mention))
	sums := make([]float64, len(s.tokens.list))
	m.share(sums, s, s.features.words, c.Temperature)
	m.share(sums, s, s.features.chars, c.Temperature)
	list := []Weight{{Weight: c.Bias[2] - c.Bias[0]}}
	for i, t := range s.tokens.list {
		if sums[i] == 0 {
			continue
		}
		text := mention.Text
		if i < titles {
			text = mention.Title
		}
		list = append(list, Weight{Text: text[t.start:t.end], Weight: sums[i]})
	}
	slices.SortStableFunc(list, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return list
}

// share adds what each feature says to its tokens.
func (m *Model) share(sums []float64, s *scratch, list []feature, temperature float64) {
	value := float64(m.head.Scale) * groupWeight(len(list)) / temperature
	for _, f := range list {
		row := int(f.row) * 2
		says := float64(int(int8(m.table[row+1]))-int(int8(m.table[row]))) * value / float64(f.span)
		at := int(f.token)
		for range f.span {
			for s.tokens.list[at].kind == pause {
				at--
			}
			sums[at] += says
			at--
		}
	}
}
