package overview

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/classify"
	"molva/store"
)

// course draws the ratio period by period.
func (p pages) course(r report.Ratio) chart.Line {
	s := p.Printer
	l := chart.Line{Title: s.Sprintf("Positive to negative, with its 90%% interval"), Value: s.Sprintf("Ratio"), Ratio: true, Write: p.short,
		Mark: &chart.Level{Value: 1, Label: s.Sprintf("even")}}
	for _, row := range r.Rows {
		l.Points = append(l.Points, p.point(r, row))
	}
	return l
}

// longest is how many letters may stand below a step.
const longest = 12

// point is the ratio of a period. One that nobody knows still leads to what was said.
func (p pages) point(r report.Ratio, row report.Row) chart.Point {
	of, all := row.Estimated.Ratio, p.counted(r.Topic.ID, row.Period, row.Total(), nil)
	c := chart.Point{Label: p.Printer.Dates(row.Period.From, row.Period.To), Tick: p.Printer.Span(row.Period.From, row.Period.To), URL: all.URL, Count: all.N}
	switch {
	case r.Every == alerts.Month:
		c.Tick = c.Label
	case utf8.RuneCountInString(c.Tick) > longest:
		c.Tick = p.Printer.Day(row.Period.From)
	}
	ratio, interval := p.ratio(row.Tone)
	if c.Text = ratio; interval != "" {
		c.Text += " (" + interval + ")"
	}
	if c.Known = of.Known && row.Total() > 0; !c.Known {
		return c
	}
	c.Value, c.Low, c.High = of.Value, of.Low, of.High
	if of.Open {
		c.High = math.Inf(1)
	}
	return c
}

// short writes a ratio where its title stands beside it: 0.5, 1.6, 12.
func (p pages) short(v float64) string {
	digits := 0
	switch {
	case 10*v != math.Trunc(10*v) && v < 0.995:
		digits = 2
	case v < 9.95 && v != math.Trunc(v):
		digits = 1
	}
	return p.Printer.Decimal(v, digits)
}

// feelings are the parts of a bar, the bad ones at the bottom: there they are compared best.
func (p pages) feelings() []chart.Part {
	s := p.Printer
	return []chart.Part{{Name: s.Sprintf("Negative"), Class: "negative"}, {Name: s.Sprintf("Neutral"), Class: "neutral"}, {Name: s.Sprintf("Positive"), Class: "positive"}}
}

// tones draws how many mentions were judged to be what, period by period.
func (p pages) tones(r report.Ratio) chart.Stack {
	stack := chart.Stack{Title: p.Printer.Sprintf("Mentions that count"), Parts: p.feelings()}
	for _, row := range r.Rows {
		at := p.point(r, row)
		stack.Steps = append(stack.Steps, chart.Step{Label: at.Label, Tick: at.Tick, Known: true, Counts: []chart.Point{
			p.part(r.Topic.ID, row.Period, row.Negative, classify.Negative),
			p.part(r.Topic.ID, row.Period, row.Neutral, classify.Neutral),
			p.part(r.Topic.ID, row.Period, row.Positive, classify.Positive),
		}})
	}
	return stack
}

func (p pages) part(topic string, when store.Period, n int, feel classify.Sentiment) chart.Point {
	c := p.counted(topic, when, n, &feel)
	return chart.Point{Known: true, Text: c.Text, URL: c.URL, Count: c.N}
}

// days draws the chart of a digest, nil where there is none.
func (p pages) days(d alerts.Digest, c *alerts.Chart) *chart.Stack {
	if c == nil {
		return nil
	}
	feelings := p.feelings()
	stack := &chart.Stack{Title: c.Title, Parts: []chart.Part{feelings[0], feelings[2]}}
	for _, step := range d.Steps {
		stack.Steps = append(stack.Steps, chart.Step{Label: p.Printer.Span(step.From, step.To), Tick: p.Printer.Day(step.From), Known: step.Known, Counts: []chart.Point{
			p.part(d.Topic.ID, step.Period, step.Negative, classify.Negative),
			p.part(d.Topic.ID, step.Period, step.Positive, classify.Positive),
		}})
	}
	return stack
}

// drawnBetter leaves out the lines that draw with letters what is drawn beside them.
func drawnBetter(lines []alerts.Line, trend []int) []alerts.Line {
	spark := alerts.Spark(trend)
	return slices.DeleteFunc(slices.Clone(lines), func(l alerts.Line) bool { return spark != "" && strings.Contains(l.String(), spark) })
}
