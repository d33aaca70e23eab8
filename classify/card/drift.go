package card

import "molva/classify/quantify"

// Mix is what a classifier said of many texts: how many it called what, and how many it read as Russian.
type Mix struct {
	Counts
	Russian int
}

func (m Mix) all() int { return m.Negative + m.Neutral + m.Positive }

// drift is how far a share must have moved, chance aside, before a sample no longer speaks for the texts of today.
const drift = 0.10

// Drifted reports that what is said today is no longer what the sample was drawn from: one of the sentiments, or Russian,
// has a share that lies more than ten points from the sample's, by the 90 % interval of the difference. Accuracy was
// measured on another mix, then, and is stale.
func Drifted(sample, today Mix) bool {
	if sample.all() == 0 || today.all() == 0 {
		return false
	}
	for _, part := range [][2]int{
		{sample.Negative, today.Negative}, {sample.Neutral, today.Neutral}, {sample.Positive, today.Positive}, {sample.Russian, today.Russian},
	} {
		moved := quantify.Compare(quantify.Of(part[1], today.all()), quantify.Of(part[0], sample.all()))
		if moved.Direction != quantify.Unknown && (moved.Low > drift || moved.High < -drift) {
			return true
		}
	}
	return false
}
