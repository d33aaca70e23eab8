package quantify

import (
	"math"

	"molva/classify"
	"molva/classify/lang"
)

// Tone is what a classifier said of one text, in one byte, so that a store can count tones: the language in bit 7 (set for
// Russian), and below it a place on a grid of 11 by 11 steps of ln(negative/neutral) and ln(positive/neutral).
type Tone uint8

const (
	russian Tone = 1 << 7
	side         = len(steps)
)

// steps are the log odds that a tone can stand for: fine where texts are many and doubt matters, coarse where it is sure.
var steps = [11]float64{-4.2, -2.8, -1.9, -1.2, -0.6, 0, 0.6, 1.2, 1.9, 2.8, 4.2}

// ToneOf is the nearest tone. A probability of zero counts as one in a million.
func ToneOf(p classify.Probabilities, language string) Tone {
	t := Tone(nearest(logOdds(p.Negative, p.Neutral))*side + nearest(logOdds(p.Positive, p.Neutral)))
	if language == lang.Russian {
		t |= russian
	}
	return t
}

func logOdds(p, q float64) float64 { return math.Log(max(p, 1e-6) / max(q, 1e-6)) }

func nearest(x float64) int {
	best := 0
	for i, step := range steps {
		if math.Abs(x-step) < math.Abs(x-steps[best]) {
			best = i
		}
	}
	return best
}

// Russian reports that the text was read as Russian.
func (t Tone) Russian() bool { return t&russian != 0 }

// P gives back probabilities that the tone stands for.
func (t Tone) P() classify.Probabilities {
	p := t.probabilities()
	return classify.Probabilities{Negative: p[0], Neutral: p[1], Positive: p[2]}
}

func (t Tone) probabilities() [3]float64 {
	at := min(int(t&^russian), side*side-1)
	neg, pos := math.Exp(steps[at/side]), math.Exp(steps[at%side])
	return [3]float64{neg / (neg + 1 + pos), 1 / (neg + 1 + pos), pos / (neg + 1 + pos)}
}
