package reports

import (
	"math"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// charts stand between the answer of a report and its tables.
type charts struct {
	Lines  []chart.Line
	Stacks []chart.Stack
	Bars   []bars
}

// toneCharts are the ratio over time and the counts behind it.
func (s *server) toneCharts(r report.Ratio) (c charts) {
	p := s.Printer
	ratio := chart.Line{Title: p.Sprintf("Positive for each negative, with the 90%% interval"), Value: p.Sprintf("Ratio"), Ratio: true, Write: p.Ratio,
		Mark: &chart.Level{Value: 1, Label: p.Sprintf("even")}}
	counts := chart.Stack{Title: p.Sprintf("Counted mentions by sentiment"), Parts: []chart.Part{
		{Name: p.Sprintf("Negative"), Class: "negative"}, {Name: p.Sprintf("Neutral"), Class: "neutral"}, {Name: p.Sprintf("Positive"), Class: "positive"}}}
	for _, row := range r.Rows {
		ratio.Points = append(ratio.Points, s.ratioPoint(r.Topic.ID, row))
		counts.Steps = append(counts.Steps, s.countStep(r.Topic.ID, row))
	}
	if len(r.Rows) < 2 { // nothing moves
		return c
	}
	return charts{Lines: []chart.Line{ratio}, Stacks: []chart.Stack{counts}}
}

func (s *server) ratioPoint(topic string, row report.Row) chart.Point {
	f := row.Estimated.Ratio
	count := s.Counted(row.Total(), frame.Here.Mentions(store.Filter{Topic: topic, Period: row.Period, Counted: new(true)}))
	point := chart.Point{Label: s.Printer.Dates(row.Period.From, row.Period.To), Tick: s.Printer.Day(row.Period.From), Known: f.Known, Text: "–", URL: count.URL, Count: count.N}
	if f.Known {
		point.Value, point.Low, point.High = f.Value, f.Low, f.High
		point.Text = alerts.Ratio(f, s.Printer) + " (" + alerts.RatioInterval(f, s.Printer) + ")"
		if f.Open {
			point.High = math.Inf(1)
		}
	}
	return point
}

func (s *server) countStep(topic string, row report.Row) chart.Step {
	step := chart.Step{Label: s.Printer.Dates(row.Period.From, row.Period.To), Tick: s.Printer.Day(row.Period.From), Known: true}
	for _, c := range []struct {
		n  int
		is classify.Sentiment
	}{{row.Negative, classify.Negative}, {row.Neutral, classify.Neutral}, {row.Positive, classify.Positive}} {
		count := s.Counted(c.n, frame.Here.Mentions(store.Filter{Topic: topic, Period: row.Period, Counted: new(true), Sentiment: &c.is}))
		step.Counts = append(step.Counts, chart.Point{Known: true, Value: float64(c.n), Text: count.Text, URL: count.URL, Count: c.n})
	}
	return step
}
