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
	Assumed  = "assumed"  // what is usual of quiet topics: there are less than 28 days of history
)

const (
	enough = 28 // days of history to learn from
	kinds  = 3  // that may alarm
	// aim is the part of the budget that the threshold is set for. The budget is to be kept in each of nearly all
	// stretches of time and not only on average, and the threshold itself is learnt from a few episodes.
	aim = 0.48
	// largest is how many episodes the tail is learnt from and belief how many the law weighs against them.
	largest = 10
	belief  = 6
	// The law is how often quiet topics reach a score: up to bend on one day in 10^score, as the score says, and
	// beyond it more often, since bursts end more slowly than the distributions know. Measured: FIGURES.md.
	bend  = 1.5
	slope = 0.7
)

// law is how many days of one kind have one episode of that score, and lawful the score of so many days.
func law(score float64) (days float64) {
	return math.Pow(10, min(score, bend)+slope*max(score-bend, 0))
}

func lawful(days float64) (score float64) {
	score = math.Log10(max(days, 1))
	return min(score, bend) + max(score-bend, 0)/slope
}

// Threshold finds the score that keeps within the budget. Each history is the replay of one topic in order of time;
// every episode in it counts as false. All topics and kinds get the same threshold: scores are chances and compare,
// so the budget goes where things are most unusual, and the more topics the higher it is.
//
// The highest episodes of the histories give the rate and the slope of the tail (peaks over a threshold: Coles,
// An Introduction to Statistical Modeling of Extreme Values, 4; the slope is Hill's, 1975), both drawn towards what
// quiet topics usually have.
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
		c.Threshold = lawful(float64(kinds*max(c.Topics, 1)) / b.accepted())
	}
	c.Episodes = reach(histories, c.Threshold)
	for most := b.PerMonth * c.Days / 30; c.Note == Measured && float64(c.Episodes) > most; {
		c.Threshold += 0.05 // a past wilder than its own tail
		c.Episodes = reach(histories, c.Threshold)
	}
	return c
}

// reach is how many episodes of the histories reach the threshold.
func reach(histories [][]Moment, threshold float64) (n int) {
	for _, h := range histories {
		n += len(Episodes(h, threshold))
	}
	return n
}

// accepted is how many episodes a day the threshold is set for.
func (b Budget) accepted() float64 { return aim * max(b.PerMonth, 0.01) / 30 }

// exceeded is the score that want episodes exceed in so many days, where a topic's day counts for each kind.
func exceeded(peaks []float64, want, days float64) float64 {
	slices.SortFunc(peaks, func(a, b float64) int { return cmp.Compare(b, a) })
	k := min(max(largest, int(2*want)), len(peaks))
	if k == 0 {
		return lawful(days / want)
	}
	from, above := peaks[k-1], 0.0
	for _, p := range peaks[:k] {
		above += p - from
	}
	usual := days / law(from)
	rate := usual * (float64(k) + belief) / (usual + belief)
	fall := (float64(k) - 1 + belief) / (above*math.Ln10 + belief/slope)
	return max(notable, from+math.Log10(rate/want)/fall)
}

// length is the days from the first to the last moment.
func length(h []Moment) float64 {
	if len(h) == 0 {
		return 0
	}
	return h[len(h)-1].At.Sub(h[0].At).Hours() / 24
}
