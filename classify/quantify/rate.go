package quantify

// Growth is how many times as often something happens as before, with its 90 % interval.
type Growth struct {
	Figure
	Direction Direction
}

// Grew compares two counts of things that happen one by one, each over a stretch of its own; stretch is that of now in lengths
// of the one before. Given how many there were in both, those of now are binomial whatever is usual, which is the test of
// Przyborowski and Wilenski 1940, "Homogeneity of results in testing samples from Poisson series", Biometrika 31; its interval
// of a share turns into one of the rates' ratio. What comes in flocks varies more than that: count people, not what they say.
func Grew(now, before int, stretch float64) Growth {
	if now+before < Enough || stretch <= 0 {
		return Growth{Direction: Unknown}
	}
	e := Of(now, now+before)
	g := Growth{Figure: Figure{Value: e.Share, Low: odds(e.Low) / stretch, Known: before > 0}, Direction: Unclear}
	if g.Open = e.High >= 1; !g.Open {
		g.High = odds(e.High) / stretch
	}
	if before > 0 {
		g.Value = float64(now) / float64(before) / stretch
	}
	switch {
	case g.Low > 1:
		g.Direction = Up
	case !g.Open && g.High < 1:
		g.Direction = Down
	}
	return g
}
