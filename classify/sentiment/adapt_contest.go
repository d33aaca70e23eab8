package sentiment

import (
	"context"
	"math"
)

// candidate is a way to use the labels, and what it says of each label that it did not see.
type candidate struct {
	method  Method
	rate    float64 // of weights
	answers []answer
}

// answer is what a candidate says of one label.
type answer struct {
	called int
	loss   float64 // weighted, and making up for how the label was chosen
}

// contest returns the candidates that were accepted, each better than the one before it; the first is the base as it is.
func (f *field) contest(ctx context.Context, seed uint64) ([]*candidate, error) {
	list := []*candidate{{method: Biases}, {method: Weights, rate: 0.05 * f.pace()}, {method: Weights, rate: 0.1 * f.pace()}}
	if len(f.notes) < fewForBiases {
		list = list[:1]
	}
	accepted := []*candidate{f.asItIs()}
	for _, c := range list {
		if err := f.validate(ctx, c, seed); err != nil {
			return nil, err
		}
		if f.better(c, accepted[len(accepted)-1]) {
			accepted = append(accepted, c)
		}
	}
	return accepted, nil
}

// pace slows down where mistakes were sought out. Labels of those tell which of the other two classes is right, and not
// whether the base should have been believed: neither can cross-validation, so only small steps are safe.
func (f *field) pace() float64 { return 0.2 + 0.8/f.odds }

func (f *field) asItIs() *candidate {
	c := &candidate{answers: make([]answer, len(f.notes))}
	for i := range f.notes {
		c.answers[i] = f.notes[i].answer(&f.maps, f.notes[i].score)
	}
	return c
}

func (n *note) answer(maps *sides, score [3]float64) answer {
	m := &maps[n.side]
	p := m.of(score, n.pull)
	return answer{best(m.of(score, [3]float64{})), -n.weight * math.Log(max(p[n.class], 1e-9))}
}

// validate has every label judged by a fit that did not see its fold.
func (f *field) validate(ctx context.Context, c *candidate, seed uint64) error {
	c.answers = make([]answer, len(f.notes))
	for fold := range folds {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := f.fit(c, f.without(fold), seed)
		for i := range f.notes {
			if n := &f.notes[i]; n.fold == fold {
				c.answers[i] = n.answer(&s.maps, s.score(n))
			}
		}
	}
	return nil
}

// fit uses the labels as the candidate would.
func (f *field) fit(c *candidate, list []*note, seed uint64) *shift {
	maps := f.maps.refit(list, f.odds)
	if c.method == Biases {
		return &shift{maps: maps}
	}
	return f.learn(list, maps, c.rate, seed)
}

// better asks for a lower loss by a fifth of the standard error of the difference between the two (up to one and a half
// where mistakes were sought out, because then the labels say less of other texts), and for no less of accuracy and
// macro-recall taken together.
func (f *field) better(c, than *candidate) bool {
	gains := make([]float64, len(c.answers))
	for i := range gains {
		gains[i] = than.answers[i].loss - c.answers[i].loss
	}
	mean, deviation := meanOf(gains)
	if mean <= (1.5-1.3/f.odds)*deviation {
		return false
	}
	now, before := f.figures(c), f.figures(than)
	return now.Accuracy+now.MacroRecall >= before.Accuracy+before.MacroRecall
}

func (f *field) figures(c *candidate) Figures {
	var t tally
	for i, a := range c.answers {
		t.add(f.notes[i].class, a)
	}
	return t.figures()
}
