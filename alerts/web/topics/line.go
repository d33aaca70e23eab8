package topics

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/store"
)

// each does one thing for all topics at once, and keeps their order.
func each[T any](topics []frame.Picked, do func(frame.Picked) (T, error)) ([]T, error) {
	all, errs := make([]T, len(topics)), make([]error, len(topics))
	var doing sync.WaitGroup
	for i, t := range topics {
		doing.Go(func() { all[i], errs[i] = do(t) })
	}
	doing.Wait()
	return all, errors.Join(errs...)
}

// line is the ratio of a topic over time, with its interval.
func (s *server) line(ctx context.Context, a frame.Asked, t frame.Picked) (chart.Line, error) {
	periods := report.Back(a.Period(t.Topic, s.Now()), report.Periods(a.Every))
	course, err := alerts.BuildCourse(ctx, s.DB, t.ID, periods...)
	if err != nil {
		return chart.Line{}, err
	}
	p := s.Printer
	l := chart.Line{Title: p.Sprintf("%s: positive to negative", alerts.Inert(t.Name)), Value: p.Sprintf("Ratio"), Ratio: true, Write: p.Ratio,
		Mark: &chart.Level{Value: 1, Label: p.Sprintf("even")}}
	for i, tone := range course.Tones {
		l.Points = append(l.Points, s.point(t.ID, periods[i], tone))
	}
	return l, nil
}

// point is the ratio of one period, and leads to the mentions that it is made of.
func (s *server) point(topic string, period store.Period, tone alerts.Tone) chart.Point {
	ratio := tone.Estimated.Ratio
	count := s.counted(topic, period, tone)
	point := chart.Point{Label: s.Printer.Span(period.From, period.To), Tick: s.Printer.Day(period.From), Known: ratio.Known, URL: count.URL, Count: count.N, Text: "–"}
	if ratio.Known {
		point.Value, point.Low, point.High = ratio.Value, ratio.Low, ratio.High
		point.Text = s.ratio(tone) + " (" + alerts.RatioInterval(ratio, s.Printer) + ")"
		if ratio.Open {
			point.High = math.Inf(1)
		}
	}
	return point
}

// begun leaves out the periods before the first of which any of the ratios is known.
func begun(lines []chart.Line) {
	known := func(l chart.Line) bool { return l.Points[0].Known || l.Points[0].Count > 0 }
	for len(lines) > 0 && len(lines[0].Points) > 1 && !slices.ContainsFunc(lines, known) {
		for i := range lines {
			lines[i].Points = lines[i].Points[1:]
		}
	}
}

// alike gives charts of ratios one scale, so that they can be held against each other. An interval without an end does not stretch it.
func alike(lines []chart.Line) {
	reach := chart.Span{Low: 1, High: 1}
	for _, l := range lines {
		for _, p := range l.Points {
			if p.Known && p.Value > 0 {
				reach.Low, reach.High = min(reach.Low, p.Value), max(reach.High, p.Value)
			}
			if p.Known && p.Low > 0 && !math.IsInf(p.High, 1) {
				reach.Low, reach.High = min(reach.Low, p.Low), max(reach.High, p.High)
			}
		}
	}
	for i := range lines {
		lines[i].Reach = &reach
	}
}
