package chart

import "slices"

// sparkHeight is how high the picture of a sparkline is; it is as wide as it has values.
const sparkHeight = 20

// fewest is how many values a sparkline has room for at least: one alone is no wall.
const fewest = 8

// Width is that of the picture.
func (s Spark) Width() int { return max(len(s.Values), fewest) }

// Stick is one value of a sparkline.
type Stick struct{ X, Y, Height string }

// Sticks are the values above zero, to the scale of the highest. What is there is seen.
func (s Spark) Sticks() (all []Stick) {
	if len(s.Values) == 0 {
		return nil
	}
	highest := slices.Max(s.Values)
	for x, n := range s.Values {
		if n <= 0 {
			continue
		}
		high := max(sparkHeight*float64(n)/float64(highest), 1)
		all = append(all, Stick{plain(float64(s.Width()-len(s.Values)+x) + 0.1), plain(sparkHeight - high), plain(high)})
	}
	return all
}
