package sentiment

import (
	"context"

	"molva/classify"
	"molva/ingest"
)

// Confusion counts examples by what they are (first) and what they were called (second): negative, neutral, positive.
type Confusion [3][3]int

// N is the number of examples.
func (c *Confusion) N() int {
	var n int
	for _, row := range c {
		for _, count := range row {
			n += count
		}
	}
	return n
}

// Accuracy is the share of right answers, 0 when there was nothing to judge.
func (c *Confusion) Accuracy() float64 {
	return share(c[0][0]+c[1][1]+c[2][2], c.N())
}

// MacroRecall is the mean over the classes that occur of how many of them were found.
func (c *Confusion) MacroRecall() float64 {
	return c.mean(func(class, wanted, given int) float64 { return share(c[class][class], wanted) })
}

// MacroF1 is the mean over the classes that occur of 2·right / (wanted + given).
func (c *Confusion) MacroF1() float64 {
	return c.mean(func(class, wanted, given int) float64 { return share(2*c[class][class], wanted+given) })
}

func (c *Confusion) mean(of func(class, wanted, given int) float64) float64 {
	var sum float64
	var classes int
	for i := range c {
		wanted := c[i][0] + c[i][1] + c[i][2]
		if wanted > 0 {
			sum += of(i, wanted, c[0][i]+c[1][i]+c[2][i])
			classes++
		}
	}
	return sum / float64(max(classes, 1))
}

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// Score says how a classifier did on labelled texts.
type Score struct {
	Confusion
	ECE    float64               // expected calibration error over 15 bins: how far probability and truth lie apart
	Unsure int                   // how many answers were marked so
	By     map[string]*Confusion // by the language that the example names
}

// Evaluate asks the classifier about every example. An error is the classifier's, or the context's.
func Evaluate(ctx context.Context, c classify.Classifier, list []Example) (Score, error) {
	s := Score{By: make(map[string]*Confusion)}
	var bins [15]bin
	for i := range list {
		x := &list[i]
		v, err := c.Classify(ctx, ingest.Mention{Text: x.Text, Lang: x.Lang}, nil)
		if err != nil {
			return Score{}, err
		}
		if err := ctx.Err(); err != nil {
			return Score{}, err
		}
		s.add(x, &v)
		p := v.P.Of(v.Sentiment)
		bins[min(int(p*float64(len(bins))), len(bins)-1)].add(p, v.Sentiment == x.Label)
	}
	for _, b := range bins {
		s.ECE += b.gap() / float64(max(len(list), 1))
	}
	return s, nil
}

func (s *Score) add(x *Example, v *classify.Verdict) {
	called := int(v.Sentiment) + 1
	s.Confusion[x.class()][called]++
	if s.By[x.Lang] == nil {
		s.By[x.Lang] = new(Confusion)
	}
	s.By[x.Lang][x.class()][called]++
	if v.Unsure {
		s.Unsure++
	}
}

// bin adds up answers of about the same probability.
type bin struct{ said, right float64 }

func (b *bin) add(p float64, right bool) {
	b.said += p
	if right {
		b.right++
	}
}

func (b *bin) gap() float64 { return max(b.said-b.right, b.right-b.said) }
