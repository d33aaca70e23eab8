package spike

import "time"

// The kinds of signs.
const (
	Spike = "spike" // far more mentions than usual
	Tone  = "tone"  // far more of them negative than usual
	Drop  = "drop"  // far fewer mentions than usual
)

// Sign is one thing that stands out at a moment.
type Sign struct {
	Kind   string
	At     time.Time     // the end of the window
	Window time.Duration // 1, 3, 6 or 24 hours; the hour that still runs counts as whole
	// Seen is the mentions in the window, for Tone the negative ones; Expected is how many are usual, for
	// Tone among as many mentions as there were; Low and High hold nine of ten usual windows.
	Seen, Expected, Low, High float64
	Of                        float64 // all mentions in the window
	Chance                    float64 // that a usual window has at least as many (for Drop: at most as few)
	Score                     float64 // -log10 of Chance after all windows that were tried, at most 50
}

// Moment is what stood out at one time. A moment without signs was looked at and was usual.
type Moment struct {
	At    time.Time
	Signs []Sign // at most one of each kind: Spike, Drop, Tone
}

// Score is the highest of the moment's signs, 0 without any.
func (m Moment) Score() float64 {
	best := 0.0
	for _, s := range m.Signs {
		best = max(best, s.Score)
	}
	return best
}
