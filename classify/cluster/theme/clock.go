package theme

import (
	"math"
	"time"
)

// HalfLife is how long it takes until what was learned from the stream counts half.
const HalfLife = 30 * 24 * time.Hour

const (
	halfLife   = int64(HalfLife / time.Second)
	longestGap = halfLife     // a single wrong date moves the clock by this at most
	oldest     = 3 * halfLife // what is older counts as this old, so that a backlog teaches too
	fadeAt     = 60           // half-lives until all counts are scaled down; single floats go to about 2^127
)

// clock says what a mention weighs by its time. Nothing old is touched as time goes on: a new mention weighs more instead
// (forward decay; Cormode, Shkapenyuk, Srivastava, Xu 2009).
type clock struct {
	base, now int64   // Unix; a mention of the time base weighs 1; now is the latest time, 0 before the first
	present   float64 // what a mention of now weighs
}

func newClock(base, now int64) clock {
	c := clock{base: base, now: now}
	c.present = c.growth(now)
	return c
}

// put moves the clock to a mention's time and returns its weight. A missing or absurd time counts as now.
func (c *clock) put(at time.Time) float64 {
	t := at.Unix()
	if t <= 0 || t >= 1<<32 {
		return c.present
	}
	if c.now == 0 {
		*c = newClock(t, t)
	}
	if t > c.now {
		*c = newClock(c.base, min(t, c.now+longestGap))
	}
	return c.growth(max(min(t, c.now), c.now-oldest))
}

func (c *clock) growth(t int64) float64 { return math.Exp2(float64(t-c.base) / float64(halfLife)) }

// fade moves the base when weights have grown too large, and returns what all sums are to be multiplied by.
func (c *clock) fade() (factor float64, due bool) {
	if c.now-c.base < fadeAt*halfLife {
		return 1, false
	}
	*c = newClock(c.base+fadeAt*halfLife, c.now)
	return math.Exp2(-fadeAt), true
}
