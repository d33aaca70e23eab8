package overview

import (
	"context"
	"errors"
	"net/url"
	"sync"

	"molva/alerts"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify/quantify"
	"molva/store"
)

// row is one topic beside the others.
type row struct {
	Name            string
	URL             string // the same page about it
	Here            bool
	Depth           int
	Competitor      bool
	Mentions        frame.Count
	Ratio, Interval string
	Volume          chart.Spark
	Change, Class   string // in words, and of which colour they are
}

// rows are all topics, read side by side; none where there is but one.
func (p pages) rows(ctx context.Context, a frame.Asked) ([]row, error) {
	picked := frame.InOrder(a.Tree)
	if len(picked) < 2 {
		return nil, nil
	}
	all, errs := make([]row, len(picked)), make([]error, len(picked))
	var reading sync.WaitGroup
	for i, t := range picked {
		reading.Go(func() { all[i], errs[i] = p.row(ctx, a, t) })
	}
	reading.Wait()
	return all, errors.Join(errs...)
}

func (p pages) row(ctx context.Context, a frame.Asked, t frame.Picked) (row, error) {
	now := a.Period(t.Topic, p.Now())
	c, err := alerts.BuildCourse(ctx, p.DB, t.ID, now, alerts.Previous(now))
	if err != nil {
		return row{}, err
	}
	r := row{Name: called(t.Topic), URL: a.Query(func(v url.Values) { v.Set("topic", t.ID) }), Here: t.ID == a.Topic.ID, Depth: min(t.Depth, 4), Competitor: t.Competitor,
		Mentions: p.counted(t.ID, now, c.Tones[0].Total(), nil)}
	r.Ratio, r.Interval = p.ratio(c.Tones[0])
	r.Change, r.Class = p.change(c.Change(0, 1).Direction)
	r.Volume, err = p.volume(ctx, t.ID, stretches(a.Every, now))
	return r, err
}

// ratio is how many are positive for each negative one, with the interval; both "–" where nothing counts.
func (p pages) ratio(t alerts.Tone) (ratio, interval string) {
	of := t.Estimated.Ratio
	switch {
	case t.Total() == 0:
		return "–", ""
	case !of.Known:
		return p.Printer.Sprintf("undefined"), ""
	}
	return p.Printer.Ratio(of.Value), alerts.RatioInterval(of, p.Printer)
}

// volume draws how many mentions counted, from the first period in which any did: before that nobody listened.
func (p pages) volume(ctx context.Context, topic string, periods []store.Period) (s chart.Spark, err error) {
	for _, period := range periods {
		sum, err := p.DB.Sum(ctx, topic, period)
		if err != nil {
			return s, err
		}
		if n := sum.Positive + sum.Neutral + sum.Negative; n > 0 || len(s.Values) > 0 {
			s.Values = append(s.Values, n)
		}
	}
	s.Title = p.Printer.Sprintf("mentions, the last %d periods", len(s.Values))
	return s, nil
}

// change says in a word or two what became of it since the period before.
func (p pages) change(d quantify.Direction) (words, class string) {
	s := p.Printer
	switch d {
	case quantify.Up:
		return s.Sprintf("better"), "state-good"
	case quantify.ProbablyUp:
		return s.Sprintf("probably better"), "state-good"
	case quantify.Down:
		return s.Sprintf("worse"), "state-bad"
	case quantify.ProbablyDown:
		return s.Sprintf("probably worse"), "state-bad"
	case quantify.Unclear:
		return s.Sprintf("no clear change"), ""
	}
	return s.Sprintf("too few to tell"), ""
}
