package overview

import (
	"context"
	"errors"
	"sync"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// topic is one topic in full.
type topic struct {
	ID, Above  string
	Competitor bool
	Story      alerts.Story
	Ratio      string
	Interval   string
	Mentions   frame.Count // that count; the next two are parts of it
	Positive   frame.Count
	Negative   frame.Count
	Course     chart.Line  // of the ratio
	Tones      chart.Stack // of what was counted
	Days       *chart.Stack
	Complaints complaints
	Others     []alerts.Section // that recur: what they ask for, what they like
	More       []alerts.Section
}

// complaints is what several people complain of.
type complaints struct {
	alerts.Section
	Items []item
}

// item is a complaint with its drawing.
type item struct {
	alerts.Item
	Spark chart.Spark
}

// topic reads the digest of a topic and its ratio, side by side.
func (p pages) topic(ctx context.Context, a frame.Asked, t frame.Picked) (*topic, error) {
	var (
		d       alerts.Digest
		ratio   report.Ratio
		errs    [2]error
		reading sync.WaitGroup
		period  = a.Period(t.Topic, p.Now())
	)
	reading.Go(func() { d, errs[0] = alerts.Build(ctx, p.DB, t.ID, period) })
	reading.Go(func() {
		ratio, errs[1] = report.BuildRatio(ctx, p.DB, t.ID, a.Every, period.From, p.Now(), periods(a.Every))
	})
	reading.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return p.tell(t, d, ratio), nil
}

// tell lays out what is known of a topic.
func (p pages) tell(t frame.Picked, d alerts.Digest, ratio report.Ratio) *topic {
	story := alerts.Tell(d, p.Printer, frame.Here)
	v := &topic{ID: t.ID, Above: alerts.Isolate(alerts.Inert(t.Above)), Competitor: t.Competitor, Story: story,
		Mentions: p.counted(t.ID, d.Period, d.Now.Total(), nil),
		Positive: p.counted(t.ID, d.Period, d.Now.Positive, new(classify.Positive)),
		Negative: p.counted(t.ID, d.Period, d.Now.Negative, new(classify.Negative)),
		Course:   p.course(ratio), Tones: p.tones(ratio), Days: p.days(d, story.Chart)}
	v.Ratio, v.Interval = p.ratio(d.Now)
	if len(story.Recurs) > 0 {
		v.Complaints, v.Others = p.recurring(story.Recurs[0]), story.Recurs[1:]
	}
	v.More = append(append(v.More, story.Sections...), story.Details...)
	return v
}

// recurring puts a drawing to each complaint, in place of the drawing made of letters.
func (p pages) recurring(s alerts.Section) complaints {
	all := complaints{Section: s}
	for _, i := range s.Items {
		i.Lines = drawnBetter(i.Lines, i.Trend)
		all.Items = append(all.Items, item{i, chart.Spark{Title: p.Printer.Sprintf("people a day, the last %d days", len(i.Trend)), Values: i.Trend}})
	}
	return all
}

// counted is how many mentions of a period count, all or those that feel so, with the way to them.
func (p pages) counted(topic string, when store.Period, n int, feel *classify.Sentiment) frame.Count {
	return p.Counted(n, frame.Here.Mentions(store.Filter{Topic: topic, Period: when, Counted: new(true), Sentiment: feel}))
}

// periods is how many steps the charts of a rhythm have.
func periods(every alerts.Every) int {
	switch every {
	case alerts.Day:
		return 14
	case alerts.Quarter:
		return 8
	case alerts.Year:
		return 4
	}
	return 12
}

// stretches are the periods of the charts, oldest first, up to the one that is given.
func stretches(every alerts.Every, last store.Period) []store.Period {
	all := make([]store.Period, periods(every))
	for i := len(all) - 1; i >= 0; i-- {
		all[i], last = last, alerts.Previous(last)
	}
	return all
}
