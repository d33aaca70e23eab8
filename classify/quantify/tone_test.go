package quantify

import (
	"math"
	"math/rand/v2"
	"testing"

	"molva/classify"
	"molva/classify/lang"
)

func TestTonesStandForThemselves(t *testing.T) {
	for tone := range side * side {
		for language, want := range map[string]Tone{lang.English: Tone(tone), lang.Other: Tone(tone), lang.Russian: Tone(tone) | russian} {
			if got := ToneOf(want.P(), language); got != want || got.Russian() != (language == lang.Russian) {
				t.Errorf("tone %d in %s comes back as %d", want, language, got)
			}
		}
	}
}

// A byte the store cannot have written must not break anything either.
func TestEveryByteHasProbabilities(t *testing.T) {
	for tone := range 256 {
		p := Tone(tone).probabilities()
		if sum := p[0] + p[1] + p[2]; math.Abs(sum-1) > 1e-9 || min(p[0], p[1], p[2]) <= 0 {
			t.Errorf("tone %d stands for %v", tone, p)
		}
	}
	if p := ToneOf(classify.Probabilities{Negative: 1}, lang.English).P(); p.Negative < 0.95 {
		t.Errorf("certainly negative became %+v", p)
	}
}

// Over many texts nothing is lost: the steps round up as often as down.
func TestTonesKeepTheMean(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	const n = 20000
	var exact, kept float64
	for range n {
		x := dirichlet(random, [3]int{})
		p := classify.Probabilities{Negative: x[0], Neutral: x[1], Positive: x[2]}
		q := ToneOf(p, lang.English).P()
		exact += (p.Positive - p.Negative) / n
		kept += (q.Positive - q.Negative) / n
	}
	if math.Abs(exact-kept) > 0.005 {
		t.Errorf("the mean moved from %.4f to %.4f", exact, kept)
	}
}
