package quantify

import (
	"math"

	"molva/classify"
)

// figures are what was measured of strangers: each set of labelled texts judged by a model that was trained without it.
// TestFigures measures them and, with -update, writes builtin.go.
type figures struct {
	Model   string       // the model they were measured beside
	Scale   [2]scale     // English and whatever else is not Russian, Russian
	Between belief       // mean over the sets, and covariance between them
	Within  [3]symmetric // spread of the single texts that are negative, neutral, positive
	Shares  [3]float64   // mean over the sets
}

// scale makes a classifier's probabilities of texts it was not trained for comparable between languages:
// softmax(ln p / Temperature + Bias).
type scale struct {
	Temperature float64
	Bias        [3]float64
}

func (s *scale) place(p [3]float64) pair {
	var sum float64
	for i := range p {
		p[i] = math.Exp(math.Log(p[i])/s.Temperature + s.Bias[i])
		sum += p[i]
	}
	return pair{p[0] / sum, p[2] / sum}
}

// places is where each tone stands.
func (f *figures) places() (list [256]pair) {
	for t := range list {
		side := 0
		if Tone(t).Russian() {
			side = 1
		}
		list[t] = f.Scale[side].place(Tone(t).probabilities())
	}
	return list
}

// Model is the name of the model that the built-in figures were measured beside. They hold for others as well: each of
// them is of a model that never read the texts it was measured on.
func Model() string { return builtin.Model }

// index is the place of a sentiment in arrays of three.
func index(s classify.Sentiment) int { return int(s) + 1 }
