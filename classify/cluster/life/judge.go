package life

import "time"

const (
	freshness = 72 * time.Hour
	silence   = 14 * day
)

// What may go wrong on a day. TestFigures shows what that makes of months.
var (
	rising = tolerance{any: .01, share: .02}
	fading = tolerance{any: .05, share: .05}
)

// surely is the p value that a rise must reach however few complaints there are.
const surely = .001

// Judge says where each of the complaints stands at now. It looks at all at once, since how many there are decides how
// much one has to show. The verdicts are in the order of all and do not depend on it.
func Judge(all []Course, crowd Crowd, now time.Time) []Verdict {
	courses := lay(all, crowd, now)
	changes := make([]change, len(all))
	rises, fades := make([]chance, 0, len(all)), make([]chance, 0, len(all))
	for i, c := range all {
		changes[i] = courses[i].scan()
		if c.tested(now) {
			rises = append(rises, changes[i].rise)
			fades = append(fades, changes[i].fall)
		}
	}
	rise, fall := min(discoveries(rises, rising), surely), discoveries(fades, fading)
	verdicts := make([]Verdict, len(all))
	for i, c := range all {
		verdicts[i] = c.verdict(&courses[i], changes[i], rise, fall, now)
	}
	return verdicts
}

// tested says whether only the numbers can tell where the complaint stands.
func (c Course) tested(now time.Time) bool {
	return !c.Ignored && c.Fixed.IsZero() && !c.silent(now) && !c.fresh(now)
}

func (c Course) silent(now time.Time) bool { return now.Sub(c.Last) >= silence }

func (c Course) fresh(now time.Time) bool { return now.Sub(c.First) <= freshness }

// verdict takes the first that holds of: fixed or returned, dormant, new, rising, fading, steady. rise and fall are the
// largest p values that count.
func (c Course) verdict(s *series, g change, rise, fall float64, now time.Time) Verdict {
	week := g.week.growth(min(g.rise.p, g.fall.p))
	switch {
	case !c.Fixed.IsZero():
		return c.afterFix(s, now)
	case c.silent(now):
		return Verdict{State: Dormant, Growth: week}
	case c.Ignored:
		return Verdict{State: Steady, Growth: week}
	case c.fresh(now):
		return c.young(s)
	case g.rise.p <= rise && g.still:
		return Verdict{State: Rising, Growth: g.best.growth(g.rise.p)}
	case g.fall.p <= fall:
		return Verdict{State: Fading, Growth: g.week.growth(g.fall.p)}
	}
	return Verdict{State: Steady, Growth: week}
}

// young is a complaint that is too new to have anything usual. While everything is new, nothing is announced.
func (c Course) young(s *series) Verdict {
	if c.People < 2 {
		return Verdict{State: Steady, Growth: Growth{P: 1}}
	}
	watched := len(s.y) - s.watched
	return Verdict{State: New, Growth: Growth{P: 1}, Emerging: c.People >= 5 && c.Texts >= 3 && watched > 7}
}

// lay puts the complaints beside the crowd and learns of their bursts and of how unevenly they run. That is done twice:
// against the crowd as it is, and against the crowd without the bursts, knowing who runs unevenly.
func lay(all []Course, crowd Crowd, now time.Time) []series {
	v := watch(crowd, now)
	courses := newSeries(len(all), len(v.people))
	for i := range courses {
		courses[i].read(all[i], v, now)
		courses[i].expose(v)
		courses[i].trim()
	}
	spread(courses)
	for i := range courses {
		v.without(&courses[i])
	}
	v.total()
	for i := range courses {
		courses[i].expose(v)
		courses[i].trim()
	}
	spread(courses)
	return courses
}
