package quantify

import (
	"maps"
	"math"
	"slices"
)

// What varies between topics and periods, beyond what varies between sets. The first two are variances on the
// classifier's scale, the others concentrations of Dirichlet distributions: how many labels a guess from elsewhere is
// worth. They were chosen on both replay streams together; see the table in doc.go.
const (
	betweenTopics = 0.03 * 0.03
	betweenCells  = 0.015 * 0.015
	likeOthers    = 20   // the shares of a topic are like those of the other topics
	likeTopic     = 40   // the shares of a period are like those of its topic
	likeSets      = 1.5  // the shares of the first topic are like those of the built-in sets
	spreadWorth   = 30.0 // labels of each truth that the built-in spread of single texts is worth
)

// strangeness is how much of the variance between sets a new domain may show. Most are nearer to the mean than a normal
// distribution says, and some are much farther off: three hypotheses, equally likely before anything is labelled.
var strangeness = [...]float64{0.03, 0.5, 8}

// Calibration is what is known of the classifier's mistakes about one topic, and of how people feel about it.
type Calibration struct {
	figures *figures
	places  [256]pair
	within  [3]symmetric // spread of the single texts that are negative, neutral, positive
	guesses [len(strangeness)]guess
	shares  [3]float64 // of the topic, expected
	worth   float64    // the concentration of the shares
	labels  int
}

// guess is a belief and its probability. square is the mean square of the places of single texts of each truth.
type guess struct {
	belief
	square [3]symmetric
	weight float64
}

// settle follows from the belief, once that has learned.
func (g *guess) settle(within *[3]symmetric) {
	for y, w := range within {
		g.square[y] = w.plus(outer(pair{g.mean[2*y], g.mean[2*y+1]}), 1)
	}
}

// Calibrate learns the classifier's mistakes about a topic from the labels of random samples: the topic's own first,
// those of other topics where it has few, and what was measured for the built-in model where there are none. The order
// of the labels makes no difference.
func Calibrate(labels []Labelled, topic string) *Calibration {
	return builtin.calibrate(labels, topic)
}

func (f *figures) calibrate(labels []Labelled, topic string) *Calibration {
	c := &Calibration{figures: f, places: f.places()}
	own, others := sort(labels, topic, &c.places)
	c.labels = own.n()
	c.within = c.spread(append(others, own))
	c.learnMistakes(own, others)
	c.learnShares(own, others)
	return c
}

// spread is how far single texts lie from the mean of their truth: as in the built-in sets, and as in the labels.
func (c *Calibration) spread(samples []*sample) (within [3]symmetric) {
	for y, w := range c.figures.Within {
		n := spreadWorth
		sum := symmetric{}.plus(w, n)
		for _, s := range samples {
			n += max(s.count[y]-1, 0)
			sum = sum.plus(s.scatter(y), 1)
		}
		within[y] = symmetric{}.plus(sum, 1/n)
	}
	return within
}

// learnMistakes makes each guess learn from the labels, and weighs the guesses by how well they foretold them.
func (c *Calibration) learnMistakes(own *sample, others []*sample) {
	var logs [len(strangeness)]float64
	for i, times := range strangeness {
		b := c.figures.Between.scaled(times)
		for _, s := range others {
			logs[i] += s.teach(&b, &c.within, betweenTopics)
		}
		b.loosen(betweenTopics)
		logs[i] += own.teach(&b, &c.within, 0)
		c.guesses[i].belief = b
		c.guesses[i].settle(&c.within)
	}
	list, _ := weights(logs[:])
	for i, w := range list {
		c.guesses[i].weight = w
	}
}

// weights are probabilities by their logs, made to add up to one, and the log of their sum before that.
func weights(logs []float64) (list []float64, total float64) {
	list = make([]float64, len(logs))
	var sum float64
	most := slices.Max(logs)
	for i, l := range logs {
		list[i] = math.Exp(l - most)
		sum += list[i]
	}
	for i := range list {
		list[i] /= sum
	}
	return list, most + math.Log(sum)
}

// learnShares adds up Dirichlet counts: those of the built-in sets, of the other topics as far as topics are alike, and
// of the topic itself.
func (c *Calibration) learnShares(own *sample, others []*sample) {
	a := c.figures.Shares
	for y := range a {
		a[y] *= likeSets
	}
	for _, s := range others {
		n := float64(s.n())
		for y := range a {
			a[y] += s.count[y] * (likeOthers + 1) / (n + likeOthers)
		}
	}
	all := a[0] + a[1] + a[2]
	before := vary(all, likeOthers)
	c.worth = before + float64(c.labels)
	for y := range a {
		c.shares[y] = (a[y]/all*before + own.count[y]) / c.worth
	}
}

// vary is the concentration of shares that vary by b around a mean which itself is known by a: the variances add up.
func vary(a, b float64) float64 { return 1/(1/(a+1)+1/(b+1)) - 1 }

// sample is the labels of one topic, added up by truth.
type sample struct {
	count  [3]float64
	sum    [3]pair
	square [3]symmetric
}

func (s *sample) n() int { return int(s.count[0] + s.count[1] + s.count[2]) }

// sort adds up the labels of the topic and of each other one, in the order of their names. Tones are counted first, so
// that the order of the labels cannot make a difference.
func sort(labels []Labelled, topic string, places *[256]pair) (own *sample, others []*sample) {
	counts := map[string]*[256][3]int{topic: {}}
	for _, l := range labels {
		if counts[l.Topic] == nil {
			counts[l.Topic] = new([256][3]int)
		}
		counts[l.Topic][l.Tone][index(l.Truth)]++
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		s := newSample(counts[name], places)
		if name == topic {
			own = s
		} else {
			others = append(others, s)
		}
	}
	return own, others
}

func newSample(counts *[256][3]int, places *[256]pair) *sample {
	s := &sample{}
	for t, byTruth := range counts {
		for y, n := range byTruth {
			s.count[y] += float64(n)
			s.sum[y][0] += float64(n) * places[t][0]
			s.sum[y][1] += float64(n) * places[t][1]
			s.square[y] = s.square[y].plus(outer(places[t]), float64(n))
		}
	}
	return s
}

// scatter is the sum of squares around the mean of the texts that are y.
func (s *sample) scatter(y int) symmetric {
	if s.count[y] == 0 {
		return symmetric{}
	}
	return s.square[y].plus(outer(s.sum[y]), -1/s.count[y])
}

// teach shows a belief where the texts of each truth stand, give or take some variance, and returns the log density.
func (s *sample) teach(b *belief, within *[3]symmetric, variance float64) float64 {
	var log float64
	for y, n := range s.count {
		if n == 0 {
			continue
		}
		var only [3]float64
		only[y] = 1
		noise := round(variance).plus(within[y], 1/n)
		log += b.learn(only, pair{s.sum[y][0] / n, s.sum[y][1] / n}, noise)
	}
	return log
}
