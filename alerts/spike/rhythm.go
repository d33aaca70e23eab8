package spike

import "math"

// rhythm is how many times the level each hour of the week has; its mean is 1.
type rhythm [week]float64

func even() rhythm {
	var r rhythm
	for i := range r {
		r[i] = 1
	}
	return r
}

// How unlike the factors are from topic to topic, as variances about 1: that of an hour of the day, of a day of the
// week, and of an hour of the week against what its hour and its day make it.
const (
	unlikeHours = 0.5
	unlikeDays  = 0.06
	unlikeSlots = 0.04
)

// learn finds the rhythm of the hours that were heard whole, given what was usual for them under the rhythm
// before, and how much hours and days vary besides. A factor is trusted as far as its data carry it and
// otherwise stays at 1, by Bühlmann and Straub's credibility (1970). An hour counts at most as three deviations
// above the usual, or an incident would look like a habit.
//
// The doubts are the variances that remain about the factors of an hour and of a day.
func learn(g grid, usual []float64, before rhythm, hourly, daily spread) (r rhythm, hour, day float64) {
	slots := bySlot(g, usual, before, hourly)
	var hours [24]factor
	for s, f := range slots {
		hours[s%24].add(f, 1)
	}
	var days [7]factor
	for s, f := range slots {
		days[s/24].add(f, hours[s%24].trusted(unlikeHours, hourly))
	}
	for d := range days {
		days[d].times /= 24 // hours heard make days
		day += days[d].doubt(unlikeDays, daily) / 7
	}
	for _, f := range hours {
		hour += f.doubt(unlikeHours, hourly) / 24
	}
	for s, f := range slots {
		both := hours[s%24].trusted(unlikeHours, hourly) * days[s/24].trusted(unlikeDays, daily)
		f.expected *= both
		r[s] = both * f.trusted(unlikeSlots, hourly)
	}
	return r.level(), hour, day
}

// factor compares what was seen, so many times, to what was expected.
type factor struct{ seen, expected, times float64 }

func (f *factor) add(g factor, scale float64) {
	f.seen += g.seen
	f.expected += g.expected * scale
	f.times += g.times
}

// trusted is the factor drawn towards 1, where unlike is how much such factors differ and noise how much one time
// differs from its mean.
func (f factor) trusted(unlike float64, noise spread) float64 {
	if f.expected <= 0 {
		return 1
	}
	return 1 + (f.seen/f.expected-1)*(1-f.doubt(unlike, noise)/unlike)
}

// doubt is the variance that remains of unlike after what was seen.
func (f factor) doubt(unlike float64, noise spread) float64 {
	if f.expected <= 0 {
		return unlike
	}
	mean := f.expected / f.times
	variance := noise.count(mean).variance / (mean * mean) / f.times
	return unlike * variance / (unlike + variance)
}

// bySlot sums what was seen and what an even week of the same level would have had.
func bySlot(g grid, usual []float64, before rhythm, hourly spread) (slots [week]factor) {
	for i, whole := range g.whole {
		if !whole {
			continue
		}
		s := g.slot[i]
		most := usual[i] + 3*math.Sqrt(hourly.count(usual[i]).variance) + 2
		slots[s].add(factor{min(g.total[i], most), usual[i] / before[s], 1}, 1)
	}
	return slots
}

// level returns the rhythm with a mean of 1 and no hour quite without mentions.
func (r rhythm) level() rhythm {
	sum := 0.0
	for i := range r {
		r[i] = max(r[i], 0.02)
		sum += r[i]
	}
	for i := range r {
		r[i] *= week / sum
	}
	return r
}
