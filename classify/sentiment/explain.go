package sentiment

import (
	"cmp"
	"context"
	"math"
	"slices"

	"molva/classify/reply"
	"molva/ingest"
)

// Weight is how far one piece of a text moved its score from negative (below zero) to positive (above).
type Weight struct {
	Text   string  `json:"text"` // as it stands in the mention; "" for where the model starts without having read anything
	Weight float64 `json:"weight"`
	Parent bool    `json:"parent,omitempty"` // it stands in what the mention answers
}

// Explain tells the words behind a verdict, the heaviest first. It is exact: the weights add up to the logarithm of
// P.Positive / P.Negative, taken before P is rounded to six places. What a pair of words says is divided evenly between
// them; what the lexicon's sums say, among the words that it knows, by the size of what it says of each. Where a reply only
// agrees or disagrees, the words are those of what it answers.
func (m *Model) Explain(mention ingest.Mention) []Weight {
	s := newScratch(m.cues, m.head.Bits)
	s.read(mention.Title, "")
	titles := len(s.tokens.list)
	s.read(mention.Title, mention.Text)
	if stance, _ := m.heed(context.Background(), s, &mention); stance != reply.Own {
		return passedOn(stance, m.Explain(answered(&mention)))
	}
	s.features.origins = &origins{}
	s.look(0, len(s.tokens.list))

	c := m.head.Calibration.of(detect(mention))
	start, moved := m.attribute(s)
	list := []Weight{{Weight: c.Bias[2] - c.Bias[0] + start/c.Temperature}}
	for i, t := range s.tokens.list {
		if moved[i] == 0 {
			continue
		}
		text := mention.Text
		if i < titles {
			text = mention.Title
		}
		list = append(list, Weight{Text: text[t.start:t.end], Weight: moved[i] / c.Temperature})
	}
	heaviestFirst(list)
	return list
}

// passedOn are the weights of what a reply answers, as take changes their sum.
func passedOn(stance reply.Stance, list []Weight) []Weight {
	for i := range list {
		w := &list[i]
		w.Parent = w.Text != ""
		if stance == reply.Denies {
			w.Weight = -w.Weight
			if !w.Parent {
				w.Weight += math.Log(rebound)
			}
		}
		w.Weight *= sharing
	}
	heaviestFirst(list)
	return list
}

func heaviestFirst(list []Weight) {
	slices.SortStableFunc(list, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
}

// attribute divides the difference of the logits of positive and negative among the tokens; start is what no token can
// answer for.
func (m *Model) attribute(s *scratch) (start float64, moved []float64) {
	f, list := &s.features, s.tokens.list
	moved = make([]float64, len(list))
	groups := f.groups()
	for i, row := range f.words {
		from, amount := f.origins.words[i], m.leans(row)*groups[0].value
		moved[from.first] += amount / 2
		moved[from.last] += amount / 2
	}
	for i, row := range f.chars {
		moved[f.origins.chars[i]] += m.leans(row) * groups[1].value
	}
	for kind, row := range f.sums {
		if amount := m.leans(row) * groups[2].value; !blame(list, kind, amount, moved) {
			start += amount
		}
	}
	return start, moved
}

// leans is how far a row speaks for positive rather than negative.
func (m *Model) leans(row uint32) float64 {
	return float64(m.head.Scale) * float64(int(int8(m.table[2*row+1]))-int(int8(m.table[2*row])))
}

// blame divides what a sum of the lexicon did among the words that made it, and is false when there are none.
func blame(list []token, kind int, amount float64, moved []float64) bool {
	m := moodOf(list)
	counts := func(i int) float64 { return counted(list, m, kind, i) }
	var all float64
	for i := range list {
		all += counts(i)
	}
	if all == 0 {
		return false
	}
	for i := range list {
		words := int(list[i].covers)
		for k := range words {
			moved[i+k] += amount * counts(i) / all / float64(words)
		}
	}
	return true
}

// counted is how much a token counts in one of the sums.
func counted(list []token, m mood, kind, i int) float64 {
	says := int(list[i].says)
	switch {
	case kind == sumBalance,
		(kind == sumGood || kind == sumGoods) && says > 0,
		(kind == sumBad || kind == sumBads) && says < 0,
		kind == sumStrongest && i == m.strongest,
		kind == sumLatest && i == m.latest:
		return float64(abs(says))
	}
	return 0
}

// origins are the tokens behind the rows of a text.
type origins struct {
	words []stretch
	chars []int
}

// stretch is one token, or two that follow each other but for a pause.
type stretch struct{ first, last int }

// follow is called when the rows of a token were taken; the last of its words is the pair with the one before it, -1
// for none.
func (o *origins) follow(f *features, before, at int) {
	for len(o.words) < len(f.words) {
		o.words = append(o.words, stretch{at, at})
	}
	if before >= 0 {
		o.words[len(o.words)-1].first = before
	}
	for len(o.chars) < len(f.chars) {
		o.chars = append(o.chars, at)
	}
}
