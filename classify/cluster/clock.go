package cluster

import (
	"math"
	"time"
)

// clock says what a post weighs by its time. Nothing old is touched as time goes on: a new post weighs more instead
// (forward decay; Cormode, Shkapenyuk, Srivastava, Xu 2009).
type clock struct {
	half  float64 // seconds
	now   int64   // the latest time heard, Unix; 0 before the first
	base  int64   // a post of this time weighs 1
	ahead int64   // the last post's time, when it was too far ahead to be believed; else 0
}

// A post that comes late counts as at most this many half-lives old, so that a backlog can still form clusters.
const latest = 3

// fadeAt is how many half-lives after its base a clock begins anew; doubles go to about 2^1000. What was summed until then
// is not faded by more than mostFaded at once, so that something of it is left.
const (
	fadeAt    = 500
	mostFaded = 900
)

// put moves the clock to a post's time and returns its weight, and what all sums are to be multiplied by first: 1 unless
// weights would become too large. A time that is missing or absurd counts as now. One far
// ahead moves the clock by a half-life, so that a single wrong date does little; a second one in a row is believed.
func (c *clock) put(at time.Time) (weight, factor float64) {
	t, ok := plausible(at)
	if !ok {
		return c.present(), 1
	}
	if c.now == 0 {
		c.now, c.base = t, t
	}
	most := c.now + int64(c.half)
	if t <= most {
		c.ahead = 0
	} else {
		most, c.ahead = max(most, min(t, c.ahead)), t
	}
	c.now = max(c.now, min(t, most))
	factor = c.fade()
	return c.growth(max(t, c.now-int64(latest*c.half))), factor
}

// given is what a post gave when it was put: less when it came very late, and not known when it has no time.
func (c *clock) given(at time.Time) float64 {
	t, ok := plausible(at)
	if !ok {
		return c.present()
	}
	return c.growth(t)
}

// present is the weight of a post of now.
func (c *clock) present() float64 { return c.growth(c.now) }

func (c *clock) growth(t int64) float64 {
	return math.Exp2(float64(min(t, c.now)-c.base) / c.half)
}

// plausible is a time between 1970 and 2106.
func plausible(at time.Time) (t int64, ok bool) {
	t = at.Unix()
	return t, t > 0 && t < 1<<32
}

// fade moves the base by whole half-lives when weights have grown too large.
func (c *clock) fade() (factor float64) {
	span := math.Floor(float64(c.now-c.base) / c.half)
	if span < fadeAt {
		return 1
	}
	c.base += int64(span * c.half)
	return math.Exp2(-min(span, mostFaded))
}
