package slack

import (
	"slices"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// Slack's limits of a chart: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
const (
	maxChartTitle = 50
	maxChartLabel = 20
	maxCategories = 20
	maxSeries     = 6
)

// chart is drawn by Slack where it can be, and stands in signs otherwise.
func (p *page) chart(c *alerts.Chart) {
	if c == nil {
		return
	}
	if p.look.charts && p.slots > 0 {
		if b := bars(*c); b != nil && span(b) <= p.room {
			p.spend(span(b))
			p.add(b)
			return
		}
	}
	text := p.prose()
	for _, l := range c.Lines() {
		text.line(l)
	}
	text.end()
}

// bars draws the chart; nil when Slack would not take it. Slack wants a point of every series for each label, so that a
// label where one is not known is left out, and the axis says from where to where the rest goes. Bars, unlike lines, join
// nothing over a gap.
func bars(c alerts.Chart) *slack.DataVisualizationBlock {
	known := complete(c)
	known = known[max(len(known)-maxCategories, 0):]
	axis := slack.NewDataVisualizationAxisConfig().WithYLabel(label(c.Unit, maxChartTitle))
	for _, k := range known {
		axis.Categories = append(axis.Categories, label(c.Labels[k], maxChartLabel))
	}
	if 0 < len(known) && len(known) < len(c.Labels) {
		axis = axis.WithXLabel(label(axis.Categories[0]+" – "+axis.Categories[len(known)-1], maxChartTitle))
	}
	var all []slack.DataVisualizationDataSeries
	for _, s := range c.Series {
		all = append(all, slack.NewDataVisualizationDataSeries(label(s.Name, maxChartLabel), points(s, known, axis.Categories)...))
	}
	block := slack.NewDataVisualizationBlock(label(c.Title, maxChartTitle), slack.NewDataVisualizationBarChart(axis, all...))
	if len(known) < 2 || block.Validate() != nil {
		return nil
	}
	return block
}

// complete are the labels at which every series has a value.
func complete(c alerts.Chart) (all []int) {
	for k := range c.Labels {
		if !slices.ContainsFunc(c.Series, func(s alerts.Series) bool { return k >= len(s.Values) || s.Values[k] == nil }) {
			all = append(all, k)
		}
	}
	return all
}

func points(s alerts.Series, known []int, labels []string) []slack.DataVisualizationDataPoint {
	all := make([]slack.DataVisualizationDataPoint, len(known))
	for i, k := range known {
		all[i] = slack.NewDataVisualizationDataPoint(labels[i], float64(*s.Values[k]))
	}
	return all
}

func label(text string, limit int) string { return alerts.Cut(soft.Replace(text), limit, units) }

// span is how many characters a chart takes up, a few for each number.
func span(b *slack.DataVisualizationBlock) int {
	chart := b.Chart.(*slack.DataVisualizationBarChart)
	n, labels := units(b.Title+chart.AxisConfig.XLabel+chart.AxisConfig.YLabel), 0
	for _, l := range chart.AxisConfig.Categories {
		labels += units(l) + 4
	}
	for _, s := range chart.Series {
		n += units(s.Name) + labels
	}
	return n + labels
}
