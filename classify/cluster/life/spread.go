package life

import "math"

const (
	usualPhi = .25 // overdispersion of a day before anything is known: a gamma shape of 4
	leastPhi = .02
	mostPhi  = 4.
)

// estimate is an overdispersion by the method of moments, and the number of days it is worth: a day with few people is
// worth next to nothing.
type estimate struct{ phi, days float64 }

// spread learns how unevenly each complaint runs and draws the estimates of each towards that of all, which counts as ten
// days: few have enough people to tell by themselves.
func spread(courses []series) {
	each := make([]estimate, len(courses))
	for i := range courses {
		each[i] = courses[i].measure()
	}
	all := pool(each)
	for i, e := range each {
		phi := (e.phi*e.days + all.phi*10) / (e.days + 10)
		courses[i].phi = min(max(phi, leastPhi), mostPhi)
	}
}

// measure looks at the days without bursts, before the last week, which is on trial: how much more their people vary than
// chance and the crowd let expect.
func (s *series) measure() estimate {
	var square, means, worth, days float64
	recent := max(1, min(7, (len(s.y)-s.from)/3))
	for d := s.from; d < len(s.y)-recent; d++ {
		if s.out[d] {
			continue
		}
		mean := s.rate * s.x[d]
		square += (s.y[d]-mean)*(s.y[d]-mean) - mean - mean*mean*s.u[d]
		means += mean * mean
		told := usualPhi * mean / (1 + usualPhi*mean)
		worth += told * told
		days++
	}
	if days < 3 || means == 0 {
		return estimate{}
	}
	return estimate{square / means * days / (days - 1), worth} // the rate took one degree of freedom
}

// pool is the estimate for all. Where nothing is known it is the usual one, which counts as a month.
func pool(each []estimate) estimate {
	phi, days := usualPhi*30, 30.
	for _, e := range each {
		phi += exact(e.phi * e.days)
		days += exact(e.days)
	}
	return estimate{phi / days, days}
}

// exact rounds so that a sum of many is the same in any order.
func exact(x float64) float64 { return math.Round(x*(1<<20)) / (1 << 20) }
