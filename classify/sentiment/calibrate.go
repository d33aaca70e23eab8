package sentiment

import (
	"math"

	"molva/classify"
)

// mapping turns logits into probabilities: p = softmax(logit / Temperature + Bias). It is fitted so that the
// probabilities are right where the three sentiments are equally common; that is the prior that the file of a model
// declares, and whoever counts over many texts has to allow for the real one.
type mapping struct {
	Temperature float64    `json:"temperature"`
	Bias        [3]float64 `json:"bias"` // negative, neutral, positive
}

func (c *mapping) apply(logits [3]float64) classify.Probabilities {
	var p [3]float64
	for i := range p {
		p[i] = logits[i]/c.Temperature + c.Bias[i]
	}
	softmax(&p)
	return classify.Probabilities{Negative: p[0], Neutral: p[1], Positive: p[2]}
}

func softmax(z *[3]float64) {
	most := max(z[0], z[1], z[2])
	var sum float64
	for i := range z {
		z[i] = math.Exp(z[i] - most)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
}

// judged is a scored example.
type judged struct {
	logits [3]float64
	class  int
	weight float64
}

// fit finds the temperature and the biases with the least log loss, by plain gradient descent on 1/Temperature and the
// biases. Where a class is missing there is nothing to fit, and the logits stay as they are.
func fit(list []judged) mapping {
	if !balance(list) {
		return mapping{Temperature: 1}
	}
	const steps, rate = 2000, 0.3
	inverse, bias := 1.0, [3]float64{}
	for range steps {
		var dInverse float64
		var dBias [3]float64
		for _, x := range list {
			p := [3]float64{}
			for i := range p {
				p[i] = x.logits[i]*inverse + bias[i]
			}
			softmax(&p)
			p[x.class]--
			for i, d := range p {
				dInverse += x.weight * d * x.logits[i]
				dBias[i] += x.weight * d
			}
		}
		inverse = max(0.05, inverse-rate*dInverse)
		for i, d := range dBias {
			bias[i] -= rate * d
		}
	}
	return mapping{Temperature: 1 / inverse, Bias: bias}
}

// balance makes the weights of each class add up to a third, and is false when a class has none.
func balance(list []judged) bool {
	var sum [3]float64
	for _, x := range list {
		sum[x.class] += x.weight
	}
	for i := range list {
		list[i].weight /= 3 * sum[list[i].class]
	}
	return sum[0] > 0 && sum[1] > 0 && sum[2] > 0
}
