package quantify

import "math"

// Change is the difference of two figures, now minus before, as fractions, with its 90 % interval.
type Change struct {
	Delta, Low, High float64
	Better           float64 // probability that it went up; only Calibration.Change tells it
	Direction        Direction
}

// Direction is what may be said about a change.
type Direction string

// What may be said. Unclear means that both are known and chance alone explains the difference; Unknown that one of them
// has too few mentions to say anything.
const (
	Unknown      Direction = "unknown"
	Unclear      Direction = "unclear"
	Up           Direction = "up"
	Down         Direction = "down"
	ProbablyUp   Direction = "probably up"   // not proven: Better is from 0.8 to 0.95
	ProbablyDown Direction = "probably down" // not proven: Better is from 0.05 to 0.2
)

// Enough is how many mentions each side needs before a change is spoken of.
const Enough = 3

// Compare tells how the share changed. Up and Down are said only when the interval leaves out zero.
func Compare(now, before Estimate) Change {
	if now.Of < Enough || before.Of < Enough {
		return Change{Low: -1, High: 1, Direction: Unknown}
	}
	c := Change{Delta: now.Share - before.Share}
	c.Low = c.Delta - math.Hypot(now.Share-now.Low, before.High-before.Share)
	c.High = c.Delta + math.Hypot(now.High-now.Share, before.Share-before.Low)
	switch {
	case c.Low > 0:
		c.Direction = Up
	case c.High < 0:
		c.Direction = Down
	default:
		c.Direction = Unclear
	}
	return c
}
