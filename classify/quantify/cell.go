package quantify

import "molva/classify"

// Cell is what is known of the mentions of one topic in one period.
type Cell struct {
	Tones [256]int // mentions that only the classifier judged, by Tone
	Known [3]int   // mentions that people labelled: negative, neutral, positive
}

// N is how many mentions the cell holds.
func (c *Cell) N() int {
	n := c.Known[0] + c.Known[1] + c.Known[2]
	for _, count := range c.Tones {
		n += count
	}
	return n
}

// Labelled is one text of a random sample: what the classifier said of it, and what a person says it is.
type Labelled struct {
	Topic string
	Tone  Tone
	Truth classify.Sentiment
}
