package quantify

// The estimators of the literature, to compare with. Their probabilities are the built-in scale's with three biases
// refitted on all labels.

import "math"

func (c *Calibration) classics(labels []Labelled, cell *Cell) map[string][3]float64 {
	topic := c.refit(labels)
	list := map[string][3]float64{
		"count": topic.count(cell),
		"sum":   topic.sum(cell, topic.prior),
		"emq":   topic.emq(cell),
		"pacc":  topic.pacc(cell),
	}
	var mean [3]float64
	for _, name := range []string{"sum", "emq", "pacc"} {
		for y, s := range list[name] {
			mean[y] += s / 3
		}
	}
	list["mean"] = mean
	return list
}

type classic struct {
	base      [256][3]float64 // probabilities of each tone, all truths equally common
	p         [256][3]float64 // the same, as common as the labels say
	prior     [3]float64
	confusion [3][3]float64 // mean p of the texts of each truth
}

func (c *Calibration) refit(labels []Labelled) *classic {
	var counts [256][3]float64
	for _, l := range labels {
		counts[l.Tone][index(l.Truth)]++
	}
	k := &classic{prior: [3]float64{1, 1, 1}}
	for y := range 3 {
		for _, byTruth := range counts {
			k.prior[y] += byTruth[y]
		}
		k.prior[y] /= float64(len(labels) + 3)
	}
	bias := [3]float64{}
	for range 40 {
		k.score(c, bias)
		var slope [3]float64
		for t, byTruth := range counts {
			for y, n := range byTruth {
				for j, p := range k.p[t] {
					slope[j] += n * p
				}
				slope[y] -= n
			}
		}
		for j := range bias {
			bias[j] -= 2 * (slope[j] + bias[j]) / float64(len(labels)+3)
		}
	}
	k.score(c, bias)
	k.confuse(c, &counts)
	return k
}

func (k *classic) score(c *Calibration, bias [3]float64) {
	for t, at := range c.places {
		p := [3]float64{at[0], 1 - at[0] - at[1], at[1]}
		k.base[t] = p
		for y := range p {
			p[y] *= math.Exp(bias[y])
		}
		k.p[t] = scaled(p)
	}
}

func scaled(p [3]float64) [3]float64 {
	sum := p[0] + p[1] + p[2]
	for y := range p {
		p[y] /= sum
	}
	return p
}

// confuse starts from five texts of each truth as the built-in sets have them.
func (k *classic) confuse(c *Calibration, counts *[256][3]float64) {
	for y := range 3 {
		neg, pos := c.figures.Between.mean[2*y], c.figures.Between.mean[2*y+1]
		row := [3]float64{5 * neg, 5 * (1 - neg - pos), 5 * pos}
		for t, byTruth := range counts {
			for j, p := range k.base[t] {
				row[j] += byTruth[y] * p
			}
		}
		k.confusion[y] = scaled(row)
	}
}

func (k *classic) count(cell *Cell) (shares [3]float64) {
	for t, n := range cell.Tones {
		best := 1
		for y, p := range k.p[t] {
			if p > k.p[t][best] {
				best = y
			}
		}
		shares[best] += float64(n) / float64(cell.N())
	}
	return shares
}

// sum adds up the probabilities under another prior.
func (k *classic) sum(cell *Cell, prior [3]float64) (shares [3]float64) {
	for t, n := range cell.Tones {
		p := k.p[t]
		for y := range p {
			p[y] *= prior[y] / k.prior[y]
		}
		for y, s := range scaled(p) {
			shares[y] += s * float64(n) / float64(cell.N())
		}
	}
	return shares
}

// emq is Saerens, Latinne and Decaestecker 2002.
func (k *classic) emq(cell *Cell) [3]float64 {
	shares := k.prior
	for range 100 {
		shares = k.sum(cell, shares)
	}
	return shares
}

// pacc is Bella et al. 2010: the shares that explain the mean probabilities best, in least squares.
func (k *classic) pacc(cell *Cell) [3]float64 {
	var mean [3]float64
	for t, n := range cell.Tones {
		for j, p := range k.base[t] {
			mean[j] += p * float64(n) / float64(cell.N())
		}
	}
	least, best := math.Inf(1), [3]float64{}
	for _, p := range grid(50) {
		var miss float64
		for j := range 3 {
			d := mean[j]
			for y, s := range p.shares {
				d -= s * k.confusion[y][j]
			}
			miss += d * d
		}
		if miss < least {
			least, best = miss, p.shares
		}
	}
	return best
}
