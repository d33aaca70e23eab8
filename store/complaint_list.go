package store

import (
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/likeness"
)

// worthShowing is whether something recurs: at least two people say it, in at least two texts of their own. v_complaint
// says the same.
func worthShowing(people, mentions int) bool { return people >= 2 && mentions >= 2 }

// few is how many people are so few that it is said how sure it is that they mean one thing.
const few = 4

const trendDays = 28

// complaints reads what a filter means.
func (l *look) complaints(f ComplaintFilter) ([]Complaint, error) {
	if f.Now.IsZero() || f.Now.After(l.now) {
		f.Now = l.now
	}
	heaps, err := l.heaps(f)
	if err != nil {
		return nil, err
	}
	if err := l.describe(heaps); err != nil {
		return nil, err
	}
	if err := l.introduce(heaps, f.only != 0); err != nil {
		return nil, err
	}
	if err := l.quote(heaps); err != nil {
		return nil, err
	}
	if err := l.conceal(heaps); err != nil {
		return nil, err
	}
	all := make([]Complaint, len(heaps))
	for i, h := range heaps {
		h.Topics = l.within.only(h.Topics)
		all[i] = h.Complaint
	}
	slices.SortFunc(all, byUrgency)
	return all, nil
}

// heaps reads the same in the order of the ids, with numbers only.
func (l *look) heaps(f ComplaintFilter) (shown []*heap, err error) {
	g := &gathering{topic: f.topic, roughly: f.Period != (Period{}), today: day(f.Now), from: day(f.Now) - lookBack + 1}
	if err := l.gather(g, f.Kind); err != nil {
		return nil, err
	}
	g.judge(f.Now)
	if err := l.inPeriod(g, f.Period); err != nil {
		return nil, err
	}
	for _, h := range g.heaps {
		h.Recurs = worthShowing(h.people, h.mentions)
		if silent := f.Fixed && !h.Fixed.IsZero() && h.people > 0; !h.shown && !silent || f.only != 0 && f.only != h.ID || !f.All && (h.Ignored || !h.Recurs) {
			continue
		}
		h.Trend = trend(h.days, g.from, g.today)
		if h.people <= few {
			h.Sure = likeness.Sure(h.mentions, h.cohesion)
		}
		shown = append(shown, h)
	}
	return shown, nil
}

// judge says where the complaints stand. Those that nothing is known to recur in are judged each for itself: they are so
// many that beside them nothing would stand out.
func (g *gathering) judge(now time.Time) {
	for _, kind := range cluster.Kinds {
		var recurring []*heap
		for _, h := range g.heaps {
			switch {
			case h.Kind != kind || !h.shown:
			case worthShowing(h.people, h.mentions):
				recurring = append(recurring, h)
			default:
				judge([]*heap{h}, *g.crowds[kind], now)
			}
		}
		judge(recurring, *g.crowds[kind], now)
	}
}

func judge(heaps []*heap, crowd life.Crowd, now time.Time) {
	courses := make([]life.Course, len(heaps))
	for i, h := range heaps {
		courses[i] = life.Course{Days: h.days, First: h.First, Last: h.Last, People: h.people, Texts: h.mentions, Fixed: h.Fixed, Ignored: h.Ignored}
		if h.Fixed.After(now) { // nobody knew of it then
			courses[i].Fixed = time.Time{}
		}
	}
	for i, v := range life.Judge(courses, crowd, now) {
		heaps[i].State, heaps[i].Growth, heaps[i].Emerging = v.State, v.Growth, v.Emerging
	}
}

// trend is the last days of a course.
func trend(days []int, from, today int64) []int {
	t := make([]int, trendDays)
	for i := range t {
		if at := today - trendDays + 1 + int64(i) - from; at >= 0 && at < int64(len(days)) {
			t[i] = days[at]
		}
	}
	return t
}

// day is the UTC day of a moment, in days since 1970.
func day(at time.Time) int64 { return at.Unix() / secsPerDay }
