package sentiment

import (
	"cmp"
	"strings"
)

// Settings of a training. The zero value of each is the one that the committed model was made with; the same examples
// in the same order with the same settings give the same bytes on one kind of machine.
type Settings struct {
	Seed    uint64             `json:"seed"`
	Bits    int                `json:"bits"`    // 1<<Bits rows of two bytes
	Epochs  int                `json:"epochs"`  // how often each example is seen
	Rate    float64            `json:"rate"`    // of AdaGrad; falls to a fifth of itself over the epochs
	Decay   float64            `json:"decay"`   // L2, applied to the rows that an example touches
	Balance float64            `json:"balance"` // in each source, towards 0: classes weigh as they come; 1: all the same
	Doubt   float64            `json:"doubt"`   // share of a label that goes to all three alike
	Weights map[string]float64 `json:"weights"` // by the beginning of an example's source; 1 where none fits
}

// defaultWeights hold back the sets whose idea of a label is not ours: emotions, news, guessed labels. They bring
// forward the few texts that we wrote ourselves.
func defaultWeights() map[string]float64 {
	return map[string]float64{
		"goemotions-grouped":      0.35,
		"tweet-sentiment-extract": 0.45,
		"own":                     4,
	}
}

func (s Settings) withDefaults() Settings {
	s.Bits = cmp.Or(s.Bits, 18)
	s.Epochs = cmp.Or(s.Epochs, 4)
	s.Rate = cmp.Or(s.Rate, 0.1)
	s.Decay = cmp.Or(s.Decay, 0.002)
	s.Balance = cmp.Or(s.Balance, 0.7)
	s.Doubt = cmp.Or(s.Doubt, 0.1)
	if s.Weights == nil {
		s.Weights = defaultWeights()
	}
	return s
}

// weight is the longest match's.
func (s *Settings) weight(source string) float64 {
	weight, length := 1.0, 0
	for prefix, w := range s.Weights {
		if len(prefix) > length && strings.HasPrefix(source, prefix) {
			weight, length = w, len(prefix)
		}
	}
	return weight
}
