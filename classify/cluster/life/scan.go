package life

import "math"

// windows are tried at once, in days that end today.
var windows = [...]int{1, 2, 3, 5, 7}

// tries is what each window tried adds to the factor on the smallest p value: less than one, since windows share their
// days. Quiet months of TestFigures call for 4 with five windows.
const tries = .8

// sway is the relative variance that levels have from week to week without anything having happened.
const sway = .02

// change is what the windows show of one complaint.
type change struct {
	week       window // the longest
	best       window // the one that speaks most for a rise
	rise, fall chance
	still      bool // the rise goes on
}

// window is the latest days, against those before it that were no burst.
type window struct {
	days      int
	top       float64 // most people on one of its days
	now, past sums
}

// scan compares the last days with those before. Where those are fewer than three, or than the window, nothing is said.
func (s *series) scan() change {
	c := change{rise: chance{1, 1}, fall: chance{1, 1}}
	w, tried := s.before(), 0.
	for _, days := range windows {
		if !s.extend(&w, days) {
			break
		}
		tried++
		c.week = w
		rise := w.rise()
		if rise.p < c.rise.p {
			c.rise.p, c.best = rise.p, w
		}
		c.rise.least = min(c.rise.least, rise.least)
		if days >= 3 {
			c.fall = w.fall()
		}
	}
	factor := max(1, tries*tried)
	c.rise = chance{min(1, c.rise.p*factor), min(1, c.rise.least*factor)}
	c.still = c.best.days > 0 && s.still(c.best)
	return c
}

// before is a window of no days yet.
func (s *series) before() (w window) {
	for d := s.from; d < len(s.y); d++ {
		if !s.out[d] {
			w.past.add(s, d, 1)
		}
	}
	return w
}

// extend moves days from the past into the window until it has so many, and says whether enough is left.
func (s *series) extend(w *window, days int) bool {
	for ; w.days < days; w.days++ {
		d := len(s.y) - 1 - w.days
		if d < s.from {
			return false
		}
		w.now.add(s, d, 1)
		w.top = max(w.top, s.y[d])
		if !s.out[d] {
			w.past.add(s, d, -1)
		}
	}
	return w.past.x >= 3 && w.past.x >= w.now.x
}

// growth expects half a person more than the past had, so that it never expects nobody. A window of no days says nothing.
func (w window) growth(p float64) Growth {
	if w.days == 0 {
		return Growth{P: 1}
	}
	usual := w.usual() * w.now.x
	return Growth{Recent: w.now.y, Expected: usual, Ratio: w.now.y / usual, P: p, Days: w.days}
}

func (w window) usual() float64 { return (w.past.y + .5) / w.past.x }

// ratio is that of the share of the volume to the usual one.
func (w window) ratio() float64 { return w.now.y / (w.usual() * w.now.x) }

// more is the ratio of people a day to those before, whatever others wrote.
func (w window) more() float64 {
	return w.now.y / w.now.part * w.past.part / (w.past.y + .5)
}

// rise tests for more people than usual. It is none with less than half as many again, without a day of two people (one
// may write daily), or where the people are as many as ever and only others fewer, as when a source is down.
func (w window) rise() chance {
	n := w.now.y + w.past.y
	if n < 3 {
		return chance{1, 1}
	}
	a, b := w.shapes()
	c := chance{1, tail(n, n, a, b)}
	if w.now.y >= 3 && w.top >= 2 && w.ratio() >= 1.5 && w.more() >= 1.2 {
		c.p = tail(w.now.y, n, a, b)
	}
	return c
}

// fall tests for fewer: half of the usual share at most, and fewer people whatever others wrote.
func (w window) fall() chance {
	n := w.now.y + w.past.y
	b, a := w.shapes()
	c := chance{1, tail(n, n, a, b)}
	if w.ratio() <= .5 && w.more() <= .7 {
		c.p = tail(w.past.y, n, a, b)
	}
	return c
}

// shapes are the two of the beta-binomial law: how n people divide between window and past. They are those of gamma
// intensities with a shape for each day; for unlike days the variance of the share is matched.
func (w window) shapes() (now, past float64) {
	share := w.now.x / (w.now.x + w.past.x)
	v := w.now.xx/(w.now.x*w.now.x) + w.past.xx/(w.past.x*w.past.x) + sway
	return 1 / ((1 - share) * v), 1 / (share * v)
}

const (
	telling = 1.  // nats by which days could tell a rise from its end
	lasting = 1.5 // nats by which they must speak for the rise
)

// still says whether a rise goes on: the last day, the last two and so on speak for the window's rate and against the
// usual one. Days with too few people to tell are taken together with the day before. Without this, a five-day burst
// would keep the longer windows significant for most of a week after its end.
func (s *series) still(w window) bool {
	ratio := w.ratio()
	var t sums
	for k := 1; k < w.days; k++ {
		t.add(s, len(s.y)-k, 1)
		low := w.usual() * t.x
		high := low * ratio
		r := t.x * t.x / t.xx
		slope, even := math.Log(ratio*(low+r)/(high+r)), r*math.Log((high+r)/(low+r))
		if high*slope-even >= telling && t.y*slope-even < lasting {
			return false
		}
	}
	return true
}
