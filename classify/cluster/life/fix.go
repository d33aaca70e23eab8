package life

import "time"

// Grace is how long after a fix people still write of what happened before it. They are not counted.
const Grace = 72 * time.Hour

const (
	residue = .15  // of the rate before the fix may stay: old devices, old orders, old news
	failed  = .002 // chance at which so many in a window are more than residue
)

// spans are the windows that end on each day after the grace. The long ones are for complaints of a few people a month.
var spans = [...]int{1, 2, 3, 5, 7, 14, 28}

// afterFix says whether the fix has held until now. A complaint that came back has returned until it is fixed again,
// however quiet it became: the strongest evidence of any day counts. Growth compares the last week with before the fix.
func (c Course) afterFix(s *series, now time.Time) Verdict {
	past, p := c.beforeFix(s, now), 1.
	var week window
	first := max(len(s.y)-daysBetween(c.Fixed.Add(Grace), now), s.watched)
	for d := first; d < len(s.y); d++ {
		var here float64
		week, here = s.back(past, first, d)
		p = min(p, here)
	}
	v := Verdict{State: Fixed, Growth: week.growth(p)}
	if p <= failed && !c.Ignored {
		v.State = Returned
	}
	return v
}

// beforeFix is the complaint in the eight weeks up to the day of the fix. Where these are not in sight any more, it is its
// whole life until then.
func (c Course) beforeFix(s *series, now time.Time) sums {
	fixed := len(s.y) - 1 - daysBetween(c.Fixed, now)
	born := len(s.y) - 1 - daysBetween(c.First, now)
	var t sums
	for d := max(s.watched, born, fixed-55, 0); d <= min(fixed, len(s.y)-1); d++ {
		t.add(s, d, 1)
	}
	if t.x >= 7 || t.x > 0 && born >= s.watched {
		return t
	}
	t = sums{y: float64(c.People), x: float64(max(fixed-born, 0) + 1)}
	for d := max(fixed+1, s.watched); d < len(s.y); d++ {
		t.y -= s.y[d]
	}
	t.y, t.xx = max(t.y, 1), t.x*s.phi
	return t
}

// back compares the windows that end on the day last, and begin on first at the earliest, with the past: the week, and the
// smallest p value of all.
func (s *series) back(past sums, first, last int) (week window, p float64) {
	w := window{past: past}
	p = 1
	for _, days := range spans {
		for ; w.days < days && last-w.days >= first; w.days++ {
			w.now.add(s, last-w.days, 1)
			w.top = max(w.top, s.y[last-w.days])
		}
		if days <= 7 {
			week = w
		}
		p = min(p, w.beyondResidue())
	}
	return week, p
}

// beyondResidue is the chance of so many people if only residue were left. Less than twice that is no return, however
// sure; nor is one person, and two are two for sure only when they wrote on one day.
func (w window) beyondResidue() float64 {
	if w.now.y < 3 && w.top < 2 || w.ratio() < 2*residue {
		return 1
	}
	w.now.x *= residue
	w.now.xx *= residue * residue
	a, b := w.shapes()
	return tail(w.now.y, w.now.y+w.past.y, a, b)
}
