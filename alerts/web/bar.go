package web

import (
	"molva/alerts"
	"molva/alerts/report"
	"molva/classify"
	"molva/classify/quantify"
	"molva/store"
)

// bar is one period of the ratio: its words, and its three parts for the drawing.
type bar struct {
	Period, Ratio, Interval     string
	Positive, Negative, Neutral alerts.Line // each leads to its mentions
	X1, X2, Width               int         // of a picture 100 wide: positive to X1, neutral to X2, negative to Width
}

// interval says the 90 % interval of a ratio, "" where that is undefined.
func (s *server) interval(ratio quantify.Figure) string {
	if !ratio.Known {
		return ""
	}
	return alerts.RatioInterval(ratio, s.printer)
}

// bar draws a row to the scale of the largest one.
func (s *server) bar(topic string, row report.Row, all []report.Row) bar {
	largest := 1
	for _, r := range all {
		largest = max(largest, r.Total())
	}
	p := s.printer
	b := bar{Period: p.Span(row.Period.From, row.Period.To), Ratio: alerts.Ratio(row.Estimated.Ratio, p), Interval: s.interval(row.Estimated.Ratio),
		Positive: s.count(topic, row, classify.Positive), Negative: s.count(topic, row, classify.Negative), Neutral: s.count(topic, row, classify.Neutral)}
	b.X1 = 100 * row.Positive / largest
	b.X2 = 100 * (row.Positive + row.Neutral) / largest
	b.Width = 100 * row.Total() / largest
	return b
}

// Middle and Last are the widths of the neutral and the negative part.
func (b bar) Middle() int { return b.X2 - b.X1 }

// Last is the width of the negative part.
func (b bar) Last() int { return b.Width - b.X2 }

// count is how many mentions of a period were judged so, and the way to them; nowhere where there are none.
func (s *server) count(topic string, row report.Row, feeling classify.Sentiment) alerts.Line {
	n := map[classify.Sentiment]int{classify.Positive: row.Positive, classify.Negative: row.Negative, classify.Neutral: row.Neutral}[feeling]
	if n == 0 {
		return alerts.Words(s.printer.Number(n))
	}
	f := store.Filter{Topic: topic, Sentiment: &feeling, Period: row.Period, Counted: new(true)}
	return alerts.Line{{Text: s.printer.Number(n), URL: here.Mentions(f)}}
}
