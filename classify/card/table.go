package card

import (
	"math"
	"math/rand/v2"
	"slices"
)

// table counts texts by what they are (first) and what they were called (second): negative, neutral, positive.
type table [3][3]int

func tableOf(list []Judgement) (t table) {
	for _, j := range list {
		t[j.Truth+1][j.Said+1]++
	}
	return t
}

func (t *table) wanted(class int) int { return t[class][0] + t[class][1] + t[class][2] }

func (t *table) given(class int) int { return t[0][class] + t[1][class] + t[2][class] }

func (t *table) n() int { return t.wanted(0) + t.wanted(1) + t.wanted(2) }

func (t *table) accuracy() *Figure { return of(t[0][0]+t[1][1]+t[2][2], t.n()) }

// macroRecall is the mean recall of the classes that occur. The ends of its interval lie as far from the mean as the
// ends of independent recalls do together: the root of the sum of their squares, over the number of classes.
func (t *table) macroRecall() *Figure {
	var sum, below, above, classes float64
	for i := range t {
		recall := of(t[i][i], t.wanted(i))
		if recall == nil {
			continue
		}
		classes++
		sum += recall.Value
		below += (recall.Value - recall.Low) * (recall.Value - recall.Low)
		above += (recall.High - recall.Value) * (recall.High - recall.Value)
	}
	if classes == 0 {
		return nil
	}
	mean := sum / classes
	return &Figure{mean, mean - math.Sqrt(below)/classes, mean + math.Sqrt(above)/classes}
}

// f1 is the mean over the classes that occur of 2·right / (wanted + given).
func (t *table) f1() float64 {
	var sum, classes float64
	for i := range t {
		if t.wanted(i) > 0 {
			sum += 2 * float64(t[i][i]) / float64(t.wanted(i)+t.given(i))
			classes++
		}
	}
	return sum / max(classes, 1)
}

// rounds is how often a sample is drawn anew for an interval.
const rounds = 400

// newRandom starts every bootstrap from the same place, so that the same judgements give the same interval.
func newRandom() *rand.Rand { return rand.New(rand.NewPCG(1, 0)) }

// macroF1 has a percentile interval: the nine counts are drawn anew as often as there are texts.
func (t *table) macroF1() *Figure {
	n := t.n()
	if n == 0 {
		return nil
	}
	random := newRandom()
	drawn := make([]float64, rounds)
	for i := range drawn {
		again := t.again(random, n)
		drawn[i] = again.f1()
	}
	slices.Sort(drawn)
	return &Figure{t.f1(), quantile(drawn, tail), quantile(drawn, 1-tail)}
}

// again draws n texts from the table, with replacement: cell after cell, each by the binomial of what is left.
func (t *table) again(random *rand.Rand, n int) (out table) {
	left, weight := n, n
	for i := range t {
		for j := range t[i] {
			if weight == 0 {
				return out
			}
			k := binomial(random, left, float64(t[i][j])/float64(weight))
			out[i][j] = k
			left -= k
			weight -= t[i][j]
		}
	}
	return out
}

// binomial draws how many of n fall in a share. Above a few hundred the normal approximation serves an interval as well.
func binomial(random *rand.Rand, n int, p float64) int {
	if p >= 1 {
		return n
	}
	if mean := float64(n) * p; n > 500 && mean > 30 && float64(n)-mean > 30 {
		k := math.Round(mean + random.NormFloat64()*math.Sqrt(mean*(1-p)))
		return min(max(int(k), 0), n)
	}
	k := 0
	for range n {
		if random.Float64() < p {
			k++
		}
	}
	return k
}

const tail = 0.05 // left out on each side of a 90 % interval

// quantile of sorted values, between neighbours in proportion.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}
