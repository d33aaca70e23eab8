package sentiment

import "math"

// sides are the maps from scores to probabilities, English and Russian.
type sides [2]mapping

// How firmly a map holds to the base's, in labels: the prior of a bias is normal with variance 1/holdBias around the
// base's, that of the logarithm of the temperature with variance 1/holdHeat.
const (
	holdBias = 10
	holdHeat = 10
)

// of gives the probabilities of a score, with a pull on the log odds.
func (c *mapping) of(z, pull [3]float64) [3]float64 {
	for i := range z {
		z[i] = z[i]/c.Temperature + c.Bias[i] + pull[i]
	}
	softmax(&z)
	return z
}

// refit moves each map to the labels of its language; without labels it stays. A firm hold multiplies the prior.
func (s sides) refit(list []*note, firm float64) sides {
	for side := range s {
		var own []*note
		for _, n := range list {
			if n.side == side {
				own = append(own, n)
			}
		}
		if len(own) > 0 {
			s[side] = s[side].refit(own, firm)
		}
	}
	return s
}

// refit is the most probable map given labels and the prior, by gradient descent.
func (c *mapping) refit(list []*note, firm float64) mapping {
	const steps, rate = 150, 0.5
	holdBias, holdHeat := firm*holdBias, firm*holdHeat
	m, cooling := *c, 0.0
	for range steps {
		d := slope{cooling: holdHeat * cooling, mass: holdBias}
		for i := range d.bias {
			d.bias[i] = holdBias * (m.Bias[i] - c.Bias[i])
		}
		for _, n := range list {
			d.add(&m, n)
		}
		for i := range m.Bias {
			m.Bias[i] -= rate * d.bias[i] / d.mass
		}
		cooling -= rate * d.cooling / (d.mass + holdHeat)
		m.Temperature = c.Temperature * math.Exp(-cooling)
	}
	return m
}

// slope is that of the loss of labels, and of the prior.
type slope struct {
	bias    [3]float64
	cooling float64 // along the logarithm of 1/Temperature
	mass    float64 // weight of the labels, and of the prior
}

func (d *slope) add(m *mapping, n *note) {
	p := m.of(n.score, n.pull)
	p[n.class]--
	for i := range p {
		d.bias[i] += n.weight * p[i]
		d.cooling += n.weight * p[i] * n.score[i] / m.Temperature
	}
	d.mass += n.weight
}
