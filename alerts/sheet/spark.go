package sheet

import (
	"strconv"
	"strings"

	"molva/alerts"
)

const (
	maxPoints = 100
	maxSeries = 6
	maxLabel  = 60
	fewPoints = 14 // so many values can be written out as well
)

var steps = []rune("▁▂▃▄▅▆▇█")

// Peak is the greatest value of a chart, at least 1.
func Peak(c alerts.Chart) int {
	peak := 1
	for _, s := range c.Series {
		for _, v := range s.Values {
			if v != nil {
				peak = max(peak, *v)
			}
		}
	}
	return peak
}

// Sparks draws a chart in characters: its title, then a line for each series, all to one scale. What is not known is a
// dot.
func Sparks(c alerts.Chart) []string {
	title := c.Title
	if c.Unit != "" {
		title += " (" + c.Unit + ")"
	}
	if n := len(c.Labels); n > 1 {
		title += ", " + c.Labels[0] + " – " + c.Labels[n-1]
	}
	lines, peak := []string{title}, Peak(c)
	for _, s := range c.Series {
		lines = append(lines, spark(s.Values, peak)+"  "+s.Name+": "+extent(s.Values))
	}
	return lines
}

func spark(values []*int, peak int) string {
	var b strings.Builder
	for _, v := range values {
		if v == nil {
			b.WriteRune('·')
			continue
		}
		part := float64(max(*v, 0)) / float64(peak)
		b.WriteRune(steps[int(part*float64(len(steps)-1))])
	}
	return b.String()
}

// extent writes few values out, and of many the least and the greatest.
func extent(values []*int) string {
	if len(values) <= fewPoints {
		all := make([]string, len(values))
		for i, v := range values {
			all[i] = number(v)
		}
		return strings.Join(all, ", ")
	}
	var low, high *int
	for _, v := range values {
		if v != nil && (low == nil || *v < *low) {
			low = v
		}
		if v != nil && (high == nil || *v > *high) {
			high = v
		}
	}
	return number(low) + "…" + number(high)
}

func number(v *int) string {
	if v == nil {
		return "?"
	}
	return strconv.Itoa(*v)
}

// trend draws people a day.
func trend(days []int) string {
	days = days[max(0, len(days)-maxPoints):]
	values := make([]*int, len(days))
	for i := range days {
		values[i] = &days[i]
	}
	return spark(values, Peak(alerts.Chart{Series: []alerts.Series{{Values: values}}}))
}
