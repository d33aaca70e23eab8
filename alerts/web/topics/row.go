package topics

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/classify/quantify"
	"molva/store"
)

// row is one topic with its numbers of the period and of the one before.
type row struct {
	ID, Name    string
	Depth       int
	Competitor  bool
	Chosen      bool   // to be compared
	URL         string // of its overview
	Mentions    frame.Count
	Before      frame.Count
	Change      string
	Ratio       string
	Interval    string
	RatioWas    string
	Net         string // how net sentiment changed, in points
	NetWithin   string
	Tends       string // a class: positive or negative; "": chance may explain it
	Voice       string
	VoiceWithin string
	Complaints  frame.Count // mentions that complain
	Trend       chart.Spark
}

// heard is what was said of a topic.
type heard struct {
	frame.Picked
	period, before store.Period
	now, was       alerts.Tone
	change         quantify.Change
	complaining    int
	trend          []int // period by period, from the first in which anything counts of any topic
}

// unheard reports whether nobody listened yet in the period before.
func (h heard) unheard() bool { return len(h.trend) < 2 }

// silent leaves out of all trends the periods before the first in which anything counts: nobody listened yet, which is not zero.
func silent(all []heard) {
	for len(all) > 0 && len(all[0].trend) > 1 && !slices.ContainsFunc(all, func(h heard) bool { return h.trend[0] > 0 }) {
		for i := range all {
			all[i].trend = all[i].trend[1:]
		}
	}
}

// rows are all topics, ours in their tree and the competitors behind them.
func (s *server) rows(ctx context.Context, a frame.Asked, with []frame.Picked) ([]row, error) {
	order := frame.InOrder(a.Tree)
	said, err := each(order, func(t frame.Picked) (heard, error) { return s.hear(ctx, a, t) })
	if err != nil {
		return nil, err
	}
	silent(said)
	voices := voicesOf(said)
	rows := make([]row, len(said))
	for i, h := range said {
		rows[i] = s.row(a, h, voices[i])
		for _, t := range with {
			rows[i].Chosen = rows[i].Chosen || t.ID == h.ID
		}
	}
	return rows, nil
}

// hear reads what was said of one topic.
func (s *server) hear(ctx context.Context, a frame.Asked, t frame.Picked) (h heard, err error) {
	h = heard{Picked: t, period: a.Period(t.Topic, s.Now())}
	h.before = alerts.Previous(h.period)
	course, err := alerts.BuildCourse(ctx, s.DB, t.ID, h.period, h.before)
	if err != nil {
		return h, err
	}
	h.now, h.was, h.change = course.Tones[0], course.Tones[1], course.Change(0, 1)
	if h.complaining, err = s.DB.Count(ctx, complaining(t.ID, h.period)); err != nil {
		return h, err
	}
	for _, p := range report.Back(h.period, report.Periods(a.Every)) {
		sum, err := s.DB.Sum(ctx, t.ID, p)
		if err != nil {
			return h, err
		}
		h.trend = append(h.trend, sum.Total())
	}
	return h, nil
}

// complaining are the mentions of a topic that count and stand in a complaint.
func complaining(topic string, p store.Period) store.Filter {
	return store.Filter{Topic: topic, Period: p, Kind: cluster.Complaint, Counted: new(true)}
}

// voicesOf are the shares of voice: of one of ours its part of what is said of it and the competitors, as the registry defines it; of a
// competitor its part beside our first root. What stands below a competitor is summed up in it and has none.
func voicesOf(all []heard) []quantify.Estimate {
	ours, theirs := 0, 0
	for i := len(all) - 1; i >= 0; i-- {
		switch h := all[i]; {
		case h.Parent == "" && h.Competitor:
			theirs += h.now.Total()
		case h.Parent == "":
			ours = h.now.Total()
		}
	}
	voices := make([]quantify.Estimate, len(all))
	for i, h := range all {
		switch n := h.now.Total(); {
		case theirs == 0 && !h.Competitor, h.Competitor && h.Parent != "":
		case h.Competitor:
			voices[i] = quantify.Of(n, ours+theirs)
		default:
			voices[i] = quantify.Of(n, n+theirs)
		}
	}
	return voices
}

// row puts it into words.
func (s *server) row(a frame.Asked, h heard, voice quantify.Estimate) row {
	a.Topic = h.Topic
	r := row{ID: h.ID, Name: alerts.Inert(h.Name), Depth: h.Depth, Competitor: h.Competitor, URL: "/" + a.Query(nil),
		Mentions: s.counted(h.ID, h.period, h.now), Before: s.counted(h.ID, h.before, h.was), Change: s.grown(h.now.Total(), h.was.Total()),
		Complaints: s.Counted(h.complaining, frame.Here.Mentions(complaining(h.ID, h.period))),
		Ratio:      s.ratio(h.now), RatioWas: s.ratio(h.was), Voice: "–"}
	if h.unheard() {
		r.Before = frame.Count{Text: "–"}
	}
	if f := h.now.Estimated.Ratio; f.Known {
		r.Interval = alerts.RatioInterval(f, s.Printer)
	}
	if voice.Known() {
		r.Voice, r.VoiceWithin = s.Printer.Percent(voice.Share), s.Printer.Percents(voice.Low, voice.High)
	}
	r.Net, r.NetWithin, r.Tends = s.tends(h.change)
	r.Trend = chart.Spark{Title: s.Printer.Sprintf("Mentions period by period, the last one on the right"), Values: h.trend}
	return r
}

// counted is how many mentions count, and leads to them.
func (s *server) counted(topic string, p store.Period, tone alerts.Tone) frame.Count {
	return s.Counted(tone.Total(), frame.Here.Mentions(store.Filter{Topic: topic, Period: p, Counted: new(true)}))
}

// grown says by how much a count changed; nothing is said of a change from none.
func (s *server) grown(now, was int) string {
	switch p := s.Printer; {
	case was == 0:
		return "–"
	case now >= was:
		return "+" + p.Percent(float64(now-was)/float64(was))
	default:
		return "−" + p.Percent(float64(was-now)/float64(was))
	}
}

// tends says how net sentiment changed, within which interval, and which way where that is no chance.
func (s *server) tends(c quantify.Change) (text, within, class string) {
	if c.Direction == quantify.Unknown {
		return "–", "", ""
	}
	switch c.Direction {
	case quantify.Up:
		class = "positive"
	case quantify.Down:
		class = "negative"
	}
	return alerts.Points(c.Delta), alerts.PointsInterval(c.Low, c.High, s.Printer), class
}

// ratio is a dash where it is undefined.
func (s *server) ratio(t alerts.Tone) string {
	if !t.Estimated.Ratio.Known {
		return "–"
	}
	return alerts.Ratio(t.Estimated.Ratio, s.Printer)
}
