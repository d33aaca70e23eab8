package service

import (
	"time"

	"molva/classify/quantify"
)

// Share is a part of all people, with its 90 % interval.
type Share struct {
	Value, Low, High float64
	Over             bool // it may be larger: nobody was seen to wait for as long as the limit
}

// Within is the share that is answered within a limit. Those who wait and are not over it yet count for neither side. ok is false
// where nobody waited.
func (c Curve) Within(limit time.Duration) (s Share, ok bool) {
	if len(c.waits) == 0 {
		return Share{High: 1}, false
	}
	d := c.at(limit)
	s = Share{Value: 1 - d.still, Low: 1 - d.high, High: 1 - d.low}
	if d.still < dust || d.still > 1-dust {
		s.Low, s.High = c.plain(limit)
	}
	if s.Over = c.last < limit && d.still > dust; s.Over {
		s.High = 1
	}
	return s, true
}

// at is the curve after a wait.
func (c Curve) at(wait time.Duration) drop {
	d := drop{still: 1, low: 1, high: 1}
	for _, next := range c.drops {
		if next.at > wait {
			break
		}
		d = next
	}
	return d
}

// plain is the interval of the share where all or nobody was answered within a limit, and the curve has no variance: of those of
// whom that is known.
func (c Curve) plain(limit time.Duration) (low, high float64) {
	within, all := 0, 0
	for _, w := range c.waits {
		switch {
		case w.For > limit || w.For == limit && !w.Answered:
			all++
		case w.Answered:
			within, all = within+1, all+1
		}
	}
	e := quantify.Of(within, all)
	return e.Low, e.High
}
