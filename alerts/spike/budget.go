package spike

import (
	"cmp"
	"math"
	"slices"
)

// Budget is how many false alerts a person accepts, over all topics and kinds together.
type Budget struct {
	PerMonth float64 // a month is 30 days; less than one in a hundred months counts as that
}

// Calibration is the score from which a sign is an alert.
type Calibration struct {
	Threshold float64
	Episodes  int     // of the history reach the threshold
	Days      float64 // how long the history is, of several topics the mean
	Topics    int
	Note      string // Measured or Assumed: what the threshold rests on
}

// What a threshold rests on.
const (
	Measured = "measured" // the topics' own history
	Assumed  = "assumed"  // the statistics alone, with a margin: there are less than 28 days of history
)

const (
	enough = 28 // days of history to learn from
	kinds  = 3  // that may alarm
	margin = 0.5
	// aim is the part of the budget that the threshold is set for. The budget is to be kept in each of nearly all
	// stretches of time and not only on average, and the threshold itself is learnt from a few episodes.
	aim = 0.45
	// largest is how many episodes the tail is learnt from and belief how many the statistics weigh against them.
	largest = 10
	belief  = 12
)

// Threshold finds the score that keeps within the budget. Each history is the replay of one topic in order of time;
// every episode in it counts as false. All topics and kinds get the same threshold: scores are chances and compare,
// so the budget goes where things are most unusual, and the more topics the higher it is.
//
// The highest episodes of the histories give the rate and the slope of the tail (peaks over a threshold: Coles,
// An Introduction to Statistical Modeling of Extreme Values, 4; the slope is Hill's, 1975), both drawn towards what
// a right model has: in one of 10^score days such a score.
func (b Budget) Threshold(histories ...[]Moment) Calibration {
	c := Calibration{Topics: len(histories), Note: Assumed}
	var peaks []float64
	days := 0.0
	for _, h := range histories {
		days += length(h)
		for _, e := range Episodes(h, notable) {
			peaks = append(peaks, e.Peak.Score)
		}
	}
	c.Days = days / max(float64(c.Topics), 1)
	if c.Days >= enough {
		c.Note = Measured
		c.Threshold = exceeded(peaks, b.accepted()*c.Days, days*kinds)
	} else {
		c.Threshold = math.Log10(float64(kinds*max(c.Topics, 1))/b.accepted()) + margin
	}
	for _, h := range histories {
		c.Episodes += len(Episodes(h, c.Threshold))
	}
	return c
}

// accepted is how many episodes a day the threshold is set for.
func (b Budget) accepted() float64 { return aim * max(b.PerMonth, 0.01) / 30 }

// exceeded is the score that want episodes exceed in so many days, where a topic's day counts for each kind.
func exceeded(peaks []float64, want, days float64) float64 {
	slices.SortFunc(peaks, func(a, b float64) int { return cmp.Compare(b, a) })
	k := min(max(largest, int(2*want)), len(peaks))
	if k == 0 {
		return math.Log10(days / want)
	}
	from, above := peaks[k-1], 0.0
	for _, p := range peaks[:k] {
		above += p - from
	}
	right := days * math.Pow(10, -from)
	rate := right * (float64(k) + belief) / (right + belief)
	slope := (float64(k) - 1 + belief) / (above*math.Ln10 + belief)
	return max(notable, from+math.Log10(rate/want)/slope)
}

// length is the days from the first to the last moment.
func length(h []Moment) float64 {
	if len(h) == 0 {
		return 0
	}
	return h[len(h)-1].At.Sub(h[0].At).Hours() / 24
}
