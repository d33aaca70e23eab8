package quantify

import "math"

// point is one way in which a cell's shares may be, and how probable that is.
type point struct {
	shares [3]float64
	weight float64
}

// posterior weighs every way in which the shares of the mentions that only the classifier judged may be, on a grid over
// all shares with so many steps a side, by Bayes. evidence is the log of how well the guesses foretold where the n
// mentions stand. Of no mentions there is one point, without shares.
func (c *Calibration) posterior(guesses []guess, middle pair, n, steps int) (list []point, evidence float64) {
	if n == 0 {
		return []point{{weight: 1}}, 0
	}
	list = grid(steps)
	prior := c.prior(n)
	logs := make([]float64, len(list))
	for i, p := range list {
		for y, a := range prior {
			logs[i] += (a - 1) * math.Log(p.shares[y])
		}
		logs[i] += logLikelihood(guesses, p.shares, middle, n)
	}
	all, evidence := weights(logs)
	for i, w := range all {
		list[i].weight = w
	}
	return list, evidence
}

// prior are the Dirichlet counts of the shares of n mentions: those of the topic are known so well, those of a period
// vary around them, and those of n mentions around the period's.
func (c *Calibration) prior(n int) (a [3]float64) {
	k := vary(c.worth, likeTopic)
	k = 1/(1/float64(n)+(1-1/float64(n))/(k+1)) - 1
	for y, s := range c.shares {
		a[y] = s * max(k, least)
	}
	return a
}

// least keeps a single mention's prior proper.
const least = 0.5

// logLikelihood is how well shares explain where n mentions stand on average. The variance is that of what is believed
// of the topic, of the period, and of n single texts.
func logLikelihood(guesses []guess, shares [3]float64, middle pair, n int) float64 {
	var sum float64
	for i := range guesses {
		g := &guesses[i]
		if g.weight < negligible {
			continue
		}
		mean, cov := g.mix(shares)
		cov = cov.plus(g.noise(shares, mean, n), 1)
		sum += g.weight * math.Exp(cov.logDensity(pair{middle[0] - mean[0], middle[1] - mean[1]}))
	}
	return math.Log(sum + 1e-300)
}

// negligible is the probability of a guess that is not worth its time.
const negligible = 1e-4

// noise is how far the middle of n mentions lies from where the topic's mean puts it, by the period and by chance.
func (g *guess) noise(shares [3]float64, mean pair, n int) symmetric {
	var squares float64
	one := symmetric{}.plus(outer(mean), -1)
	for y, s := range shares {
		squares += s * s
		one = one.plus(g.square[y], s)
	}
	return round(betweenCells*squares).plus(one, 1/float64(n))
}

// grid is the middles of equal triangles that cover all shares.
func grid(steps int) []point {
	list := make([]point, 0, steps*(steps+1)/2)
	side := 1 / float64(steps)
	for i := range steps {
		for j := range steps - i {
			neg, pos := (float64(i)+1.0/3)*side, (float64(j)+1.0/3)*side
			list = append(list, point{shares: [3]float64{neg, 1 - neg - pos, pos}})
		}
	}
	return list
}
