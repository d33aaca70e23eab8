package sentiment

import (
	"context"
	"math"
	"math/rand/v2"
)

// learner holds the weights while they are learned.
type learner struct {
	settings Settings
	rows     []row
	bias     [2][3]float32 // one set a language; calibration fits them anew
	scratch  *scratch
}

// row is one cache line's quarter: three weights and AdaGrad's sum of squared gradients, shared by them.
type row struct {
	weight [3]float32
	square float32
}

func newLearner(s Settings, c *cues) *learner {
	return &learner{settings: s, rows: make([]row, 1<<s.Bits), scratch: newScratch(c, s.Bits)}
}

// every is how many examples pass between two looks at the context.
const every = 1000

func (l *learner) run(ctx context.Context, lessons []lesson, progress func(done, total int)) error {
	random := rand.New(rand.NewPCG(l.settings.Seed, 0))
	total := l.settings.Epochs * len(lessons)
	order := make([]int, len(lessons))
	for i := range order {
		order[i] = i
	}
	for done := 0; done < total; done++ {
		at := done % len(lessons)
		if at == 0 {
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		if done%every == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(done, total)
			}
		}
		rate := l.settings.Rate * (1 - 0.8*float64(done)/float64(total))
		l.learn(&lessons[order[at]], float32(rate))
	}
	return nil
}

// learn takes one step of AdaGrad on the multinomial logistic loss.
func (l *learner) learn(x *lesson, rate float32) {
	s := l.scratch
	s.read("", x.Text)
	s.look(0, len(s.tokens.list))
	groups := s.features.groups()
	gradient := l.gradient(x, &groups)
	for i, g := range gradient {
		l.bias[x.side()][i] -= rate * biasRate * g
	}
	for _, g := range groups {
		l.move(g.rows, gradient, float32(g.value), rate)
	}
}

// biasRate slows the biases, which every text moves.
const biasRate = 0.1

// gradient is what the loss says of each sum: what the model expects, less what is true.
func (l *learner) gradient(x *lesson, groups *[3]group) [3]float32 {
	var z [3]float64
	for _, g := range groups {
		l.add(&z, g.rows, float32(g.value))
	}
	for i := range z {
		z[i] += float64(l.bias[x.side()][i])
	}
	softmax(&z)
	var gradient [3]float32
	for i := range gradient {
		wanted := l.settings.Doubt / 3
		if i == x.class() {
			wanted += 1 - l.settings.Doubt
		}
		gradient[i] = x.weight * float32(z[i]-wanted)
	}
	return gradient
}

func (l *learner) add(z *[3]float64, rows []uint32, value float32) {
	for _, row := range rows {
		w := &l.rows[row].weight
		z[0] += float64(w[0] * value)
		z[1] += float64(w[1] * value)
		z[2] += float64(w[2] * value)
	}
}

func (l *learner) move(rows []uint32, gradient [3]float32, value, rate float32) {
	decay := float32(l.settings.Decay)
	g := [3]float32{gradient[0] * value, gradient[1] * value, gradient[2] * value}
	squares := float32(g[0]*g[0]) + float32(g[1]*g[1]) + float32(g[2]*g[2])
	for _, at := range rows {
		r := &l.rows[at]
		r.square += squares
		step := rate / float32(math.Sqrt(float64(r.square)+1e-8))
		for i := range g {
			r.weight[i] -= step * (g[i] + float32(decay*r.weight[i]))
		}
	}
}

// scale makes the largest weight 127 steps.
func (l *learner) scale() float32 {
	var most float32
	for i := range l.rows {
		w := &l.rows[i].weight
		most = max(most, w[0], -w[0], w[2], -w[2])
	}
	return max(most, 1e-6) / 127
}

func (l *learner) quantize(scale float32) []byte {
	table := make([]byte, 2*len(l.rows))
	for i := range l.rows {
		w := &l.rows[i].weight
		table[2*i] = byte(int8(math.Round(float64(w[0] / scale))))
		table[2*i+1] = byte(int8(math.Round(float64(w[2] / scale))))
	}
	return table
}
