package web

import (
	"fmt"

	"molva/alerts"
	"molva/store"
)

// chartView is a chart in a picture of the height 40, with the mentions of each of its points a click away.
type chartView struct {
	Title, First, Last string
	Width              int
	Points             []point
}

// point is one step of a chart: two bars side by side. Nothing is drawn of one that nobody knows.
type point struct {
	Label, URL         string
	X                  int // of its left edge; it is 10 wide
	Positive, Negative stick
}

// stick is a bar that ends at the bottom.
type stick struct{ X, Y, Height int }

// chart draws the chart of a digest, nil where there is none.
func (s *server) chart(c *alerts.Chart, d alerts.Digest) *chartView {
	if c == nil || len(c.Series) != 2 {
		return nil
	}
	top := 1
	for _, step := range d.Steps {
		top = max(top, step.Positive, step.Negative)
	}
	v := &chartView{Title: s.printer.Sprintf("%s, at most %d", c.Title, top), Width: 10 * len(d.Steps), First: c.Labels[0], Last: c.Labels[len(c.Labels)-1]}
	for i, step := range d.Steps {
		if !step.Known {
			continue
		}
		v.Points = append(v.Points, point{
			Label: fmt.Sprintf("%s: %s %d, %s %d", c.Labels[i], c.Series[0].Name, step.Positive, c.Series[1].Name, step.Negative),
			URL:   here.Mentions(store.Filter{Topic: d.Topic.ID, Period: step.Period, Counted: new(true)}),
			X:     10 * i, Positive: stickOf(10*i+1, step.Positive, top), Negative: stickOf(10*i+5, step.Negative, top),
		})
	}
	return v
}

// stickOf is a bar to the scale of the highest; what is there is seen.
func stickOf(x, n, top int) stick {
	height := 40 * n / top
	if n > 0 {
		height = max(height, 1)
	}
	return stick{x, 40 - height, height}
}
