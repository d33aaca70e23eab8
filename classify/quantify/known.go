package quantify

import (
	"math"
	"math/rand/v2"
)

// draws is how many points stand for a distribution that has people's labels in it.
const draws = 2000

// joined adds what people labelled to what only the classifier judged.
func joined(cell *Cell, judged []point) []point {
	if cell.known() == 0 {
		return judged
	}
	random := rand.New(rand.NewPCG(1, 1))
	list := make([]point, draws)
	pick := picker(judged)
	for i := range list {
		list[i] = point{cell.with(pick(rank(i, draws)), random), 1.0 / draws}
	}
	return list
}

// with is the shares of the whole cell if those of the mentions that only the classifier judged are these. What people
// labelled is certain; how far it stands for what could have been written is not, and is drawn.
func (c *Cell) with(judged [3]float64, random *rand.Rand) [3]float64 {
	if c.known() == 0 {
		return judged
	}
	part := float64(c.known()) / float64(c.N())
	shares := dirichlet(random, c.Known)
	for y := range shares {
		shares[y] = part*shares[y] + (1-part)*judged[y]
	}
	return shares
}

// picker gives the shares at a rank from 0 to 1, asked for in rising order.
func picker(list []point) func(rank float64) [3]float64 {
	i, sum := 0, list[0].weight
	return func(rank float64) [3]float64 {
		for sum < rank && i+1 < len(list) {
			i++
			sum += list[i].weight
		}
		return list[i].shares
	}
}

// dirichlet draws shares of which so many were seen; before that they have the prior of Jeffreys, a half of each.
func dirichlet(random *rand.Rand, seen [3]int) (shares [3]float64) {
	var sum float64
	for y, n := range seen {
		shares[y] = gamma(random, float64(n)+0.5)
		sum += shares[y]
	}
	for y := range shares {
		shares[y] /= sum
	}
	return shares
}

// gamma draws from the gamma distribution by the method of Marsaglia and Tsang 2000; below 1 by their boost.
func gamma(random *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(random, shape+1) * math.Pow(random.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := random.NormFloat64()
		v := 1 + x/math.Sqrt(9*d)
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(1-random.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
