package spike

import "math"

// halfLives are how fast the level may forget, in days of hearing. The one that would have foretold this topic's
// own past best is used: a brand that wanders needs a short memory and a small one a long memory.
var halfLives = [...]float64{4, 10, 30}

// follow runs the level through the days, oldest first, and returns where it ends, in mentions an hour. It
// writes into usual what each hour was to have, told from the days before it.
//
// The level is an exponentially weighted mean (simple exponential smoothing: Hyndman and Athanasopoulos,
// Forecasting, 8.1) of mentions over hours of rhythm, so that a deaf day changes nothing. A day counts at most as
// twice the usual and some noise, and at least as half of it, so an incident moves the level a little and a
// lasting change moves it within some weeks.
func follow(g grid, days [][2]int, r rhythm, usual []float64) float64 {
	sums := daily(g, days, r)
	best, memory := math.Inf(1), halfLives[1]
	for _, h := range halfLives {
		if loss := smooth(sums, h, nil); loss < best {
			best, memory = loss, h
		}
	}
	levels := make([]float64, len(sums)+1)
	smooth(sums, memory, levels)
	for d, span := range days {
		for i := span[0]; i < span[1]; i++ {
			usual[i] = levels[d] * r[g.slot[i]]
		}
	}
	return levels[len(sums)]
}

// sum is what was heard on one day: mentions, and hours of rhythm.
type sum struct{ seen, hours float64 }

func daily(g grid, days [][2]int, r rhythm) []sum {
	sums := make([]sum, len(days))
	for d, span := range days {
		for i := span[0]; i < span[1]; i++ {
			if g.whole[i] {
				sums[d].seen += g.total[i]
				sums[d].hours += r[g.slot[i]]
			}
		}
	}
	return sums
}

// smooth is the mean squared error of telling each day from those before it, in units of its noise, held to some
// such units. Into levels, if there is room, go the levels each day began with and the last.
func smooth(sums []sum, halfLife float64, levels []float64) float64 {
	seen, hours := begin(sums)
	loss, n := 0.0, 0.0
	for d, s := range sums {
		if levels != nil {
			levels[d] = seen / hours
		}
		if s.hours == 0 {
			continue
		}
		want := seen / hours * s.hours
		e := s.seen - want
		loss, n = loss+min(e*e/(want+1), 9*(1+want/20)), n+1
		keep := math.Exp2(-s.hours / 24 / halfLife)
		seen = keep*seen + tame(s.seen, want)
		hours = keep*hours + s.hours
	}
	if levels != nil {
		levels[len(sums)] = seen / hours
	}
	return loss / max(n, 1)
}

// tame is what a day counts for that had seen where want was usual.
func tame(seen, want float64) float64 {
	noise := math.Sqrt(want)
	return min(max(seen, want/2-2*noise), 2*want+3*noise+1)
}

// begin is what the level starts from: the first two weeks that were heard, a day's worth of it, each day
// counted as at most twice their mean.
func begin(sums []sum) (seen, hours float64) {
	var first []sum
	for _, s := range sums {
		if s.hours > 0 && len(first) < 14 {
			first = append(first, s)
			seen, hours = seen+s.seen, hours+s.hours
		}
	}
	if hours == 0 {
		return 0, 24
	}
	mean, kept := seen/hours, 0.0
	for _, s := range first {
		kept += min(s.seen, 2*mean*s.hours+1)
	}
	return kept / hours * 24, 24
}
