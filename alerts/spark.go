package alerts

import (
	"fmt"
	"slices"
	"strings"
)

// The heights of a bar of text, from the least that is more than nothing; none; and what nobody knows.
var bars = []rune("▂▃▄▅▆▇█")

const (
	none    = '▁'
	unknown = '·'
)

// Lines is the chart as text, for where none can be drawn: one row of bars for each series, to the scale of the highest,
// with the least and the most that it shows. What is not known is a dot.
func (c *Chart) Lines() []Line {
	if c == nil || len(c.Labels) == 0 {
		return nil
	}
	lines := Lines(fmt.Sprintf("%s: %s – %s", c.Title, c.Labels[0], c.Labels[len(c.Labels)-1]))
	top := c.top()
	for _, s := range c.Series {
		lines = append(lines, Words(s.text(top)))
	}
	return lines
}

// top is the highest of all values, 0 where nothing is known.
func (c *Chart) top() (top int) {
	for _, s := range c.Series {
		for _, v := range s.Values {
			if v != nil {
				top = max(top, *v)
			}
		}
	}
	return top
}

func (s Series) text(top int) string {
	var row strings.Builder
	var known []int
	for _, v := range s.Values {
		if v == nil {
			row.WriteRune(unknown)
			continue
		}
		known = append(known, *v)
		row.WriteRune(bar(*v, top))
	}
	if len(known) == 0 {
		return s.Name
	}
	return fmt.Sprintf("%s %s %d–%d", s.Name, row.String(), slices.Min(known), slices.Max(known))
}

// Spark draws numbers as one row of bars, to the scale of the highest; "" where all are zero.
func Spark(values []int) string {
	top := slices.Max(append([]int{0}, values...))
	if top == 0 {
		return ""
	}
	var row strings.Builder
	for _, v := range values {
		row.WriteRune(bar(v, top))
	}
	return row.String()
}

// bar is one number to the scale of the highest.
func bar(v, top int) rune {
	if v <= 0 || top <= 0 {
		return none
	}
	return bars[(v*len(bars)-1)/top]
}
