package quantify

import "molva/classify"

// Cell is what is known of the mentions of one topic in one period.
type Cell struct {
	Tones [256]int // mentions that only the classifier judged, by Tone
	Known [3]int   // mentions that people labelled: negative, neutral, positive
}

// N is how many mentions the cell holds.
func (c *Cell) N() int { return c.known() + c.judged() }

func (c *Cell) known() int { return c.Known[0] + c.Known[1] + c.Known[2] }

func (c *Cell) judged() int {
	var n int
	for _, count := range c.Tones {
		n += count
	}
	return n
}

// middle is where the mentions that only the classifier judged stand on average.
func (c *Cell) middle(places *[256]pair) (m pair) {
	n := float64(max(c.judged(), 1))
	for t, count := range c.Tones {
		m[0] += float64(count) / n * places[t][0]
		m[1] += float64(count) / n * places[t][1]
	}
	return m
}

// Labelled is one text of a random sample: what the classifier said of it, and what a person says it is.
type Labelled struct {
	Topic string
	Tone  Tone
	Truth classify.Sentiment
}
