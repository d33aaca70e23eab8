package web

import (
	"slices"
	"strings"

	"molva/alerts"
)

// recurs is a section on what recurs, with a drawing beside each item.
type recurs struct {
	alerts.Section
	Items []itemView
}

// itemView is an item with the place that a link leads to.
type itemView struct {
	alerts.Item
	Anchor  string // the same complaint may stand under several topics
	Width   int    // of the drawing, in days
	Drawing []day
}

// day is the bar of one day in a picture 20 high.
type day struct{ X, Y, Height int }

func drawn(s alerts.Section, topic string) recurs {
	all := recurs{Section: s}
	for _, i := range s.Items {
		i.Lines = slices.DeleteFunc(slices.Clone(i.Lines), func(l alerts.Line) bool { return written(l, i.Trend) })
		all.Items = append(all.Items, itemView{i, topic + "-" + i.ID, len(i.Trend), drawing(i.Trend)})
	}
	return all
}

// drawing is one bar for each day on which anybody said it, to the scale of the busiest one.
func drawing(trend []int) []day {
	var days []day
	for x, n := range trend {
		if n > 0 {
			height := max(20*n/slices.Max(trend), 1)
			days = append(days, day{x, 20 - height, height})
		}
	}
	return days
}

// written reports whether a line draws with letters what is drawn better here.
func written(l alerts.Line, trend []int) bool {
	spark := alerts.Spark(trend)
	return spark != "" && strings.Contains(l.String(), spark)
}
