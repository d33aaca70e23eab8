package sentiment

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"

	"molva/classify"
)

// Settings of the sorter's training, found by five-fold cross-validation over the texts that train. Epochs and rate are
// AdaGrad's, the rate falls to a fifth; decay is L2; balance evens out the categories of a language, as in Settings.
const (
	sorterEpochs  = 10
	sorterRate    = 0.2
	sorterDecay   = 0.0005
	sorterBalance = 0.6
)

// TrainCategories learns the categories from the statements that do not test, by what this model feels in them, and
// returns the bytes of category.bin. The same statements in the same order, model and seed give the same bytes on one
// kind of machine. It ends early with the context's error.
func (m *Model) TrainCategories(ctx context.Context, list []Statement, seed uint64) ([]byte, error) {
	drills := m.drills(list)
	if len(drills) == 0 {
		return nil, errors.New("there is no statement to learn from")
	}
	l := sorterLearner{rows: make([]sorterRow, 1<<sorterBits)}
	if err := l.run(ctx, drills, rand.New(rand.NewPCG(seed, 1))); err != nil {
		return nil, err
	}
	t := l.sorter()
	t.head.On, t.head.Seed, t.head.Texts = m.basis(), seed, len(drills)
	return t.bytes()
}

// drill is a statement ready for training.
type drill struct {
	clues
	class  int
	lang   string
	weight float64
}

func (m *Model) drills(list []Statement) []drill {
	var drills []drill
	counts := make(map[string]*[classes]float64)
	s := newScratch(m.cues, m.head.Bits)
	for i := range list {
		x := &list[i]
		if x.Test {
			continue
		}
		d := drill{class: classOf(x.Category), lang: x.Lang, weight: x.Weight}
		signs, v := m.grasp(s, x)
		d.clues.read(&s.tokens, &signs, &v)
		if counts[d.lang] == nil {
			counts[d.lang] = new([classes]float64)
		}
		counts[d.lang][d.class] += d.weight
		drills = append(drills, d)
	}
	for i := range drills {
		d := &drills[i]
		d.weight *= evened(counts[d.lang], d.class)
	}
	return drills
}

// grasp is what Classify knows of a text before it asks for the category.
func (m *Model) grasp(s *scratch, x *Statement) (signs, classify.Verdict) {
	s.read("", x.Text)
	v := classify.Verdict{Lang: x.Lang}
	v.P = rounded(m.probabilities(s, x.Lang, 0, len(s.tokens.list)))
	v.Sentiment = top(v.P)
	return m.cues.look(s.tokens.list), v
}

func evened(counts *[classes]float64, class int) float64 {
	var sum float64
	for _, n := range counts {
		sum += n
	}
	return math.Pow(sum/(float64(classes)*counts[class]), sorterBalance)
}

func classOf(c classify.Category) int {
	for i, known := range categories {
		if c == known {
			return i
		}
	}
	return classes - 1
}

// sorterLearner holds the weights while they are learned.
type sorterLearner struct{ rows []sorterRow }

type sorterRow struct {
	weight [classes]float64
	square float64 // AdaGrad's sum of squared gradients, shared by the weights
}

func (l *sorterLearner) run(ctx context.Context, drills []drill, random *rand.Rand) error {
	total := sorterEpochs * len(drills)
	for epoch := range sorterEpochs {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, place := range random.Perm(len(drills)) {
			done := epoch*len(drills) + i
			l.learn(&drills[place], sorterRate*(1-0.8*float64(done)/float64(total)))
		}
	}
	return nil
}

// learn takes one step on the multinomial logistic loss.
func (l *sorterLearner) learn(x *drill, rate float64) {
	value := groupWeight(len(x.words))
	var gradient [classes]float64
	l.add(&gradient, x.words, value)
	l.add(&gradient, x.hints, hintWeight)
	probable(&gradient)
	gradient[x.class]--
	for i := range gradient {
		gradient[i] *= x.weight
	}
	l.move(x.words, &gradient, value, rate)
	l.move(x.hints, &gradient, hintWeight, rate)
}

func (l *sorterLearner) add(z *[classes]float64, rows []uint32, value float64) {
	for _, row := range rows {
		for i, w := range l.rows[row].weight {
			z[i] += float64(w * value)
		}
	}
}

func (l *sorterLearner) move(rows []uint32, gradient *[classes]float64, value, rate float64) {
	var squares float64
	for _, g := range gradient {
		squares += float64(g * value * g * value)
	}
	for _, row := range rows {
		r := &l.rows[row]
		r.square += squares
		step := rate / math.Sqrt(r.square+1e-8)
		for i, g := range gradient {
			r.weight[i] -= float64(step * (float64(g*value) + float64(sorterDecay*r.weight[i])))
		}
	}
}

// probable turns sums into probabilities.
func probable(z *[classes]float64) {
	most, sum := z[largest(z)], 0.0
	for i := range z {
		z[i] = math.Exp(z[i] - most)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
}

// sorter makes the largest weight 127 steps.
func (l *sorterLearner) sorter() *sorter {
	most := 1e-6
	for i := range l.rows {
		for _, w := range l.rows[i].weight {
			most = max(most, math.Abs(w))
		}
	}
	t := &sorter{table: make([]uint64, len(l.rows))}
	t.head.Scale = most / 127
	for i := range l.rows {
		for class, w := range l.rows[i].weight {
			t.table[i] |= uint64(byte(int8(math.Round(w/t.head.Scale)))^0x80) << (8 * class)
		}
	}
	return t
}
